"""The FILE of a command: a path, a model folder, standard input, or a shipped model."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from boolnet.cli.failure import Failure, say
from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.files import MAX_BYTES, load_bytes, read_bytes, too_large
from boolnet.formats.reading import Reading
from boolnet.language.source import SourceText
from boolnet.network.library import ABOUT, RULES, Model, list_models, load_model, read_model
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.places import Places

_MOST_LISTED = 2_000  # entries of a folder that are looked at for a suggestion


@dataclass(frozen=True)
class Source:
    """What FILE turned out to be.

    Attributes:
        path: FILE as it was given; messages name it.
        network: The network.
        model: The model, when it has environments and phenotypes.
        warnings: How many warnings the rules have.
        reading: What came of reading the file; `None` for a model, see `read_places`.
    """

    path: str
    network: Network
    model: Model | None = None
    warnings: int = 0
    reading: Reading | None = None


def open_source(path: str, *, quiet: bool = False, ignore: Collection[str] = ()) -> Source:
    """Read FILE. An existing path wins over the name of a shipped model.

    Args:
        path: FILE as it was given.
        quiet: Say nothing about warnings.
        ignore: Codes of names that are to be read as written.

    Raises:
        Failure: There is nothing of that name, or it cannot be read.
        RuleFileError: The rules have errors.
        InputError: The folder is no model, or its ``model.toml`` has an error.
    """
    if path == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Failure(too_large(len(data), MAX_BYTES), "BN004", "<stdin>")
        return _of_reading(path, read_bytes(data, "<stdin>", ignore=ignore), quiet)
    if not os.path.lexists(path):
        if path in list_models():
            return _of_model(path, load_model(path))
        raise _nothing_there(path)
    if path in list_models() and not quiet:
        say("note", f'"{path}" is read from the disk; there is also a shipped model of this name')
    if Path(path).is_dir():
        if not (Path(path) / RULES).exists():
            message = f"cannot read {path}: it is a folder, and no model: it has no {RULES}"
            raise Failure(message, "BN001")
        return _of_model(path, read_model(path))
    try:
        reading = read_bytes(load_bytes(path), path, ignore=ignore)
    except FormatError as error:
        raise Failure(str(error), error.code, "" if path in str(error) else path) from None
    return _of_reading(path, reading, quiet)


def _of_model(path: str, model: Model) -> Source:
    return Source(path, model.network, model)


def _of_reading(path: str, reading: Reading, quiet: bool) -> Source:
    if reading.network is None:
        raise RuleFileError(reading.source.path, reading.diagnostics, reading.source.text)
    warnings = reading.count(Severity.WARNING)
    if warnings and not quiet:
        found, them = ("a warning", "it") if warnings == 1 else (f"{warnings:,} warnings", "them")
        say("note", f"{reading.source.path} has {found}; boolnet check shows {them}")
    return Source(path, reading.network, None, warnings, reading)


def read_places(source: Source) -> tuple[SourceText | None, Places]:
    """The text of the rules, and where it speaks of each node.

    Nothing where the file of a model is gone by now. Cost: the text is parsed once more.
    """
    reading = source.reading
    if reading is None and source.model is not None:
        path = str(source.model.path / RULES)
        with suppress(FormatError):
            reading = read_bytes(load_bytes(path), path)
    return (None, Places()) if reading is None else (reading.source, reading.places())


def _nothing_there(path: str) -> Failure:
    """BN001, with names that may have been meant."""
    wanted = Path(path)
    nearby = {}
    try:
        with os.scandir(wanted.parent) as entries:
            for _, entry in zip(range(_MOST_LISTED), entries, strict=False):
                if entry.name.endswith(".bnet") or (Path(entry.path) / ABOUT).is_file():
                    nearby[entry.name] = str(wanted.with_name(entry.name))
    except (OSError, ValueError):
        pass
    models = () if wanted.parent.name or wanted.suffix else list_models()
    found = suggest(wanted.name, [*sorted(nearby), *models])
    found += suggest(wanted.stem, [name for name in sorted(nearby) if name not in found])
    hints = list(dict.fromkeys(nearby.get(name, name) for name in found))[:3]
    if hints:
        return Failure(
            f"cannot read {path}: no such file; did you mean {', '.join(hints)}?", "BN001"
        )
    known = f"; the shipped models are {', '.join(list_models())}" if not wanted.suffix else ""
    nothing = "no such file or model" if known else "no such file"
    return Failure(f"cannot read {path}: {nothing}{known}", "BN001")
