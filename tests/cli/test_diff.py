"""``boolnet diff``: transcript, exit statuses, formats, and git."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import PROGRAM, ROOT, boolnet

V1 = """\
targets, factors
EGF, EGF
RAF, EGF
MEK, RAF
ERK, MEK & (RAF | !DUSP6)
cFOS, ERK & EGF
Proliferation, cFOS | cFOS & ERK
"""
V2 = """\
# DUSP6 has a rule now
EGF, EGF
RAF, EGF
MEK, RAF
DUSP6, ERK
ERK, MEK & RAF
cFOS, EGF & ERK
Proliferation, cFOS
"""
SHOWN = """\
rules    2 changed, 0 added, 0 removed, 2 only reworded
~ ERK    MEK & (RAF | !DUSP6) -> MEK & RAF
         differs in 1 of 8 cases: MEK=1, RAF=0, DUSP6=0 was 1, is 0
         DUSP6 -| ERK is gone
~ DUSP6  an input -> ERK
         differs in 2 of 4 cases: DUSP6=1, ERK=0 was 1, is 0
         ERK -> DUSP6 is new
attractors   4 -> 2
  lost    fixed point with EGF=0, DUSP6=1, Proliferation=0
  lost    fixed point with EGF=1, DUSP6=0, Proliferation=1
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "v1.bnet", tmp_path / "v2.bnet"
    one.write_text(V1)
    two.write_text(V2)
    return one, two


def test_what_differs_is_shown(files: tuple[Path, Path]) -> None:
    result = boolnet("diff", *files)

    assert SHOWN == result.stdout
    assert 1 == result.exit_code


def test_the_same_meaning_is_0(files: tuple[Path, Path]) -> None:
    files[1].write_text(V1.replace("ERK & EGF", "(EGF & ERK)").replace("# ", ""))
    result = boolnet("diff", *files)

    assert "the same meaning: 1 rule is only reworded\n" == result.stdout
    assert 0 == result.exit_code


def test_programs_get_it_too(files: tuple[Path, Path]) -> None:
    record = json.loads(boolnet("diff", *files, "--json").stdout)

    assert record["same"] is False
    assert ["ERK", "DUSP6"] == [change["name"] for change in record["changed"]]
    assert {"MEK": 1, "RAF": 0, "DUSP6": 0} == record["changed"][0]["witness"]
    assert 2 == len(record["attractors"]["lost"])


def test_conditions_hold_on_both_sides(files: tuple[Path, Path]) -> None:
    result = boolnet("diff", *files, "--set", "EGF=1")

    assert "attractors   2 -> 1" in result.stdout
    assert "attractors" not in boolnet("diff", *files, "--no-attractors").stdout


@pytest.mark.parametrize("text", ["A, (B\n", "A, B &\n"])
def test_what_cannot_be_read_is_2_and_not_1(files: tuple[Path, Path], text: str) -> None:
    files[1].write_text(text)
    result = boolnet("diff", *files)

    assert 2 == result.exit_code
    assert "error[BN10" in result.stderr
    assert 2 == boolnet("diff", files[0], "nothing.bnet").exit_code
    assert 2 == boolnet("diff", files[0]).exit_code


def test_models_are_compared_with_their_phenotypes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(ROOT / "models" / "rank_nfatc1", tmp_path / name)
    path = tmp_path / "two" / "model.bnet"
    path.write_text(path.read_text().replace("TRAP, NFATc1", "TRAP, !NFATc1"))
    result = boolnet("diff", tmp_path / "one", tmp_path / "two", "-e", "low_rankl")

    assert 0 == boolnet("diff", "rank_nfatc1", "rank_nfatc1").exit_code
    assert 1 == result.exit_code
    assert "holds in" in result.stdout


def test_three_hundred_nodes_take_a_moment(tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(300)]
    rules = [
        f"{name}, {names[i - 1]} & !{names[i - 7]} | {names[i - 3]} & {names[i - 50]}"
        for i, name in enumerate(names)
    ]
    one, two = tmp_path / "one.bnet", tmp_path / "two.bnet"
    one.write_text("\n".join(rules))
    two.write_text("\n".join(rules).replace("n10 &", "n10 |", 1))

    result = boolnet("diff", one, two)

    assert "1 changed" in result.stdout


# -- git ---------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(tmp_path, "init", "-q")
    driver = " ".join(f"'{word}'" for word in (*PROGRAM, "diff", "--git"))
    for key, value in (
        ("user.name", "n"), ("user.email", "n@example.org"), ("diff.bnet.command", driver)
    ):  # fmt: skip
        git(tmp_path, "config", key, value)
    (tmp_path / ".gitattributes").write_text("*.bnet diff=bnet\n")
    (tmp_path / "model.bnet").write_text(V1)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_git_shows_the_meaning(repository: Path) -> None:
    (repository / "model.bnet").write_text(V2)
    shown = git(repository, "diff")

    assert "boolnet diff model.bnet\nrules    2 changed" in shown
    assert "differs in 1 of 8 cases" in shown
    git(repository, "commit", "-qam", "two")
    assert "2 changed" in git(repository, "show", "--ext-diff", "HEAD")


def test_git_shows_new_removed_moved_and_broken_files(repository: Path) -> None:
    (repository / "new.bnet").write_text(V2)
    git(repository, "add", "new.bnet")
    assert "new file: 7 nodes, 1 of them inputs" in git(repository, "diff", "--cached")
    git(repository, "rm", "-q", "model.bnet")
    assert "removed: 7 nodes" in git(repository, "diff", "--cached", "--no-renames")
    git(repository, "reset", "-q", "--hard")
    git(repository, "mv", "model.bnet", "moved.bnet")
    (repository / "moved.bnet").write_text(V1.replace("EGF & ERK", "EGF"))
    git(repository, "add", ".")
    assert "the same meaning" in git(repository, "diff", "--cached", "-M20")
    (repository / "moved.bnet").write_text("A, (B\n")
    broken = git(repository, "diff")
    assert 'compared as text: moved.bnet: this "(" is never closed' in broken
    assert "+A, (B" in broken


def test_git_compares_what_fmt_lays_out(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "how-to" / "understand-a-model.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if "diff.bnet.textconv" in line)
    script = repository / "boolnet"
    script.write_text(f'#!/bin/sh\nexec "{PROGRAM[0]}" -c \'{PROGRAM[2]}\' "$@"\n')
    script.chmod(0o755)
    subprocess.run(["sh", "-c", line], cwd=repository, check=True)
    git(repository, "config", "--unset", "diff.bnet.command")
    monkeypatch.setenv("PATH", f"{repository}{os.pathsep}{os.environ['PATH']}")
    (repository / "model.bnet").write_text(V1.replace("MEK, RAF", "MEK,RAF"))
    assert "" == git(repository, "diff", "model.bnet").partition("@@")[2]
    (repository / "model.bnet").write_text(V1.replace("MEK, RAF", "MEK,(RAF"))
    assert "+MEK,(RAF" in git(repository, "diff", "model.bnet")


def test_only_git_gives_seven_arguments(files: tuple[Path, Path]) -> None:
    result = boolnet("diff", "--git", *files)

    assert 2 == result.exit_code
    assert "git config diff.bnet.command" in result.stderr
    assert "not merged yet" in boolnet("diff", "--git", "model.bnet").stdout
