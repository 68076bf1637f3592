"""Tests of `boolnet.network.ladder`, and of what ladders do to perturbations and inputs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import find_attractors
from boolnet.analysis.question import Question
from boolnet.errors import InputError, PerturbationError
from boolnet.formats.files import parse_network
from boolnet.network.environment import Environment
from boolnet.network.ladder import close_perturbation, complete_levels, validate_ladders
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, knockout, overexpression
from tests.strategies import networks

OPG = (("OPG", "OPG_hi", "OPG_max"),)
RULES = """#@ levels: L < L_hi
#@ levels: X < X_hi < X_max
targets, factors
L, L
L_hi, L_hi
X, L
X_hi, X & L_hi
X_max, X_hi & B
B, B
"""


def test_a_level_takes_others_along() -> None:
    assert "OPG=0 OPG_hi=0 OPG_max=0" == str(close_perturbation(knockout("OPG"), OPG))
    assert "OPG_max=0" == str(close_perturbation(knockout("OPG_max"), OPG))
    assert "OPG_hi=1 OPG=1" == str(close_perturbation(overexpression("OPG_hi"), OPG))
    assert "TNF=0" == str(close_perturbation(knockout("TNF"), OPG))


def test_levels_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(PerturbationError, match="OPG_hi = 1 includes OPG = 1, and OPG = 0 contra"):
        close_perturbation(knockout("OPG") + overexpression("OPG_hi"), OPG)
    with pytest.raises(InputError, match="levels: OPG < OPG_hi < OPG_max"):
        complete_levels(OPG, {"OPG_max": True, "OPG_hi": False})


@pytest.mark.parametrize(
    ("ladders", "message"),
    [
        ([("A",)], "needs two levels"),
        ([("A", "Z")], "mentions Z, which is no node"),
        ([("A", "B"), ("B", "C")], "B stands twice"),
    ],
)
def test_ladders_fit_their_network(ladders: list[tuple[str, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        validate_ladders(ladders, {"A", "B", "C"})


@given(st.data(), st.permutations("ABCDEF"), st.integers(2, 5))
def test_completing_twice_changes_nothing(data: st.DataObject, order: list[str], size: int) -> None:
    ladders = [tuple(order[:size])]
    names = data.draw(st.sets(st.sampled_from("ABCDEF")))
    held = Perturbation(tuple((name, data.draw(st.booleans())) for name in sorted(names)))
    try:
        once = close_perturbation(held, ladders)
    except PerturbationError:
        return

    assert once == close_perturbation(once, ladders)
    assert set(held.nodes) <= set(once.nodes)


@given(st.data(), networks(least=3, most=5, inputs=False))
def test_a_knockout_is_that_of_all_its_levels(data: st.DataObject, network: Network) -> None:
    ladder = tuple(data.draw(st.permutations(network.names))[:2])
    with_ladder = Network(network.nodes, ladders=(ladder,))

    one = find_attractors(with_ladder, perturbation=knockout(ladder[0]))
    both = find_attractors(network, perturbation=knockout(*ladder))

    assert [a.space for a in both] == [a.space for a in one]


def test_free_inputs_keep_to_their_ladder() -> None:
    """Of L and L_hi three settings are possible, of B two."""
    network = parse_network(RULES)
    report = find_attractors(network, inputs="free")

    assert 6 == report.count == report.question.settings_count
    assert not [a for a in report if a.fixed["L_hi"] and not a.fixed["L"]]


def test_an_environment_brings_the_lower_level_and_refuses_its_absence() -> None:
    network = parse_network(RULES)

    assert {"L_hi": True, "L": True, "B": False} == Environment(
        {"L_hi": True}, others=False
    ).settle(network)
    with pytest.raises(InputError, match="L_hi = 1 includes L = 1, and L = 0 contradicts it"):
        Environment({"L_hi": True, "L": False}).settle(network)


def test_a_level_cannot_be_free_below_one_that_is_on() -> None:
    network = parse_network(RULES)
    with pytest.raises(InputError, match="L cannot be free where L_hi = 1"):
        _ = Question(network, settings={"L_hi": True, "L": None})
