"""Wrong options: clear words with a way out, exit status 2, no traceback."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pytest

from boolnet.network.library import list_models
from tests.running import boolnet

RULES = """targets, factors
EGF, EGF
Gefitinib, Gefitinib
EGFR, EGF
ERK, EGFR & !Gefitinib
Apoptosis, !ERK
"""

# What is asked for, and what must be the first line on stderr.
WRONG = [
    (["-k", "ERKK"], 'error[BN601]: --knockout: there is no node "ERKK"; did you mean ERK?'),
    (["-o", "erk"], 'error[BN601]: --overexpress: there is no node "erk"; did you mean ERK?'),
    (["--set", "EG=1"], 'error[BN601]: --set: there is no node "EG"'),
    (["--set", "EGF=2"], "error[BN602]: --set EGF=2: the value must be 0, 1 or free"),
    (
        ["--set", "EGF"],
        "error[BN602]: --set EGF: the value must be 0, 1 or free; write for example EGF=1",
    ),
    (["--set", "EGF=1,Gefitinib"], "error[BN602]: --set Gefitinib: the value must be 0, 1 or free"),
    (
        ["--set", "ERK=1"],
        'error[BN602]: --set ERK=1: "ERK" is not an input, its rule decides its value; '
        "to hold it, use --overexpress ERK",
    ),
    (["--set", ""], "error[BN602]: --set: write for example --set NODE=1"),
    (["--set", "EGF=1", "--set", "EGF=0"], "error[BN603]: EGF is set both to 1 and to 0"),
    (["--set", "EGF=1,EGF=free"], "error[BN603]: EGF is set both to 1 and to free"),
    (["-k", "ERK", "-o", "ERK"], "error[BN603]: ERK is both knocked out and overexpressed"),
    (["-k", "EGF", "--set", "EGF=1"], "error[BN603]: EGF is both set to 1 and knocked out"),
    (
        ["--block", "EGF->ERK"],
        "error[BN601]: --block EGF->ERK: the rule of ERK does not mention EGF; "
        "it reads EGFR, Gefitinib",
    ),
    (["--block", "EGF->EGFR=2"], "error[BN602]: --block EGF->EGFR=2: the value must be 0 or 1"),
    (["--block", "EGF"], "error[BN602]: --block EGF: write for example --block 'RANKL->RANK'"),
    (
        ["--block", "EGF->EGFR", "--block", "EGF->EGFR=1"],
        "error[BN603]: EGF->EGFR is held both at 0 and at 1",
    ),
    (
        ["--phenotype", "ERK & !ERK"],
        "error[BN605]: --phenotype ERK & !ERK: this phenotype can never hold",
    ),
    (["--phenotype", "Bad: ERK &"], 'error[BN605]: --phenotype: "&" has nothing on its right'),
    (
        ["--phenotype", "Apoptos"],
        'error[BN601]: --phenotype: there is no node "Apoptos"; did you mean Apoptosis?',
    ),
    (
        ["-e", "ovx"],
        "error: --environment ovx: a rule file names no environments; "
        "set inputs with --set NODE=1 and --inputs 0",
    ),
]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "egfr.bnet"
    path.write_text(RULES, encoding="utf-8")
    return path


@pytest.mark.parametrize(("options", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_the_message_says_what_is_wrong(rules: Path, options: list[str], message: str) -> None:
    result = boolnet("attractors", rules, *options)

    first, *_, last = result.stderr.splitlines()
    assert message == first[: len(message)]
    assert f" --> {rules}" == last
    assert 2 == result.exit_code
    assert "" == result.stdout


def test_a_condition_that_is_none_gets_a_caret(rules: Path) -> None:
    result = boolnet("attractors", rules, "--phenotype", "Bad: ERK EGF")

    assert ["    ERK EGF", "        ^^^"] == result.stderr.splitlines()[1:3]


def test_an_unknown_environment_is_told_the_close_one() -> None:
    result = boolnet("attractors", "osteoimmune", "-e", "ovariectomy")
    near = boolnet("attractors", "osteoimmune", "-e", "helthy")

    assert "there are healthy, ovx, ovx_denosumab" in result.stderr
    assert "did you mean healthy?" in near.stderr
    assert 2 == result.exit_code == near.exit_code


def test_unknown_commands_and_options_are_told_the_close_one() -> None:
    assert "did you mean attractors?" in boolnet("atractors").stderr
    assert "--environment" in boolnet("attractors", "osteoimmune", "--enviroment", "ra").stderr
    assert 2 == boolnet("atractors").exit_code


# -- FILE ------------------------------------------------------------------------------------


def test_a_missing_file_is_told_the_close_ones(rules: Path) -> None:
    result = boolnet("attractors", rules.with_name("egrf.bnet"))

    assert 2 == result.exit_code
    assert f"no such file; did you mean {rules}?" in result.stderr


def test_an_unknown_model_is_told_the_close_one() -> None:
    near, far = boolnet("attractors", "osteoimune"), boolnet("attractors", "zzz")

    assert "error[BN001]: cannot read osteoimune: no such file; did you mean osteoimmune?" in (
        near.stderr
    )
    assert f"no such file or model; the shipped models are {', '.join(list_models())}" in far.stderr
    assert 2 == near.exit_code == far.exit_code


def test_a_folder_is_a_model_or_nothing(tmp_path: Path) -> None:
    nothing = boolnet("attractors", tmp_path)
    (tmp_path / "model.bnet").write_text(RULES, encoding="utf-8")
    half = boolnet("attractors", tmp_path)
    about = "[environments.fed]\ninputs = { EGF = 1 }\nothers = 0\n\n[phenotypes.Death]\n"
    (tmp_path / "model.toml").write_text(about + 'condition = "Apoptosis"\n', encoding="utf-8")
    whole = boolnet("attractors", tmp_path, "-e", "fed", "--json")

    assert "it is a folder, and no model: it has no model.bnet" in nothing.stderr
    assert "is not a model: it has no model.toml" in half.stderr
    assert 2 == nothing.exit_code == half.exit_code
    assert [{"Death": False}] == [a["phenotypes"] for a in json.loads(whole.stdout)["attractors"]]


def test_an_existing_path_wins_over_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("osteoimmune").write_text(RULES, encoding="utf-8")
    result = boolnet("attractors", "osteoimmune")

    assert "5 nodes" in result.stdout
    told = 'note: "osteoimmune" is read from the disk; there is also a shipped model of this name'
    assert told in result.stderr
    assert told not in boolnet("attractors", "osteoimmune", "-q").stderr


def test_a_file_with_errors_shows_them_all(tmp_path: Path) -> None:
    path = tmp_path / "bad.bnet"
    path.write_text("A, (B\nB, A &\n", encoding="utf-8")

    result = boolnet("attractors", path)

    assert 1 == result.exit_code
    assert "error[BN101]" in result.stderr
    assert "error[BN105]" in result.stderr
    assert "2 errors; boolnet check shows everything" in result.stderr


def test_an_empty_file_has_no_rules(tmp_path: Path) -> None:
    path = tmp_path / "empty.bnet"
    path.touch()

    result = boolnet("attractors", path)

    assert 1 == result.exit_code
    assert "error[BN006]: the file has no rules" in result.stderr


def test_warnings_are_mentioned(tmp_path: Path) -> None:
    path = tmp_path / "loose.bnet"
    path.write_text("A, B\n", encoding="utf-8")

    result = boolnet("attractors", path)

    assert 0 == result.exit_code
    assert f"note: {path} has a warning; boolnet check shows it" in result.stderr


def test_graded_rows_about_options(shared: Path) -> None:
    """The rows whose command exists; the message names the file."""
    folder = shared / "formats" / "bad"
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    graded = 0
    for row in rows:
        if not row["file"].startswith(("129-", "130-", "131-", "135-")):
            continue
        arguments = row["args"].replace("screen {file}", "attractors {file}")
        words = [w.replace("{file}", str(folder / row["file"])) for w in shlex.split(arguments)]

        result = boolnet(*words)

        assert row["exit"] == str(result.exit_code), row["file"]
        assert f"error[{row['code']}]" in result.stderr
        assert words[1] in result.stderr
        for some in json.loads(row["must_mention"]):
            assert any(word.casefold() in result.stderr.casefold() for word in some)
        graded += 1

    assert 4 == graded
