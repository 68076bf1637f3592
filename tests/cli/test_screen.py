"""``boolnet screen``: what is asked, what comes out, and what is said where that does not fit."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from tests.running import boolnet, start

ASKED = ("screen", "rank_nfatc1", "-e", "low_rankl", "--phenotype", "Osteoclast", "--quiet")
SWITCH = "A, !B\nB, !A\n"
TREATED = ("--therapy", "denosumab")


def rows(*arguments: str | Path, input: str | None = None) -> list[dict[str, str]]:
    """The table that the command prints."""
    result = boolnet(*arguments, "--table", "csv", input=input)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(StringIO(result.stdout)))


def names(*arguments: str | Path) -> list[str]:
    return [row["perturbation"] for row in rows(*ASKED, *arguments)]


def test_each_node_is_held_at_0_and_at_1_and_the_baseline_comes_first() -> None:
    found = rows("screen", "-", input=SWITCH)

    assert ["", "A=0", "A=1", "B=0", "B=1"] == [row["perturbation"] for row in found]
    assert list("01234") == [row["number"] for row in found]
    assert list("21111") == [row["attractors"] for row in found]
    assert [("2", "0", "0"), ("1", "1", "0")] == [
        (row["kept"], row["lost"], row["gained"]) for row in found[:2]
    ]


def test_options_choose_the_experiments_and_add_up() -> None:
    assert ["", "TNF=0"] == names("--knockouts", "--only", "TNF")
    assert ["", "TNF=1"] == names("--overexpressions", "--only", "TNF")
    both = ["", "TNF=0", "TNF=1"]
    assert both == names("--only", "TNF")
    assert both == names("--only", "TNF,TNF", "--knockouts", "--overexpressions")
    assert {"TNF->TRAF2=0", "TNF->TRAF2=1"} <= set(names("--edges", "--only", "TNF"))
    assert "TNF=0" not in names("--edges", "--only", "TNF")


def test_therapies_are_experiments_under_their_names() -> None:
    found = rows(
        "screen", "osteoimmune", "-e", "ra", "--therapies", "--phenotype", "BoneLoss", "-q"
    )

    shown = {row["perturbation"]: row["BoneLoss"] for row in found}
    assert ("every", "no", "every") == (shown[""], shown["denosumab"], shown["estrogen"])


def test_a_pair_that_holds_both_directions_has_a_number_and_no_row() -> None:
    found = rows(*ASKED, "--only", "TNF,IL1", "--pairs")

    assert "TNF=0 + TNF=1" not in [row["perturbation"] for row in found]
    assert ["0", "1", "2", "3", "4", "6", "7", "8", "9"] == [row["number"] for row in found]
    assert "Osteoclast epistasis" in found[0]
    assert found == rows(*ASKED, "--only", "TNF,IL1", "--size", "2")
    assert found == [r for r in rows(*ASKED, "--only", "TNF,IL1", "--size", "3") if r["size"] < "3"]
    assert 3 == len(rows(*ASKED, "--only", "TNF", "--size", "1000000000"))


def test_what_is_held_in_all_rows_is_held_in_the_baseline() -> None:
    alone = rows(*ASKED, "--knockouts", "--only", "NFATc1")
    mutant = rows(*ASKED, "--only", "TNF", "-k", "NFATc1")

    assert ["some", "no"] == [row["Osteoclast"] for row in alone]
    assert ["no"] * 3 == [row["Osteoclast"] for row in mutant]
    for option in (["-o", "NFATc1"], ["--block", "AP1->NFATc1=1"], ["--set", "RANKL=0"]):
        first = rows(*ASKED, "--only", "TNF", *option)[0]
        asked = ["attractors", "rank_nfatc1", "-e", "low_rankl", "--json", *option]
        assert int(first["attractors"]) == json.loads(boolnet(*asked).stdout)["count"]


def test_a_therapy_of_the_background_keeps_the_name_of_the_environment() -> None:
    asked = ("screen", "osteoimmune", "-e", "ra", "--only", "TNF", "--phenotype", "BoneLoss", "-q")

    assert ["every", "no"] == [rows(*asked, *t)[0]["BoneLoss"] for t in ((), TREATED)]
    assert "ra" == rows(*asked, *TREATED)[0]["environment"]


def test_all_environments_are_looked_at_in_their_order() -> None:
    asked = ("screen", "rank_nfatc1", "--only", "NFATc1", "--knockouts", "--quiet")
    everywhere = rows(*asked, "-e", "all")
    two = rows(*asked, "-e", "resting", "-e", "low_rankl")

    assert 17 * 2 == len(everywhere)
    assert ["resting", "low_rankl"] * 2 == [row["environment"] for row in two]
    assert two[:2] == everywhere[:2]


def test_a_treatment_counts_only_what_is_reached_from_the_disease() -> None:
    asked = (
        "screen", "osteoimmune", "-e", "ra", "--only", "TNF", "--knockouts",
        "--phenotype", "CartilageLoss", "--quiet",
    )  # fmt: skip

    assert ["every", "some"] == [row["CartilageLoss"] for row in rows(*asked)]
    treated = rows(*asked, "--from", "wildtype")
    assert ["every", "every"] == [row["CartilageLoss"] for row in treated]


@pytest.mark.parametrize("update", ["synchronous", "general", "most-permissive"])
def test_other_update_schemes_are_named(update: str) -> None:
    result = boolnet(*ASKED, "--only", "NFATc1", "--update", update)

    assert 0 == result.exit_code
    assert f"{update} update" in result.stdout.splitlines()[0]


def test_the_summary_says_what_stands_out_and_explain_says_why() -> None:
    result = boolnet(*ASKED, "--only", "NFATc1,RANK_act", "--top", "1")
    why = boolnet(*ASKED, "--only", "NFATc1,RANK_act", "--explain", "1")

    assert (0, 0) == (result.exit_code, why.exit_code)
    assert "  1  NFATc1=0  some .67 -> no\n  not listed: 2 more change it" in result.stdout
    assert "3 of 4 experiments change something; 1 changes nothing." in result.stdout
    assert result.stdout.endswith("complete; --explain N says why experiment N does what it does\n")
    assert "Knocking out NFATc1 abolishes Osteoclast" in why.stdout


def test_explain_says_where_nothing_changes_and_what_it_does_not_look_at() -> None:
    asked = ("screen", "rank_nfatc1", "-e", "low_rankl", "-e", "resting", "--only", "NFATc1")
    result = boolnet(*asked, "--explain", "1", "--from", "wildtype")

    assert 0 == result.exit_code
    assert "note: it changes nothing in 1 other environment\n" in result.stderr
    assert "note: this is about all attractors" in result.stderr


def test_a_table_on_stdout_is_the_table_of_the_folder(tmp_path: Path) -> None:
    asked = (*ASKED, "--only", "NFATc1,TNF", "--pairs", "--out", tmp_path / "kept")
    printed = boolnet(*asked, "--format", "csv", "--format", "jsonl", "--table", "csv")
    as_lines = boolnet(*asked, "--resume", "--table", "jsonl")

    assert (0, 0) == (printed.exit_code, as_lines.exit_code)
    assert printed.stdout_bytes == (tmp_path / "kept" / "rows.csv").read_bytes()
    assert as_lines.stdout_bytes == (tmp_path / "kept" / "rows.jsonl").read_bytes()


def test_the_folder_is_named_unless_asked_to_be_quiet(tmp_path: Path) -> None:
    asked = [word for word in ASKED if word != "--quiet"]
    result = boolnet(*asked, "--only", "TNF", "--out", tmp_path / "kept")

    assert result.stderr.endswith(f"note: the table is in {tmp_path / 'kept'}: rows.csv\n")


def test_a_stopped_screen_says_so_and_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    pairs = ("screen", "osteoimmune", "-e", "ra", "--phenotype", "BoneLoss", "--pairs", "--quiet")
    chosen = (*pairs, "--only", "TNF,IL6,IL17,DKK1,RANKL_lo", "--chunk", "1")
    stopped = boolnet(*chosen, "--out", tmp_path / "kept", "--timeout", "0.05")
    resumed = boolnet(*chosen, "--out", tmp_path / "kept", "--resume", "--workers", "2")
    undisturbed = boolnet(*chosen, "--out", tmp_path / "other")

    assert (4, 0, 0) == (stopped.exit_code, resumed.exit_code, undisturbed.exit_code)
    assert f"go on with --out {tmp_path / 'kept'} --resume\n" in stopped.stderr
    assert not stopped.stdout or "stopped early" in stopped.stdout
    assert undisturbed.stdout == resumed.stdout
    table = (tmp_path / "kept" / "rows.csv").read_bytes()
    assert (tmp_path / "other" / "rows.csv").read_bytes() == table


def wait_for_rows(program: subprocess.Popen[str]) -> None:
    """Until the log says that some rows are there."""
    assert program.stderr is not None
    while " rows " not in (line := program.stderr.readline()):
        assert line, "it ended by itself"


@pytest.mark.parametrize("kept", [True, False], ids=["in a folder", "in memory"])
def test_ctrl_c_keeps_what_is_known(kept: bool, tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "kept")] if kept else []
    asked = ("screen", "osteoimmune", "-e", "ra", "--size", "3", "--chunk", "1024", *out)
    with start(*asked, "--no-color") as program:
        wait_for_rows(program)
        program.send_signal(signal.SIGINT)
        stdout, stderr = program.communicate(timeout=60)

    assert 130 == program.returncode
    assert "stopped early: " in stdout
    assert "experiments are here" in stdout
    assert "note: interrupted: " in stderr
    assert ("--resume" if kept else "with --out they are kept") in stderr.splitlines()[-1]
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-e", "nosuch"], '--environment: rank_nfatc1 has no environment "nosuch"; there are '),
        (["--only", "TNFX"], 'error[BN601]: --only: there is no node "TNFX"; did you mean TNF?'),
        (["--only", ""], 'error[BN601]: --only "": name a node'),
        (["-k", "TNFX"], 'error[BN601]: --knockout: there is no node "TNFX"'),
        (["-k", "TNF", "-o", "TNF"], "error[BN603]: TNF is both knocked out and overexpressed"),
        (["--block", "TNF->RANK"], "--block"),
        (["--set", "NFATc1=1"], 'error[BN602]: --set NFATc1=1: "NFATc1" is not an input'),
        (["--therapy", "magic"], '--therapy: rank_nfatc1 has no therapy "magic"'),
        (["--phenotype", "Osteoclst"], "error[BN601]: --phenotype: "),
        (["--phenotype", "TRAP & !TRAP"], "error[BN605]: --phenotype TRAP & !TRAP: "),
        (["--pairs", "--size", "3"], "--pairs is --size 2, and --size 3 was given, too: leave"),
        (["--size", "100"], "--size 100: 168 single experiments have more than 1,000,000,000,000"),
        (["--out", " "], "--out: name a folder"),
        (["--size", "0"], "'--size': 0 is not in the range"),
        (["--therapies", "--only", "TNF"], "--only names nodes, and --therapies alone holds none"),
        (["--list", "x", "--edges"], "--list names the experiments itself"),
        (["--from", "W2"], "error[BN602]: --from W2: write 'wildtype', or values such as"),
        (["--from", "RANKL=2"], "error[BN602]: --from RANKL=2: write for example"),
        (["--from", "RANKLL=1"], 'error[BN601]: --from: there is no node "RANKLL"'),
        (["--from", "wildtype", "--update", "synchronous"], "what is reached from a start is"),
        (["--update", "block-sequential"], "--update block-sequential needs --blocks"),
        (["--resume"], "--resume goes with --out FOLDER"),
        (["--format", "csv"], "--format goes with --out FOLDER"),
        (["--workers", "2", "--cluster", "tcp://x:1"], "--workers and --cluster: choose one"),
        (["--cluster", "nonsense"], "--cluster nonsense: write a scheduler with its port, as tcp:"),
        (["--explain", "1000"], "--explain 1000: there are 168 experiments"),
        (["--table", "xml"], "'--table': 'xml' is not one of 'csv', 'jsonl'"),
        (["--row-effort", "0"], "'--row-effort': 0.0 is not in the range"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_fit_is_refused_in_one_line(options: list[str], told: str) -> None:
    result = boolnet("screen", "rank_nfatc1", "-e", "low_rankl", *options)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr
    assert result.stderr.startswith("error")


def test_explaining_what_contradicts_itself_says_so() -> None:
    result = boolnet(*ASKED, "--only", "TNF", "--pairs", "--explain", "3")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "--explain 3: TNF is " in result.stderr


@pytest.mark.parametrize("option", [["-e", "all"], ["-e", "ra"], ["--therapies"]])
def test_a_rule_file_has_no_environments_and_therapies(option: list[str]) -> None:
    result = boolnet("screen", "-", *option, input=SWITCH)

    assert 2 == result.exit_code
    assert f"{option[0].replace('-e', '--environment')}" in result.stderr


def test_a_rule_file_with_errors_is_status_1() -> None:
    result = boolnet("screen", "-", input="A, B &\n")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "error[BN105]" in result.stderr


def test_a_folder_is_not_taken_twice_or_for_another_screen(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").touch()
    asked = (*ASKED, "--only", "TNF", "--out")
    assert 0 == boolnet(*asked, kept).exit_code

    twice = boolnet(*asked, kept)
    other = boolnet(*asked, kept, "--resume", "-k", "IL1")
    absent = boolnet(*asked, tmp_path / "absent", "--resume")
    full = boolnet(*asked, tmp_path / "other")

    for result in (twice, other, absent, full):
        assert (2, "") == (result.exit_code, result.stdout)
    assert "holds a run already: resume it, or choose another folder" in twice.stderr
    assert "holds a run of something else" in other.stderr
    assert "background" in other.stderr
    assert "there is no such folder" in absent.stderr
    assert "holds something else (thesis.txt)" in full.stderr


def test_a_search_that_ends_at_its_budget_leaves_a_row_that_says_so() -> None:
    asked = ("screen", "nfkb_feedback", "--inputs", "1", "--quiet")
    found = rows(*asked, "--row-effort", "0.000001")

    assert {"complete", "lower-bound"} == {row["coverage"] for row in found}
    cut = [row for row in found if row["coverage"] == "lower-bound"]
    assert [] == [row for row in cut if "steps of work" not in row["settled"]]
    assert found == rows(*asked, "--row-effort", "0.000001", "--workers", "2")


def test_all_inputs_may_be_free() -> None:
    asked = ("screen", "osteoimmune", "--only", "TNF", "--phenotype", "BoneLoss", "--quiet")
    found = rows(*asked)

    count = json.loads(boolnet("attractors", "osteoimmune", "--limit", "0", "--json").stdout)
    assert int(found[0]["attractors"]) == count["count"] > 2**29
    assert ["some"] * 3 == [row["BoneLoss"] for row in found]
    assert {"complete"} == {row["coverage"] for row in found}
    assert {""} == {row["BoneLoss mean"] for row in found}
    summary = boolnet(*asked, "--means").stdout
    assert "2 of 2 experiments change something." in boolnet(*asked).stdout
    assert "1  TNF=0  some .03 -> a little less\n" in summary
