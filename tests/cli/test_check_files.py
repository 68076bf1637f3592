"""Tests of ``boolnet check`` on many files: folders, models, settings, forms of output, edits."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from boolnet.diagnostics import CODES
from tests.running import ROOT, boolnet

CLEAN = "targets, factors\nA, B\nB, A\n"
BROKEN = "targets, factors\nA, (B\nB, A\n"
UNTIDY = "targets, factors\nA, B && A\nB, A\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / (name.replace("__", "/") + ".bnet")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


# -- which files ---------------------------------------------------------------------------


def test_a_folder_is_searched_and_summed_up(folder):
    folder(models__a=CLEAN, models__b=BROKEN, models__c=UNTIDY)

    result = boolnet("check", "models", "--format", "concise")

    assert 1 == result.exit_code
    assert [
        "models/a.bnet: 2 nodes (0 inputs), 2 regulations, no problems",
        'models/b.bnet:2:4: error BN101 this "(" is never closed',
        "models/b.bnet: 1 error, 0 warnings in 2 rules (1 can be fixed with --fix --unsafe)",
        'models/c.bnet:2:6: warning BN113 "&&" is read as "&"; R BoolNet, AEON, pyboolnet and mpbn '
        "reject it",
        "models/c.bnet: 0 errors, 1 warning in 2 rules (1 can be fixed with --fix)",
        "3 files: 1 error, 1 warning in 2 of them",
    ] == result.stdout.splitlines()


def test_a_folder_without_rule_files_is_told(folder):
    (folder() / "empty").mkdir()

    result = boolnet("check", "empty")

    assert 2 == result.exit_code
    assert "it is a folder without rule files" in result.stderr


def test_a_shipped_model_is_checked_with_its_claims():
    result = boolnet("check", "rank_nfatc1", "--format", "concise")

    assert 0 == result.exit_code
    assert "model.bnet: " in result.stdout
    assert "model.toml: no problems" in result.stdout
    assert "claims.toml: no problems" in result.stdout


MODEL = {
    "model.bnet": CLEAN.replace("B, A", "B, B"),
    "model.toml": '[environments.on]\ninputs = { B = 1 }\n\n[phenotypes.P]\ncondition = "A"\n',
    "claims.toml": '[[claim]]\nid = "c"\nsays = "A is on"\nsource = "x"\nstart = "any"\n'
    'environment = "on"\nreadout = "A"\nexpected = 1\n',
}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("model.toml", "B = 1", "BB = 1", 'BN612 [environments.on]: there is no node "BB"'),
        (
            "model.toml",
            "inputs",
            "inputz",
            'there is no key "inputz"; did you mean inputs?',
        ),
        ("model.toml", "[env", "[[env", "BN612 Expected"),
        ("claims.toml", "readout", "reedout", 'BN612 claim c: there is no key "reedout"'),
    ],
)
def test_a_mistake_beside_the_rules_has_its_place(tmp_path, monkeypatch, name, old, new, told):
    monkeypatch.chdir(tmp_path)
    for file, text in MODEL.items():
        (tmp_path / file).write_text(text.replace(old, new) if file == name else text)

    result = boolnet("check", ".", "--format", "concise")

    assert 1 == result.exit_code
    line = next(line for line in result.stdout.splitlines() if "BN612" in line)
    assert told in line
    assert re.match(rf"{name}:\d+:\d+: error", line), line


def test_standard_input_has_a_name_and_its_settings(folder):
    folder(models__x=CLEAN)
    Path("models/boolnet.toml").write_text('[check]\nignore = ["BN113"]\n')

    plain = boolnet("check", "-", "--format", "concise", input=UNTIDY)
    named = boolnet("check", "-", "--stdin-name", "models/new.bnet", input=UNTIDY)

    assert "<stdin>:2:6: warning BN113" in plain.stdout
    assert "models/new.bnet: 2 nodes (0 inputs), 3 regulations, no problems\n" == named.stdout


def test_a_format_that_is_none_gets_a_suggestion():
    result = boolnet("check", "-", "--from", "bnett", input=CLEAN)

    assert 2 == result.exit_code
    assert "did you mean bnet?" in result.stderr


def test_our_own_mistake_in_one_file_does_not_keep_the_others_from_being_checked(
    folder, monkeypatch
):
    folder(a=CLEAN, b=CLEAN)
    import boolnet.cli.check as module

    read = module.read_bytes

    def fail(data, path, *arguments, **named):
        if path == "a.bnet":
            raise RuntimeError("a mistake")
        return read(data, path, *arguments, **named)

    monkeypatch.setattr(module, "read_bytes", fail)
    result = boolnet("check", "a.bnet", "b.bnet")

    assert 3 == result.exit_code
    assert "a.bnet could not be checked" in result.stderr
    assert "b.bnet: 2 nodes" in result.stdout


# -- settings ------------------------------------------------------------------------------


def test_settings_stand_in_the_project_file(folder):
    folder(models__x=UNTIDY, models__old__y=UNTIDY, models__drafts__z=BROKEN)
    Path("pyproject.toml").write_text(
        "[tool.boolnet.check]\n"
        'severity = { BN113 = "error" }\n'
        'per-file-ignores = { "models/old/*" = ["BN113"] }\n'
        'exclude = ["drafts"]\n'
    )

    result = boolnet("check", "models", "--format", "concise")

    assert 1 == result.exit_code
    assert ["models/x.bnet:2:6: error BN113"] == re.findall(r".*BN113", result.stdout)
    assert "drafts" not in result.stdout


def test_a_mistake_in_the_settings_stops_everything(folder):
    folder(x=CLEAN)
    Path("boolnet.toml").write_text("[check]\nselct = []\n")

    result = boolnet("check", "x.bnet")

    assert 2 == result.exit_code
    assert 'there is no key "selct"; did you mean select?' in result.stderr
    assert 0 == boolnet("check", "x.bnet", "--no-config").exit_code


def test_options_win_over_settings(folder):
    folder(x=UNTIDY)
    Path("boolnet.toml").write_text('[check]\nfail-on = "warning"\n')
    Path("other.toml").write_text('[check]\nignore = ["BN113"]\n')

    assert 1 == boolnet("check", "x.bnet").exit_code
    assert 0 == boolnet("check", "x.bnet", "--fail-on", "error").exit_code
    assert "no problems" in boolnet("check", "x.bnet", "--config", "other.toml").stdout


def test_what_keeps_a_file_from_being_read_is_always_told(folder):
    folder(x=BROKEN)

    for option in ("--select=BN2", "--ignore=BN1"):
        result = boolnet("check", "x.bnet", option)
        assert 1 == result.exit_code
        assert "BN101" in result.stdout


def test_names_that_are_ignored_are_read_as_written(folder):
    folder(x="Akt, B\nB, AKT\n")

    result = boolnet("check", "x.bnet", "--ignore", "BN204")

    assert 0 == result.exit_code
    assert "x.bnet: 3 nodes (1 input), 2 regulations, no problems" in result.stdout


def test_the_strict_profile_fails_on_warnings_and_teaching_says_where_to_read_on(folder):
    folder(x=UNTIDY)

    assert 1 == boolnet("check", "x.bnet", "--profile", "strict").exit_code
    taught = boolnet("check", "x.bnet", "--profile", "teaching")
    assert "more: boolnet explain BN113" in taught.stdout


# -- fixes ---------------------------------------------------------------------------------


def test_a_diff_shows_the_edits_and_changes_nothing(folder):
    folder(x=UNTIDY, y=CLEAN)

    result = boolnet("check", "--diff", "x.bnet", "y.bnet")

    assert 1 == result.exit_code
    assert result.stdout == (
        "--- x.bnet\n+++ x.bnet\n@@ -1,3 +1,3 @@\n targets, factors\n-A, B && A\n+A, B & A\n B, A\n"
    )
    assert "1 file would change" in result.stderr
    assert result.stdout == boolnet("check", "--fix", "--diff", "x.bnet", "y.bnet").stdout
    assert UNTIDY == Path("x.bnet").read_text()
    assert 0 == boolnet("check", "--diff", "y.bnet").exit_code


def test_a_diff_can_be_applied(folder):
    folder(x="A, B && A\nB, (A")  # no line end at the end of the file
    Path("x.diff").write_text(boolnet("check", "--diff", "--unsafe", "x.bnet").stdout)

    subprocess.run(["git", "apply", "x.diff"], check=True)

    assert "A, B & A\nB, (A)" == Path("x.bnet").read_text()


def test_only_what_is_wanted_is_fixed(folder):
    folder(x="A, B && TRUE\nB, A\n")

    boolnet("check", "--fix", "--select", "BN113", "x.bnet")

    assert "A, B & TRUE\nB, A\n" == Path("x.bnet").read_text()


def test_what_became_of_the_meaning_is_told(folder):
    folder(x=UNTIDY, y="PIK3CA, A\nA, PIK3AC\n")

    safe = boolnet("check", "--fix", "x.bnet")
    unsafe = boolnet("check", "--fix", "--unsafe", "y.bnet")

    assert "x.bnet: 1 problem fixed; the rules mean the same" in safe.stderr
    assert "y.bnet: 1 problem fixed; another meaning: A, PIK3AC" in unsafe.stderr


@pytest.mark.parametrize(
    "options", [["--unsafe"], ["--fix", "-"], ["-"], ["--config=a"], ["-o", "x.bnet"]]
)
def test_options_that_contradict_each_other_are_refused(folder, options):
    folder(x=CLEAN)
    more = ["--no-config"] if options == ["--config=a"] else []

    result = boolnet("check", "-" if options == ["-"] else "x.bnet", *options, *more)

    assert 2 == result.exit_code


# -- forms of output -----------------------------------------------------------------------


def sarif_of(*arguments):
    result = boolnet("check", "--format", "sarif", *arguments)
    return json.loads(result.stdout)["runs"][0]


def test_sarif_has_what_the_standard_asks_for(folder):
    folder(**{"a b": BROKEN, "c": UNTIDY})
    text = boolnet("check", "--format", "sarif", "a b.bnet", "c.bnet").stdout
    log = json.loads(text)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert "2.1.0" == log["version"]
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert ["BN101", "BN113"] == [rule["id"] for rule in rules]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    for result in run["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert all(number >= 1 for number in place["region"].values())
        for fix in result.get("fixes", ()):
            change = fix["artifactChanges"][0]
            assert change["artifactLocation"] == place["artifactLocation"]
            assert all("deletedRegion" in edit for edit in change["replacements"])
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "a%20b.bnet" == uri


def test_a_finding_about_the_whole_file_is_at_its_top(folder):
    folder(x="# nothing\n")

    (result,) = sarif_of("x.bnet")["results"]

    assert "BN006" == result["ruleId"]
    assert {"startLine": 1} == result["locations"][0]["physicalLocation"]["region"]


def test_every_code_has_a_rule_in_sarif():
    from boolnet.report.sarif import _rule

    for code in CODES:
        rule = _rule(code)
        assert rule["shortDescription"]["text"].strip(), code
        assert "# " not in rule["shortDescription"]["text"], code


def test_a_result_keeps_its_fingerprint_when_lines_move(folder):
    folder(x=UNTIDY, y="# new\n\ntargets, factors\nC, A\nA,  B  &&A\nB, A\n")

    one, two = sarif_of("x.bnet")["results"][0], sarif_of("y.bnet")["results"][0]

    assert one["partialFingerprints"] == two["partialFingerprints"]
    assert one["locations"] != two["locations"]


def test_two_results_never_share_a_fingerprint(folder):
    folder(x="A, B && A && B\nB, A\nC, TRUE & true\n")

    found = [str(r["partialFingerprints"]) for r in sarif_of("x.bnet")["results"]]

    assert len(found) == len(set(found))


def test_github_commands_cannot_be_forged(folder):
    folder(**{"a,b:c%": 'targets, factors\nA, "::error::x\nB, A\n'})

    lines = boolnet("check", "--format", "github", "a,b:c%.bnet").stdout.splitlines()

    assert 1 == len(lines)
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25.bnet,line=2,endLine=2,col=4,")
    assert "title=BN120 unterminated::" in lines[0]


def test_junit_is_well_formed_whatever_the_names_are(folder):
    name = 'a<&"\x01]]>.bnet'
    (folder() / name).write_text("A, <B>&\x02\nB, A && C\n")
    folder(clean=CLEAN)

    text = boolnet("check", "--format", "junit", name, "clean.bnet").stdout
    suites = ET.fromstring(text.encode())

    assert "testsuites" == suites.tag
    assert [suite.get("tests") for suite in suites] == [suites[0].get("failures"), "1"]
    assert 'a<&"U+0001]]>.bnet' == suites[0].get("name")
    failure = suites[0].find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "error"


def test_output_can_go_to_a_file(folder):
    folder(x=UNTIDY)

    result = boolnet("check", "x.bnet", "--json", "-o", "found.json")

    assert "" == result.stdout
    assert "BN113" == json.loads(Path("found.json").read_text())["diagnostics"][0]["code"]
    assert 2 == boolnet("check", "x.bnet", "-o", "no/such/folder").exit_code


def test_the_json_follows_its_schema(folder):
    from tests.schema import problems

    folder(x=UNTIDY, y=BROKEN)
    path = ROOT / "docs" / "reference" / "schemas" / "diagnostics-1.schema.json"
    document = json.loads(boolnet("check", "x.bnet", "y.bnet", "none.bnet", "--json").stdout)

    assert [] == list(problems(document, json.loads(path.read_text())))


def test_the_ignores_of_the_how_to_turn_off_what_they_say(folder):
    page = (ROOT / "docs" / "how-to" / "check.md").read_text(encoding="utf-8")
    rules = re.search(r"```bnet\n(.*?)```", page, re.DOTALL)
    settings = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert rules is not None
    assert settings is not None
    folder(x=rules[1])

    shown = boolnet("check", "x.bnet").stdout
    assert "x.bnet: 3 nodes (1 input), 4 regulations, no problems" in shown
    assert not re.search("BN208|BN113|BN114|BN510", shown)
    Path("pyproject.toml").write_text(settings[1])
    assert 0 == boolnet("check", "x.bnet", "--profile", "default").exit_code


# -- other programs ------------------------------------------------------------------------


def test_what_other_programs_would_read_is_told_with_places(folder):
    folder(x="targets, factors\nA, B & L # why\nB, !!A\n")

    result = boolnet("check", "x.bnet", "--for", "aeon,R,mpbn", "--format", "concise")

    assert [
        "x.bnet:2:8: warning BN209 AEON would leave L open: any value or none that its regulators "
        "allow",
        "x.bnet:2:10: warning BN209 AEON would refuse a comment behind a rule",
        'x.bnet:3:4: warning BN209 R BoolNet would refuse "!!"',
    ] == [line for line in result.stdout.splitlines() if "BN209" in line]
    assert (
        "\n  AEON refuses it\n  R BoolNet refuses it\n  mpbn reads it differently\n"
        in result.stdout
    )
    document = json.loads(boolnet("check", "x.bnet", "--for", "all", "--json").stdout)
    assert "refuses it" == document["files"][0]["readers"]["aeon"]


def test_programs_are_told_even_when_their_findings_are_ignored(folder):
    folder(x="targets, factors\n#@ ignore: BN209\nA, B # why\nB, A\n")

    result = boolnet("check", "x.bnet", "--for", "aeon")

    assert "no problems" in result.stdout
    assert "AEON refuses it" in result.stdout


def test_a_program_that_is_none_gets_a_suggestion(folder):
    folder(x=CLEAN)

    result = boolnet("check", "x.bnet", "--for", "pybolnet")

    assert 2 == result.exit_code
    assert "did you mean pyboolnet?" in result.stderr


def test_after_a_fix_other_programs_are_asked_about_the_new_text(folder):
    folder(x=UNTIDY)

    result = boolnet("check", "x.bnet", "--fix", "--for", "aeon")

    assert "AEON reads it the same" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
def test_after_an_interrupt_what_was_checked_is_told(folder, monkeypatch):
    folder(a=CLEAN, b=CLEAN, c=CLEAN)
    import boolnet.cli.check as module

    read = module.read_bytes

    def interrupted(data, path, *arguments, **named):
        if path == "b.bnet":
            signal.raise_signal(signal.SIGINT)
        return read(data, path, *arguments, **named)

    monkeypatch.setattr(module, "read_bytes", interrupted)
    result = boolnet("check", "a.bnet", "b.bnet", "c.bnet")

    assert 130 == result.exit_code
    assert "a.bnet: 2 nodes" in result.stdout
    assert "c.bnet" not in result.stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_cannot_be_written_stays_as_it_is(folder):
    place = folder(models__x=UNTIDY) / "models"
    place.chmod(0o555)

    result = boolnet("check", "--fix", "models/x.bnet")

    place.chmod(0o755)
    assert 2 == result.exit_code
    assert "cannot write models/x.bnet" in result.stderr
    assert UNTIDY == (place / "x.bnet").read_text()


def test_what_is_asked_for_is_said_unless_it_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "hgnc.tsv").write_text("symbol\talias_symbol\nTP53\tp53\n")
    rules = tmp_path / "x.bnet"
    text = "targets, factors\np53, p53\nA, p53 & !B\nB, p53 & !A\n"
    asked = ("--symbols", tmp_path / "hgnc.tsv", "--phenotype", "A & B", "--format", "concise")

    def codes(*options: str) -> list[str]:
        printed = boolnet("check", rules, *asked, *options).stdout
        return sorted(set(re.findall("BN5[01][0-9]", printed)))

    rules.write_text(text)
    assert ["BN501", "BN507"] == codes() == codes("--profile", "teaching")
    assert ["BN507"] == codes("--ignore", "BN501") == codes("--select", "BN507")
    rules.write_text(text.replace("p53, p53", '#@ ignore: BN507 "as in the paper"\np53, p53'))
    assert ["BN501"] == codes()
    assert [] == codes("--ignore", "BN501")
    rules.write_text(text.replace("p53, p53", "#@ p53: hgnc:11998\np53, p53"))
    assert ["BN501"] == codes()


def test_a_phenotype_of_the_model_is_asked_about_by_name() -> None:
    asked = ("--phenotype", "Osteoclast", "--phenotype", "Fusion")
    result = boolnet("check", ROOT / "models" / "rank_nfatc1", *asked, "-q")

    assert 0 == result.exit_code
    assert 'warning[BN607]: the phenotypes "Osteoclast" and "Fusion" overlap' in result.stdout
