"""Tests of ``boolnet fmt``: what is written, what is only shown, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import ROOT, boolnet

UNTIDY = "targets,factors\nA,B&C # why\nLonger,A\n"
TIDY = "targets, factors\n# why\nA,      B & C\nLonger, A\n"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.bnet"
    path.write_text(UNTIDY)
    return path


def test_a_file_is_laid_out_and_the_proof_is_told(file):
    result = boolnet("fmt", "x.bnet")

    assert 0 == result.exit_code
    assert TIDY == file.read_text()
    assert "1 file changed; the meaning of all 2 rules is unchanged (verified)" in result.stderr
    assert "1 file left as it is" in boolnet("fmt", "x.bnet").stderr


def test_a_file_that_is_fine_is_not_written(file):
    boolnet("fmt", "x.bnet")
    before = file.stat().st_mtime_ns

    boolnet("fmt", "x.bnet")

    assert before == file.stat().st_mtime_ns


def test_check_and_diff_change_nothing(file):
    checked = boolnet("fmt", "--check", "x.bnet")
    shown = boolnet("fmt", "--diff", "x.bnet")

    assert (1, "would change x.bnet\n") == (checked.exit_code, checked.stdout)
    assert 1 == shown.exit_code
    assert "-A,B&C # why\n" in shown.stdout
    assert "+# why\n+A,      B & C\n" in shown.stdout
    assert "1 file would change; the meaning of all 2 rules is unchanged" in shown.stderr
    assert UNTIDY == file.read_text()
    boolnet("fmt", "x.bnet")
    assert 0 == boolnet("fmt", "--check", "x.bnet").exit_code


def test_standard_input_goes_to_standard_output():
    assert TIDY == boolnet("fmt", "-", input=UNTIDY).stdout
    assert 1 == boolnet("fmt", "--check", "-", input=UNTIDY).exit_code
    assert 2 == boolnet("fmt", "-", "x.bnet").exit_code


def test_a_broken_file_is_left_alone_and_the_others_are_not(file, tmp_path):
    (tmp_path / "a.bnet").write_text("A, (B\n")

    result = boolnet("fmt", "a.bnet", "x.bnet", "none.bnet")

    assert 2 == result.exit_code
    assert "error[BN101]" in result.stderr
    assert "error[BN001]: cannot read none.bnet" in result.stderr
    assert "A, (B\n" == (tmp_path / "a.bnet").read_text()
    assert TIDY == file.read_text()


def test_a_folder_is_searched(file, tmp_path):
    assert 0 == boolnet("fmt", ".").exit_code
    assert TIDY == file.read_text()
    (tmp_path / "empty").mkdir()
    assert 2 == boolnet("fmt", "empty").exit_code


def test_the_shipped_rule_files_are_in_this_layout():
    result = boolnet("fmt", "--check", ROOT / "models")

    assert 0 == result.exit_code, result.stdout


@pytest.mark.slow
def test_published_networks_keep_their_meaning(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "networks").rglob("*.bnet"))[::8]
    for number, path in enumerate(files):
        (tmp_path / f"{number}.bnet").write_bytes(path.read_bytes())

    first = boolnet("fmt", tmp_path)
    again = boolnet("fmt", "--check", tmp_path)

    assert "left alone" not in first.stderr
    assert "" == again.stdout
