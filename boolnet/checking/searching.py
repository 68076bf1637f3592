"""Which files are meant by a list of paths: folders are searched for rule files and models."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boolnet.formats.registry import FORMATS, promised_format
from boolnet.network.library import ABOUT, CLAIMS, RULES

MOST_FILES = 100_000
# Folders of programs, not of authors.
_NEVER = frozenset(
    ("__pycache__", "node_modules", "site-packages", "venv", "env", "build", "dist", "_models")
)
# Names that promise a format and much else besides; such files are read only when they are named.
_VAGUE = (".txt", ".json", ".xml", ".csv", ".tsv", ".zip", ".cfg", ".rules")


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
        One look at every folder.
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
    known = (suffix for form in FORMATS if form.reads for suffix in form.suffixes)
    return sorted({suffix for suffix in known if suffix not in _VAGUE})


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
    if form is None or not form.reads:
        return False
    lowered = path.lower()
    longest = max(len(suffix) for suffix in form.suffixes if lowered.endswith(suffix))
    return lowered[-longest:] not in _VAGUE
