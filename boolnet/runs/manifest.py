"""What a run is a run of: the file ``run.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from boolnet.errors import InputError

_FORMAT = 1
_SHOWN = 5  # differences in a message
_WIDTH = 60  # characters of a value in a message


def describe_run(description: Mapping[str, object], chunks: int) -> dict[str, object]:
    """What `run.json` holds, as JSON gives it back."""
    said = {"format": _FORMAT, "chunks": chunks, "work": dict(description)}
    read: dict[str, object] = json.loads(json.dumps(said))
    return read


def write_manifest(manifest: Mapping[str, object]) -> bytes:
    """The text of ``run.json``."""
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def read_manifest(text: bytes, path: object) -> dict[str, object]:
    """The other way round.

    Raises:
        InputError: The text is no manifest.
    """
    try:
        manifest = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path} was edited or damaged: it is no JSON ({error})") from None
    if not isinstance(manifest, dict) or "work" not in manifest:
        raise InputError(f'{path} was edited or damaged: it has no "work"')
    return manifest


def digest_of(manifest: Mapping[str, object]) -> str:
    """A short name of the run, which its chunks carry."""
    return sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]


def explain_difference(there: Mapping[str, object], here: Mapping[str, object]) -> str:
    """A line for each of the first entries in which two manifests differ; empty if none does."""
    lines = [
        f"  {name or 'everything'}: {old}, now {new}" for name, old, new in _compare(there, here)
    ]
    more = len(lines) - _SHOWN
    return "\n".join(lines[:_SHOWN] + ([f"  and {more} more"] if more > 0 else []))


def _compare(there: object, here: object, name: str = "") -> Iterator[tuple[str, str, str]]:
    """The name of each entry that differs, with both values."""
    if isinstance(there, dict) and isinstance(here, dict):
        for key in [*there, *(key for key in here if key not in there)]:
            if key not in there:
                yield _join(name, key), "not there", _cut(_show(here[key]))
            elif key not in here:
                yield _join(name, key), _cut(_show(there[key])), "not there"
            else:
                yield from _compare(there[key], here[key], _join(name, key))
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for place, (old, new) in enumerate(zip(there, here, strict=True)):
            yield from _compare(old, new, f"{name}[{place}]")
    elif there != here or type(there) is not type(here):
        old, new = _show(there), _show(here)
        start = _first_difference(old, new)
        yield name, _cut(old, start), _cut(new, start)


def _join(name: str, key: str) -> str:
    """``options.update``; what every entry of a run has in front is left out."""
    return key if name in ("", "work") else f"{name}.{key}"


def _show(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _first_difference(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _cut(text: str, place: int = 0) -> str:
    """So much of a long text that *place* can be seen."""
    start = max(0, min(place - _WIDTH // 2, len(text) - _WIDTH))
    end = start + _WIDTH
    return f"{'...' * (start > 0)}{text[start:end]}{'...' * (end < len(text))}"
