"""Rule files on the disk: the place where names of files become networks."""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.bnet import write_bnet
from boolnet.formats.detect import guess_format
from boolnet.formats.markup import find_encoding, judge_text
from boolnet.formats.reading import Reading
from boolnet.formats.registry import find_format
from boolnet.language.decode import decode
from boolnet.language.distance import is_within
from boolnet.language.source import SourceText
from boolnet.network.network import Network

MAX_BYTES = 64 * 1024 * 1024
_MOST_SUGGESTED = 3
_MOST_LISTED = 2_000  # entries of a folder that are looked at for a suggestion


def read_network(path: str | Path, *, ignore: Collection[str] = ()) -> Network:
    """Read the rule file *path*, in any format that boolnet knows.

    Args:
        path: The file.
        ignore: ``BN204`` or ``BN206``, to read names that look mistyped as they are
            written; one published network in sixty has such names.

    Raises:
        RuleFileError: The file has errors; all findings are in its ``diagnostics``.
        FormatError: There is no such file, or it cannot be read as text of a sensible size.
    """
    name = os.fspath(path)
    return _network_of(read_bytes(load_bytes(name), name, ignore=ignore))


def parse_network(text: str, title: str = "", *, ignore: Collection[str] = ()) -> Network:
    """The network that *text*, the contents of a ``.bnet`` file, describes.

    Args:
        text: The text.
        title: The network's title.
        ignore: See `read_network`.

    Raises:
        RuleFileError: The text has errors; all findings are in its ``diagnostics``.
    """
    data = text.encode("utf-8", "replace")
    return _network_of(read_bytes(data, "<text>", title=title, ignore=ignore))


def write_network(network: Network, path: str | Path) -> None:
    """Write *network* to *path* as ``.bnet``; the file is replaced as a whole or not at all.

    Raises:
        FormatError: A name cannot stand in a ``.bnet`` file.
        OSError: The file cannot be written.
    """
    replace_file(path, write_bnet(network).encode("utf-8"))


def replace_file(path: str | Path, data: bytes) -> None:
    """Put *data* in place of the file *path*, keeping its permissions.

    Raises:
        OSError: The file cannot be written; it is then unchanged.
    """
    target = Path(os.path.realpath(path))
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(draft).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def load_bytes(path: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The contents of the file *path*.

    Raises:
        FormatError: There is no such file, it is a folder, it may not be read, or it has
            more than *max_bytes*. The message is that of BN001 or BN004.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(max_bytes + 1)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise FormatError(
            f"cannot read {path}: no such file{_did_you_mean(path)}", "BN001"
        ) from None
    except IsADirectoryError:
        raise FormatError(f"cannot read {path}: it is a folder", "BN001") from None
    except PermissionError:
        raise FormatError(f"cannot read {path}: permission denied", "BN001") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FormatError(f"cannot read {path}: {reason}", "BN001") from None
    if len(data) > max_bytes:
        raise FormatError(too_large(max(size, len(data)), max_bytes), "BN004")
    return data


def read_bytes(
    data: bytes,
    path: str,
    encoding: str = "utf-8",
    title: str = "",
    ignore: Collection[str] = (),
    form: str = "",
    options: Mapping[str, Any] | None = None,
) -> Reading:
    """Read *data*, the contents of a rule file called *path*. Never raises on any data.

    Args:
        data: The contents.
        path: The name of the file, for messages; its suffix may tell the format.
        encoding: How a text is encoded.
        title: The network's title; the name of the file when empty.
        ignore: See `read_network`.
        form: The name of the format; when empty, the suffix and the contents decide.
        options: How a format that holds no rules is read: ``default_rule``, ``relations``
            (`boolnet.formats.tables.read`).

    Raises:
        LookupError: Python does not know *encoding*.
        FormatError: There is no format *form*.
    """
    chosen = find_format(form) if form else guess_format(data, path)
    digest = hashlib.sha256(data).hexdigest()
    title = title or Path(path).stem
    found: tuple[Diagnostic, ...] = ()
    reading: Reading
    if not chosen.reads:
        finding = Diagnostic(
            "BN005",
            Severity.ERROR,
            f"{chosen.title} can be written, but not read",
            None,
            help="read the file that it was made from",
        )
        return Reading(SourceText.of("", path), None, (finding,), sha256=digest, format=chosen.name)
    with _without_collection():
        if chosen.binary:
            reading = chosen.load().read(data, path, title, ignore)
        else:
            if chosen.sheet and encoding == "utf-8" and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                encoding = "utf-16"  # what spreadsheets call Unicode text
            if chosen.markup and encoding == "utf-8":
                encoding = find_encoding(data)
            source, found = decode(data, path, encoding)
            if chosen.markup:
                found = judge_text(found)
            if any(finding.code in ("BN002", "BN003") for finding in found):
                return Reading(source, None, found, sha256=digest, format=chosen.name)
            further = {} if chosen.rules else dict(options or {})
            reading = chosen.load().read(source, title, ignore, **further)
    findings = tuple(sorted((*found, *reading.diagnostics), key=_place))
    refused = any(finding.severity is Severity.ERROR for finding in found)
    network = None if refused else reading.network
    return replace(
        reading, network=network, diagnostics=findings, sha256=digest, format=chosen.name
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for reference cycles: trees have none, and looking for them
    among a million nodes takes as long as building them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def too_large(size: int, limit: int) -> str:
    """The message of BN004."""
    return f"the file is {_megabytes(size)}; the limit is {_megabytes(limit)}"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB" if size >= 2**20 else f"{size:,} bytes"


def _network_of(reading: Reading) -> Network:
    if reading.network is None:
        source = reading.source
        raise RuleFileError(source.path, reading.diagnostics, source.text)
    return reading.network


def _place(finding: Diagnostic) -> int:
    return finding.span.start if finding.span else -1


def _did_you_mean(path: str) -> str:
    """Close names of ``.bnet`` files in the folder of *path*, as the end of a sentence."""
    wanted = Path(path)
    try:
        with os.scandir(wanted.parent) as entries:
            names = [e.name for _, e in zip(range(_MOST_LISTED), entries, strict=False)]
    except OSError:
        return ""
    rules = sorted(name for name in names if name.endswith(".bnet"))
    stem = wanted.stem.casefold()
    close = [n for n in rules if is_within(Path(n).stem.casefold(), stem, 2)]
    if not close:
        return ""
    shown = ", ".join(str(wanted.with_name(name)) for name in close[:_MOST_SUGGESTED])
    return f"; did you mean {shown}?"
