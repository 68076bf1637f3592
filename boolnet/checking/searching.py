"""Which files are meant by a list of paths: folders are searched for rule files and models."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boolnet.formats.detect import guess_format
from boolnet.formats.registry import FORMATS, promised_format
from boolnet.network.library import ABOUT, CLAIMS, RULES

MOST_FILES = 100_000
# Folders of programs, not of authors.
_NEVER = frozenset(
    ("__pycache__", "node_modules", "site-packages", "venv", "env", "build", "dist", "_models")
)
# Suffixes of many things: such a file is read when its beginning has one of these.
_SIGNS = {
    ".xml": (b"<sbml", b"<gxl"),
    ".json": (b'"RangeFrom"',),
    ".txt": (b"",),  # what it looks like decides
}
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Target:
    """A file to check.

    Attributes:
        path: As it is named in messages.
        model: The model folder that it is the rule file of; empty for a file by itself.
    """

    path: str
    model: str = ""


def find_targets(path: str, exclude: Callable[[str], bool] = lambda _path: False) -> list[Target]:
    """The files that *path* stands for, in alphabetical order.

    A folder with a ``model.bnet`` and a ``model.toml`` is a model. Any other folder is searched:
    hidden folders and those of programs (``.git``, ``.venv``, ``node_modules``) are left out, and
    links to folders are not followed. A file beside the rules of a model stands for the model.

    Args:
        path: A file, a folder, or ``-``.
        exclude: Whether a path found in a folder is to be left out.

    Cost:
        One look at every folder, and at the beginning of files with a general suffix.
    """
    if path == "-" or not Path(path).is_dir():
        rules = Path(path).with_name(RULES) if Path(path).name in (ABOUT, CLAIMS) else None
        if rules is not None and rules.is_file():
            return [Target(str(rules), str(rules.parent))]
        return [Target(path)]
    found = list(_search(path, exclude))
    found.sort(key=lambda target: target.path)
    return found


def suffixes() -> Sequence[str]:
    """The ends of names that a search looks for."""
    return sorted({suffix for form in FORMATS if form.reads for suffix in form.suffixes})


def _search(folder: str, exclude: Callable[[str], bool]) -> Iterator[Target]:
    number = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NEVER
            and not exclude(str(Path(place) / name))
        )
        is_model = RULES in files and ABOUT in files
        for name in sorted(files):
            path = str(Path(place) / name)
            if name.startswith(".") or exclude(path):
                continue
            if is_model and name in (ABOUT, CLAIMS):
                continue
            if is_model and name == RULES:
                yield Target(path, place)
            elif _is_rule_file(path):
                yield Target(path)
            else:
                continue
            number += 1
            if number == MOST_FILES:
                return


def _is_rule_file(path: str) -> bool:
    form = promised_format(path)
    suffix = Path(path).suffix.lower()
    if form is not None:
        return form.reads
    if suffix not in _SIGNS:
        return False
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return any(sign in head for sign in _SIGNS[suffix]) and (
        suffix != ".txt" or guess_format(head, path).name != "bnet"
    )
