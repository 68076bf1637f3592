"""Tests of `boolnet.network.therapy` and of how a model file names therapies and rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from boolnet.errors import InputError
from boolnet.network.environment import Environment
from boolnet.network.perturbation import knockout
from boolnet.network.therapy import Therapy, combine
from tests.claims import ABOUT, make_model


def test_a_therapy_switches_inputs_on_top_of_the_environment() -> None:
    drug = Therapy("drug", {"Drug": True})

    treated = drug.treat(Environment({"Drug": False, "Load": True}, "ill", False))

    assert Environment({"Drug": True, "Load": True}, "ill with drug", False) == treated


def test_therapies_add_up_and_contradictions_are_refused() -> None:
    one = Therapy("one", {"A": True}, knockout("X"))

    both = combine((one, Therapy("two", {"B": True})))

    assert ("one + two", {"A": True, "B": True}) == (both.name, both.inputs)
    assert knockout("X") == both.perturbation
    with pytest.raises(InputError, match="one and off switch A both ways"):
        combine((one, Therapy("off", {"A": False})))


def test_a_model_reads_its_therapies_and_its_rest(tmp_path: Path) -> None:
    model = make_model(tmp_path, "")

    assert {"Brake": True} == model.therapy("brake").inputs
    assert "Memory" == model.therapy("brake").target
    assert knockout("Memory") == model.therapy("degrader").perturbation
    assert model.environment("quiet") == model.rest.environment
    with pytest.raises(InputError, match='no therapy "break"; did you mean brake'):
        model.therapy("break")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('target = "Memory"', 'target = "Memry"', "target: there is no node"),
        ("inputs = { Brake = 1 }", "", "it does nothing"),
        ("{ Memory = 0 }", '{ "Beat->Fate" = 0 }', "the rule of Fate does not mention Beat"),
        ('environment = "quiet"', 'environment = "quit"', "did you mean quiet?"),
        ('environment = "quiet"', 'without = ["Memory"]', '"Memory" is not an input'),
        ('environment = "quiet"', 'environment = "quiet"\nwithout = ["Signal"]', "not both"),
    ],
)
def test_mistakes_name_the_table(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=r"model\.toml, \[") as caught:
        make_model(tmp_path, "", about=ABOUT.replace(old, new, 1))
    assert message in str(caught.value)
