"""Tests of ``boolnet check`` and ``boolnet explain``: arguments to status and text."""

import json

import pytest
from click.testing import CliRunner

from boolnet.cli.check import check
from boolnet.cli.explain import explain

CLEAN = "targets, factors\nA, B & L\nB, !A\nL, L\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **files):
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.bnet").write_bytes(data)
        return CliRunner().invoke(check, arguments)

    return run


def test_a_clean_file_is_summed_up_in_one_line(run):
    result = run("model.bnet", "-q", model=CLEAN)

    assert result.exit_code == 0
    assert result.stdout == "model.bnet: 3 nodes (1 input), 3 regulations, no problems, 1 note\n"


def test_an_error_gives_status_1(run):
    assert run("model.bnet", model="A, (A\n").exit_code == 1


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on_decides_what_counts(run, level, status):
    assert run("model.bnet", "--fail-on", level, model="A, B\n").exit_code == status


def test_never_fails_even_with_errors(run):
    assert run("model.bnet", "--fail-on", "never", model="A, (A\n").exit_code == 0


def test_a_missing_file_gives_status_2_and_close_names(run):
    result = run("modle.bnet", model=CLEAN)

    assert result.exit_code == 2
    assert "error[BN001]: cannot read modle.bnet: no such file" in result.stderr
    assert "did you mean model.bnet?" in result.stderr


def test_the_other_files_are_checked_all_the_same(run):
    result = run("none.bnet", "model.bnet", model=CLEAN)

    assert result.exit_code == 2
    assert "model.bnet: 3 nodes" in result.stdout


def test_a_large_file_is_refused(run):
    result = run("model.bnet", "--max-bytes", "10", model=CLEAN)

    assert result.exit_code == 1
    assert "error[BN004]: the file is 37 bytes; the limit is 10 bytes" in result.stdout


def test_too_many_parentheses_are_counted(run):
    result = run("model.bnet", model="A, " + "(" * 30_000 + "A\n")

    assert "parentheses are nested 30,000 deep; the limit is 20,000" in result.stdout


def test_standard_input_is_a_dash(tmp_path):
    result = CliRunner().invoke(check, ["-"], input=CLEAN)

    assert result.exit_code == 0
    assert "<stdin>: 3 nodes" in result.stdout


def test_the_list_is_capped_and_the_rest_counted(run):
    result = run("model.bnet", "--max-diagnostics", "2", model="A, A &\n" * 50)

    assert result.stdout.count("error[BN105]") == 2
    assert "… and 48 more" in result.stdout
    assert "50 errors" in result.stdout


def test_quiet_hides_notes(run):
    result = run("model.bnet", "-q", model="A, TRUE\n")

    assert "BN117" not in result.stdout
    assert "2 notes" in result.stdout


def test_codes_can_be_selected_and_ignored(run):
    text = "A, B && TRUE\n"

    selected = run("model.bnet", "--format", "concise", "--select", "BN1", model=text)
    ignored = run("model.bnet", "--format", "concise", "--ignore", "BN113,BN2", model=text)

    assert "BN113" in selected.stdout
    assert "BN201" not in selected.stdout
    assert "BN117" in ignored.stdout
    assert "BN113" not in ignored.stdout
    assert "BN201" not in ignored.stdout


def test_a_code_that_is_none_is_refused(run):
    result = run("model.bnet", "--ignore", "E501", model=CLEAN)

    assert result.exit_code == 2
    assert '"E501" is not a code' in result.stderr


def test_json_is_one_object_for_all_files(run):
    result = run("a.bnet", "b.bnet", "--json", "-q", a=CLEAN, b="A, (A\n")

    document = json.loads(result.stdout)

    assert [file["nodes"] for file in document["files"]] == [3, None]
    assert [finding["path"] for finding in document["diagnostics"]] == ["b.bnet"]
    assert result.exit_code == 1


def test_ascii_output_is_ascii(run):
    result = run("model.bnet", "--ascii", model="凋亡，B\nB, B\n")

    assert result.stdout.isascii()


def test_fix_corrects_what_is_safe_and_reports_the_rest(run, tmp_path):
    result = run("model.bnet", "--fix", model="A = B && C\nB = (A\nC = C\n")

    assert (tmp_path / "model.bnet").read_text() == "A, B & C\nB, (A\nC, C\n"
    assert "2 problems fixed" in result.stderr
    assert "BN101" in result.stdout
    assert result.exit_code == 1


def test_unsafe_fixes_need_to_be_asked_for(run, tmp_path):
    run("model.bnet", "--fix", "--unsafe", model="A, (A\n")

    assert (tmp_path / "model.bnet").read_text() == "A, (A)\n"


def test_fix_leaves_the_encoding_and_other_characters_alone(run, tmp_path):
    text = "# Modèle\nA, A && A\n"

    run("model.bnet", "--fix", "--encoding", "latin-1", model=text.encode("latin-1"))

    assert (tmp_path / "model.bnet").read_bytes() == "# Modèle\nA, A & A\n".encode("latin-1")


def test_a_clean_file_is_not_written(run, tmp_path):
    run(model=CLEAN)
    before = (tmp_path / "model.bnet").stat().st_mtime_ns

    run("model.bnet", "--fix")

    assert (tmp_path / "model.bnet").stat().st_mtime_ns == before


@pytest.mark.parametrize("code", ["BN203", "bn203", "conflicting"])
def test_explain_prints_the_page(code):
    result = CliRunner().invoke(explain, [code])

    assert result.exit_code == 0
    assert result.stdout.startswith("# BN203 conflicting")


def test_explain_refuses_what_is_no_code():
    result = CliRunner().invoke(explain, ["BN999"])

    assert result.exit_code == 2
    assert 'there is no "BN999"' in result.stderr


def test_missing_evidence_is_named_before_publishing(run):
    text = 'B, B\n#@ B -> A | source: "Smith 2002 Cell"\nA, B\nC, A & B\n'

    silent = run("x.bnet", x=text)
    asked = run("--profile", "publish", "x.bnet", x=text)

    assert "BN502" not in silent.stdout
    assert "2 of 3 regulations have no evidence" in asked.stdout
    assert "A -> C, B -> C" in asked.stdout
