"""Tests of `boolnet.network.claims_file`: what is read, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from boolnet.dynamics.scheme import ASYNCHRONOUS, GENERAL, MOST_PERMISSIVE, SYNCHRONOUS
from boolnet.errors import ClaimsError
from boolnet.network.claim import UPDATES
from boolnet.network.claims_file import read_claims
from tests.claims import RULES, claim, make_model

GOOD = {"environment": '"signal"', "readout": '"Fate"', "expected": 1}


def problems(folder: Path, text: str) -> str:
    with pytest.raises(ClaimsError) as caught:
        read_claims(make_model(folder, text))
    return "\n".join(caught.value.problems).replace(str(folder), "FOLDER")


def test_a_model_without_claims_has_none(tmp_path: Path) -> None:
    model = make_model(tmp_path, "")
    (tmp_path / "claims.toml").unlink()

    assert () == read_claims(model)


def test_a_claim_says_what_it_is_about(tmp_path: Path) -> None:
    text = claim(
        environment="{ Signal = 1 }",
        start='"wtfrom:signal"',
        therapy='["brake", "degrader"]',
        perturbation='{ Fate = 1, "Memory->Fate" = 0 }',
        readout='"Fate"',
        expected='"down"',
        contested='"others saw none"',
    )
    (read,) = read_claims(make_model(tmp_path, text))
    (stage,) = read.stages

    assert {"Signal": True, "Brake": True} == stage.treated.settle(
        make_model(tmp_path, text).network
    )
    assert "Fate=1 Memory=0 Memory->Fate=0" == str(stage.held)
    assert "brake + degrader" == stage.therapy.name
    assert ("wtfrom", "signal") == (read.start.kind, read.start.environment.name)  # type: ignore[union-attr]
    assert ("every", ("asynchronous",)) == (read.quantifier, read.update)
    assert "others saw none" == read.contested


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = (
        claim(id='"A"', **{**GOOD, "readout": '"Fat"'})
        + claim(id='"B"', **{**GOOD, "environment": '"signals"'})
        + claim(id='"B2"', **GOOD, perturbation="{ Memori = 0 }")
    )

    assert (
        "FOLDER/claims.toml:1: claim A: readout: there is no node or phenotype "
        '"Fat"; did you mean Fate?\n'
        'FOLDER/claims.toml:9: claim B: FOLDERNAME has no environment "signals"; '
        "did you mean signal?\n"
        'FOLDER/claims.toml:17: claim B2: perturbation: there is no node "Memori"; '
        "did you mean Memory?"
    ).replace("FOLDERNAME", tmp_path.name) == problems(tmp_path, text)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"expected": "2"}, 'expected must be 0, 1, "oscillates", "up" or "down", not 2'),
        ({"expected": "true"}, "not True"),
        ({"expectd": "1"}, 'there is no key "expectd"; did you mean expected?'),
        ({"environment": "{ Memory = 1 }"}, '"Memory" is not an input'),
        ({"environment": "{ Signal = 2 }"}, "Signal must be 0 or 1, not 2"),
        ({"environment": "7"}, "environment must be a name or a table, not 7"),
        ({"therapy": '"brakes"'}, 'no therapy "brakes"; did you mean brake?'),
        (
            {"therapy": '"degrader"', "perturbation": "{ Memory = 1 }"},
            "Memory is both knocked out and overexpressed",
        ),
        ({"perturbation": '{ "Beat->Fate" = 0 }'}, "the rule of Fate does not mention Beat"),
        ({"start": '"from"'}, 'start must be "any", "rest", "from:ENVIRONMENT"'),
        ({"start": '"from:nowhere"'}, 'no environment "nowhere"'),
        ({"in": '"most"'}, 'in must be every, some or no, not "most"'),
        ({"in": '"some"', "expected": '"up"'}, 'up and down are about a mean: "in" must be every'),
        ({"update": '"sync"'}, 'there is no "sync"; known are asynchronous, synchronous'),
        ({"update": '"synchronous"', "start": '"rest"'}, "synchronous update goes with start"),
        ({"readout": '""'}, "it has no readout"),
        ({"says": '"  "'}, "it has no says"),
        ({"confidence": '"sure"'}, "confidence must be low, medium or high"),
        ({"verify": '"yes"'}, "verify must be true or false"),
        ({"stages": "[]"}, "environment belongs into the stages"),
    ],
)
def test_a_mistake_says_what_is_wrong(tmp_path: Path, keys: dict[str, str], message: str) -> None:
    assert message in problems(tmp_path, claim(**{**GOOD, **keys}))


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ("[]", "no stage says what is expected"),
        ('[{ environment = "quiet" }]', "no stage says what is expected"),
        ('[{ environment = "quiet", expected = "up" }]', "stage 1 has none"),
        ('[{ environment = "quiet", expectd = 1 }]', 'stage 1: there is no key "expectd"'),
        ('[{ expected = 1 }]', "stage 1: it has no environment"),
        ('[{ environment = "quiet", therapy = "x", expected = 1 }]', 'stage 1: '),
        ("3", "stages must be a list of tables"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_stage_names_the_stage(tmp_path: Path, stages: str, message: str) -> None:
    assert message in problems(tmp_path, claim(readout='"Fate"', stages=stages))


def test_levels_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    rules = "#@ levels: Memory < Fate\n" + RULES
    keys = {**GOOD, "perturbation": "{ Fate = 1, Memory = 0 }"}
    with pytest.raises(ClaimsError, match="Fate = 1 includes Memory = 1, and Memory = 0 contra"):
        read_claims(make_model(tmp_path, claim(**keys), rules=rules))


def test_two_claims_of_one_id_are_refused(tmp_path: Path) -> None:
    assert "claim C1: line 1 has a claim of the same id" in problems(
        tmp_path, claim(**GOOD) + claim(**GOOD)
    )


def test_a_claim_that_is_no_table_and_a_misspelled_heading_are_refused(tmp_path: Path) -> None:
    assert "each claim begins with a line [[claim]]" in problems(tmp_path, "claim = 3")
    assert 'there is no key "claims"; did you mean claim?' in problems(tmp_path, "claims = 3")


def test_a_phenotype_may_be_the_readout(tmp_path: Path) -> None:
    (read,) = read_claims(make_model(tmp_path, claim(**{**GOOD, "readout": '"Lost"'})))

    assert "Signal & !Fate" == read.readout.text


def test_a_name_that_means_two_things_is_refused(tmp_path: Path) -> None:
    about = '[environments.signal]\n[phenotypes.Fate]\ncondition = "Memory"\n'
    with pytest.raises(ClaimsError, match="is a node, and a phenotype that is not the same"):
        read_claims(make_model(tmp_path, claim(**GOOD), about=about))


def test_the_names_of_the_update_schemes_are_those_of_the_schemes() -> None:
    """Claims lie below the schemes and cannot ask them."""
    assert {s.name for s in (ASYNCHRONOUS, SYNCHRONOUS, GENERAL, MOST_PERMISSIVE)} == set(UPDATES)
