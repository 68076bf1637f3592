"""The transcripts of authoring, on a model of 28 rules: to the letter.

tests/fixtures/authoring has the file with each mistake, and what is printed for it behind the
command. ``BOOLNET_UPDATE=1`` writes what is printed anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from boolnet.cli.watch_file import Watcher, read_words
from tests.running import ROOT, boolnet

FOLDER = ROOT / "tests" / "fixtures" / "authoring"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_is_what_is_printed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head, *parts = re.split(r"^\$ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    shutil.copy(FOLDER / head.strip(), tmp_path / "egfr.bnet")
    printed = [head]

    for part in parts:
        command = part.split("\n", 1)[0]
        result = boolnet(*shlex.split(command)[1:])
        status = f"status {result.exit_code}\n" if result.exit_code else ""
        printed.append(f"{command}\n{result.stdout}{result.stderr}{status}")

    if os.environ.get("BOOLNET_UPDATE"):
        path.write_text("$ ".join(printed), encoding="utf-8")
    assert "$ ".join(printed) == path.read_text(encoding="utf-8")


def test_the_transcript_of_watch_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    expected = re.search(r"^\$ boolnet watch (\S+) --then (.*)\n((?:\d\d:.*\n)+)", page, re.M)
    assert expected is not None
    name, command, lines = expected.groups()
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    times = iter(re.findall(r"^\S+", lines, re.M))
    told: list[str] = []

    def run(words: list[str]) -> tuple[int, str, str]:
        done = boolnet(*words)
        return done.exit_code, done.stdout, done.stderr

    watcher = Watcher(name, read_words(command, name), run, lambda: next(times), told.append)
    watcher.begin()
    edited = text.replace("(RAF | !DUSP6)", "RAF & !DUSP6")
    (tmp_path / name).write_text(edited, encoding="utf-8")
    watcher.tell(f"{name} saved")

    assert lines == "".join(f"{line}\n" for line in told)
