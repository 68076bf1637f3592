"""Tests of ``boolnet verify``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.claims import RULES, claim, write_model
from tests.running import boolnet
from tests.schema import problems

PASSES = claim(id='"on"', environment='"signal"', readout='"Fate"', expected=1, start='"rest"')
FAILS = claim(
    id='"off"', says='"a brake stops it"', environment='"signal"', therapy='"brake"',
    readout='"Fate"', expected=1, start='"rest"', source='"Doe 1999"', confidence='"low"',
)  # fmt: skip
LIMIT = claim(id='"lim"', environment='"signal"', readout='"Fate"', expected=0,
              known_limit='"it has no decay"')  # fmt: skip


def test_what_passes_takes_a_line_and_exits_with_0(tmp_path: Path) -> None:
    result = boolnet("verify", write_model(tmp_path, PASSES + LIMIT))

    assert 0 == result.exit_code
    assert "  on   passed       it is so (Fate = 1)" in result.stdout
    assert "limit      it has no decay" in result.stdout
    assert "2 claims: 1 passed, 1 known limit, 0 failed" in result.stdout


def test_what_fails_says_what_was_found_and_why_and_exits_with_1(tmp_path: Path) -> None:
    result = boolnet("verify", write_model(tmp_path, PASSES + FAILS))

    assert 1 == result.exit_code
    text = result.stdout
    assert "  off  FAILED  a brake stops it (Fate = 1)" in text
    assert "in         signal with brake, from rest" in text
    assert "expected   Fate = 1 in every attractor" in text
    assert "found      Fate: 0 in the only attractor reached" in text
    assert "why        Fate = 0 because Memory = 0 (rule: Memory)" in text
    assert "           Memory = 0 because Brake = 1 (rule: !Brake & (Signal | Memory))" in text
    assert "source     Doe 1999 (low confidence)" in text
    assert "2 claims: 1 passed, 1 failed" in text


def test_a_changed_rule_shows_which_claims_break(tmp_path: Path) -> None:
    folder = write_model(tmp_path, PASSES, RULES.replace("Fate, Memory", "Fate, !Memory"))

    result = boolnet("verify", folder, "--brief")

    assert 1 == result.exit_code
    assert "why        Fate = 0 because Memory = 1 (rule: !Memory)" in result.stdout


def test_a_limit_that_was_outgrown_is_an_error(tmp_path: Path) -> None:
    outgrown = LIMIT.replace("expected = 0", "expected = 1")

    result = boolnet("verify", write_model(tmp_path, outgrown))

    assert 1 == result.exit_code
    assert "take known_limit away" in " ".join(result.stdout.split())


def test_one_claim_can_be_asked_for(tmp_path: Path) -> None:
    folder = write_model(tmp_path, PASSES + FAILS)

    assert 0 == boolnet("verify", folder, "--claim", "on").exit_code
    wrong = boolnet("verify", folder, "--claim", "onn")
    assert 2 == wrong.exit_code
    assert 'has no claim "onn"; did you mean on?' in wrong.stderr


def test_a_wrong_file_of_claims_is_told_whole(tmp_path: Path) -> None:
    folder = write_model(tmp_path, PASSES.replace('"Fate"', '"Fat"') + "[[claim]]\nid = 'x'\n")

    result = boolnet("verify", folder)

    assert 2 == result.exit_code
    assert "claims.toml has 2 mistakes:" in result.stderr
    assert "did you mean Fate?" in result.stderr
    assert "claim x: it has no says" in result.stderr


def test_what_has_no_claims_is_refused(tmp_path: Path) -> None:
    folder = write_model(tmp_path, "")

    assert "has no claims" in boolnet("verify", folder).stderr
    assert "give the folder of a model" in boolnet("verify", folder / "model.bnet").stderr
    assert 2 == boolnet("verify", folder).exit_code


def test_a_limit_of_time_leaves_claims_undecided(tmp_path: Path) -> None:
    result = boolnet("verify", write_model(tmp_path, PASSES), "--timeout", "0")

    assert 4 == result.exit_code
    assert "because    stopped after 0 s" in result.stdout


def test_json_is_what_the_schema_says(tmp_path: Path, root: Path) -> None:
    folder = write_model(tmp_path, PASSES + FAILS + LIMIT)
    for name, options in (("claims", []), ("sensitivity", ["--sensitivity"])):
        result = boolnet("verify", folder, "--json", *options)
        schema = root / "docs" / "reference" / "schemas" / f"{name}-1.schema.json"

        record = json.loads(result.stdout)
        assert f"boolnet-{name}/1" == record["schema"]
        assert [] == list(problems(record, json.loads(schema.read_text(encoding="utf-8"))))


def test_sensitivity_lists_what_no_claim_notices(tmp_path: Path) -> None:
    result = boolnet("verify", write_model(tmp_path, PASSES), "--sensitivity")

    assert 0 == result.exit_code
    assert "Changes that no claim notices" in result.stdout
    assert "  Memory  Signal turned, Memory left out" in result.stdout
    assert "changes that a claim could notice are noticed" in result.stdout


def test_a_therapy_is_an_option_of_every_question(tmp_path: Path) -> None:
    folder = write_model(tmp_path, PASSES)

    treated = boolnet("attractors", folder, "-e", "signal", "--therapy", "brake", "--json")
    both = boolnet("attractors", folder, "--therapy", "brake", "--therapy", "degrader")

    record = json.loads(treated.stdout)
    assert {"Signal": 1, "Brake": 1} == record["environment"]["inputs"]
    assert "signal with brake" == record["environment"]["name"]
    assert [0] == [attractor["fixed"]["Fate"] for attractor in record["attractors"]]
    assert "environment  with brake + degrader" in both.stdout
    assert "held         Memory = 0" in both.stdout


def test_an_unknown_therapy_is_refused(tmp_path: Path) -> None:
    folder = write_model(tmp_path, PASSES)

    wrong = boolnet("attractors", folder, "--therapy", "brak")
    nowhere = boolnet("attractors", folder / "model.bnet", "--therapy", "brake")

    assert (2, 2) == (wrong.exit_code, nowhere.exit_code)
    assert 'no therapy "brak"; did you mean brake?' in wrong.stderr
    assert "a rule file names no therapies" in nowhere.stderr
