"""Tests of ``boolnet new``."""

from __future__ import annotations

from pathlib import Path

import pytest

from boolnet.formats.files import parse_network
from boolnet.report.templates import TEMPLATES
from tests.running import boolnet

TABLE = """\
source,sign,target,pmid
EGF,1,EGFR,9529147
CBL,-1,EGFR,
EGFR,activates,ERK,
"""


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_checks_clean_and_settles(name: str, tmp_path: Path) -> None:
    path = tmp_path / "new.bnet"

    result = boolnet("new", path, "--template", name)
    checked = boolnet("check", path, "--fail-on", "warning")

    assert result.stdout.endswith(f"next: boolnet check {path}\n")
    assert checked.exit_code == 0, checked.stdout
    assert boolnet("attractors", path).exit_code == 0


def test_the_default_template_explains_what_a_file_has() -> None:
    text = boolnet("new", "-").stdout

    assert {"EGF", "Drug"} == set(parse_network(text).inputs)
    for word in ("targets, factors", "#@ EGF -> EGFR", "Inputs", "Readouts", "boolnet check"):
        assert word in text


def test_a_table_becomes_rules_with_their_references(tmp_path: Path) -> None:
    table, path = tmp_path / "interactions.csv", tmp_path / "egfr.bnet"
    table.write_text(TABLE)

    result = boolnet("new", path, "--from-table", table)

    assert result.stdout == (
        f"read {table}: 3 interactions, 4 nodes (columns: source, sign, target, pmid)\n"
        f"wrote {path}: 4 rules (2 inputs); rules were generated as "
        f'"any activator and no inhibitor" (BN708)\nnext: boolnet check {path}\n'
    )
    text = path.read_text()
    assert "#@ EGF -> EGFR | PMID:9529147\n" in text
    assert "EGFR, EGF & !CBL\n" in text
    assert boolnet("check", path, "--fail-on", "warning").exit_code == 0


def test_the_default_rule_and_words_can_be_chosen(tmp_path: Path) -> None:
    table = tmp_path / "x.sif"
    table.write_text("A hits C\nB hits C\n")

    options = ["--default-rule", "all-activators", "--relation", "hits=+"]
    result = boolnet("new", "-", "--from-table", table, *options)

    assert "C, A & B\n" in result.stdout


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.bnet"
    path.write_text("A, A\n")

    result = boolnet("new", path)

    assert result.exit_code == 2
    assert "boolnet new never overwrites" in result.stderr
    assert path.read_text() == "A, A\n"


def test_a_table_with_mistakes_is_refused(tmp_path: Path) -> None:
    table, path = tmp_path / "x.csv", tmp_path / "a.bnet"
    table.write_text("source,sign,target\n1-Mar,1,TP53\n")

    result = boolnet("new", path, "--from-table", table)

    assert result.exit_code == 1
    assert "BN711" in result.stderr
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from-table", "a.bnet"], "is no table: .bnet; boolnet convert a.bnet new.bnet"),
        (["--from-table", "no.csv"], "cannot read no.csv"),
        (["--from-table", "a.csv", "--template", "empty"], "exclude each other"),
        (["--template", "emty"], "emty"),
        (["--relation", "hits"], '"hits" is not WORD=SIGN'),
    ],
)
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.bnet").write_text("A, A\n")
    result = boolnet("new", "new.bnet", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("new.bnet").exists()


def test_standard_input_can_be_a_table() -> None:
    result = boolnet("new", "-", "--from-table", "-", input="source,sign,target\nA,1,B\n")

    assert "B, A\n" in result.stdout
