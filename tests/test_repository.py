"""Facts about the repository itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Spelled so that this file does not find itself.
MACHINE_PATHS = re.compile(r"/(?:home|Users|root|work|tmp)/" + r"\w|[A-Z]:\\" + r"Users\\")
INDEX_HOSTS = re.compile(
    r"pypi\." + r"org|files\.python" + r"hosted|index-" + r"url|anaconda\." + "org"
)
LONGEST = 400  # lines; above it, look for the second noun that has moved in


def tracked() -> list[Path]:
    """The files that git knows; all files of an unpacked source archive."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, INDEX_HOSTS], ids=["machine paths", "indexes"])
def test_no_file_depends_on_one_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in pattern.finditer(text)]

    assert [] == found


def test_modules_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "boolnet").rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert {} == long


@pytest.mark.skipif(os.name == "nt", reason="Windows has no run bit")
def test_scripts_can_be_run() -> None:
    doors = [p for p in (ROOT / "scripts").iterdir() if p.is_file() and not p.name.startswith("_")]
    doors.append(ROOT / ".ci" / "run")

    assert [] == [door.name for door in doors if not os.access(door, os.X_OK)]


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
def test_scripts_are_plain_shell() -> None:
    for script in [*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"]:
        if script.read_text(encoding="utf-8").startswith(("#!/bin/sh", "# Sourced")):
            subprocess.run(["sh", "-n", script], check=True)


def test_every_script_starts_with_what_it_is() -> None:
    for door in sorted((ROOT / "scripts").iterdir()):
        if door.is_file():
            lines = door.read_text(encoding="utf-8").splitlines()
            described = lines[1] if lines[0].startswith("#!") else lines[0]
            assert described.startswith(("# ", '"""')), door.name
