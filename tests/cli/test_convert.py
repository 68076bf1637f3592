"""Tests of ``boolnet convert``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import boolnet

TEXT = "targets, factors\n# by hand\nTNF-α, !4EBP1 & IL-2\n4EBP1, 4EBP1\nIL-2, TNF-α\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "egfr.bnet"
    path.write_bytes(TEXT.encode())
    return path


def test_what_was_renamed_lost_and_proved_is_said(rules: Path) -> None:
    output = rules.with_name("out.bnet")

    result = boolnet("convert", rules, output, "--for", "r-boolnet")

    assert result.exit_code == 0
    assert result.stdout == (
        "3 nodes, 3 regulations read from .bnet\n"
        'renamed 3: "TNF-α" -> TNF_a, "4EBP1" -> N4EBP1, "IL-2" -> IL_2'
        f"      (table in {rules.with_name('out.names.tsv')} and as #@ name=)\n"
        "lost: 1 comment (BN705)\n"
        "re-read and compared: all 3 rules have the same meaning\n"
    )
    assert "TNF_a, !N4EBP1 & IL_2\n" in output.read_text()


def test_the_table_of_names_undoes_the_renaming(rules: Path) -> None:
    there, back = rules.with_name("there.bnet"), rules.with_name("back.bnet")
    table = rules.with_name("there.names.tsv")

    boolnet("convert", rules, there, "--for", "ginsim")
    result = boolnet("convert", there, back, "--names", table)

    assert "names set back: TNF_a -> TNF-α" in result.stdout
    assert back.read_text("utf-8") == TEXT.replace("# by hand\n", "")


def test_standard_input_and_output() -> None:
    result = boolnet("convert", "-", "-", "--to", "bnet", input="A, B AND B\nB, B\n")

    assert result.stdout == "targets, factors\nA, B & B\nB, B\n"
    assert "all 2 rules have the same meaning" in result.stderr


def test_what_other_programs_make_of_the_names_is_said(rules: Path) -> None:
    told = boolnet("convert", rules, rules.with_name("out.bnet")).stdout

    assert '"4EBP1" starts with a digit: R BoolNet and SBML reject it (BN208;' in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["egfr.bnet", "out.xyz"], "the format of out.xyz is not known; name it with --to: bnet"),
        (["egfr.bnet", "-"], "the format of standard output is not known"),
        (["egfr.bnet", "out", "--to", "bnett"], "did you mean bnet?"),
        (["egfr.bnet", "out.bnet", "--from", "bnte"], "did you mean bnet?"),
        (["egfr.bnet", "out.bnet", "--for", "rboolnet"], "did you mean r-boolnet?"),
        (["egfr.bnet", "egfr.bnet"], "FROM and TO are the same file"),
        (["egfr.bnet", "."], "it is a folder"),
        (["egfr.bnet", "no/such/out.bnet"], "there is no folder no/such"),
        (["egfr.bnet", "out.bnet", "--rename", "A"], '"A" is not OLD=NEW'),
        (["egfr.bnet", "out.bnet", "--rename", "IL2=x"], "did you mean IL-2?"),
        (["egfr.bnet", "out.bnet", "--names", "no.tsv"], "cannot read no.tsv"),
        (["egfr.bnt", "out.bnet"], "did you mean egfr.bnet?"),
        (["egfr.bnet", "-", "--to", "bnet", "--json"], "--json needs a file"),
        (["egfr.bnet", "out.bnet", "--encoding", "utf-9"], 'there is no encoding "utf-9"'),
    ],
)
def test_what_cannot_be_done_is_refused(
    rules: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(rules.parent)
    result = boolnet("convert", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert list(rules.parent.iterdir()) == [rules]


def test_a_file_with_errors_is_not_converted(tmp_path: Path) -> None:
    path = tmp_path / "bad.bnet"
    path.write_text("A, (B\n")

    result = boolnet("convert", path, tmp_path / "out.bnet")

    assert result.exit_code == 1
    assert "BN101" in result.stderr
    assert not (tmp_path / "out.bnet").exists()


def test_a_file_is_replaced_unless_it_is_protected(rules: Path) -> None:
    output = rules.with_name("out.bnet")
    output.write_text("A, A\n")

    refused = boolnet("convert", rules, output, "-n")
    assert (refused.exit_code, output.read_text()) == (2, "A, A\n")

    boolnet("convert", rules, output, "-q")
    assert "TNF-α" in output.read_text("utf-8")


def test_annotations_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.bnet"
    path.write_text("#@ A: kind: protein\nA, A\n")

    result = boolnet("convert", path, "-", "--to", "bnet", "--no-annotations")

    assert result.stdout == "targets, factors\nA, A\n"
    assert "lost: what is known about nodes and regulations" in result.stderr


def test_a_shipped_model_is_converted(tmp_path: Path) -> None:
    result = boolnet("convert", "rank_nfatc1", tmp_path / "out.bnet", "--for", "ginsim")

    assert result.exit_code == 0
    assert "all 84 rules have the same meaning" in result.stdout


def test_a_folder_of_truth_tables_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "a.csv").write_text("B,C,A\n0,-,0\n1,0,0\n1,1,1\n")
    (folder / "b.csv").write_bytes("A\tB\n0\t1\n1\t0\n".replace("\t", ",").encode("utf-16"))
    (folder / "notes.txt").write_text("measured in May\nby me\n")

    result = boolnet("convert", folder, "-", "--to", "bnet", "-q")

    assert result.stdout == "targets, factors\nA, B & C\nB, !A\nC, C\n"


def test_truth_tables_hold_the_meaning_and_interactions_do_not(rules: Path) -> None:
    tables, sif = rules.with_name("out.tt.csv"), rules.with_name("out.sif")

    kept = boolnet("convert", rules, tables).stdout
    lost = boolnet("convert", rules, sif).stdout

    assert "re-read and compared: all 3 rules have the same meaning" in kept
    assert "SIF does not hold rules: 2 rules cannot be read back" in lost
    assert "lost: 2 rules: a table of interactions does not say how they combine" in lost
    assert "same meaning" not in lost


def test_what_a_csv_file_holds_must_be_said(rules: Path) -> None:
    result = boolnet("convert", rules, rules.with_name("out.csv"))

    assert result.exit_code == 2
    assert "could hold interactions or truth tables" in result.stderr


def test_a_table_is_converted_with_the_rule_and_the_words_that_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x.sif"
    path.write_text("A binds C\nB hits C\nD hits C\n")
    options = ["--relation", "binds=?", "--relation", "hits=+", "--default-rule", "all-activators"]

    result = boolnet("convert", path, "-", "--to", "bnet", "--no-annotations", *options)

    assert "C, B & D\n" in result.stdout


def test_a_bnd_file_comes_with_its_cfg_and_no_cfg_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.bnet").write_text("A, B\nB, B\n")
    first = boolnet("convert", tmp_path / "a.bnet", tmp_path / "x.bnd")
    config = tmp_path / "x.cfg"
    written = config.read_text()
    config.write_text("$u_A = 7;")

    second = boolnet("convert", tmp_path / "a.bnet", tmp_path / "x.bnd")

    assert "$u_A = 1;" in written
    assert f"wrote {config} beside it" in first.stdout
    assert "$u_A = 7;" == config.read_text()
    assert f"{config} exists and was left as it is" in second.stdout
    assert (
        "not written: the .cfg file"
        in boolnet("convert", tmp_path / "a.bnet", "-", "--to", "maboss").stderr
    )
