"""Tests of `boolnet.network.perturbation`: what an experiment holds."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boolnet.errors import PerturbationError, UnknownNodeError
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from tests import oracles
from tests.strategies import networks, perturbations


@pytest.fixture
def network() -> Network:
    return parse_network("targets, factors\nRANKL, RANKL\nRANK, RANKL\nSENSOR, RANKL & RANK\n")


def test_a_held_regulation_is_seen_by_its_target_only(network: Network) -> None:
    """RANK no longer sees RANKL; the sensor does."""
    perturbed = network.with_perturbation(block("RANKL", "RANK"))

    assert "0" == str(perturbed.nodes[1].function)
    assert "RANKL & RANK" == str(perturbed.nodes[2].function)


def test_the_network_itself_is_left_alone(network: Network) -> None:
    before = network.digest

    network.with_perturbation(knockout("RANKL", "RANK"))

    assert before == network.digest
    assert ("RANKL",) == network.inputs


def test_order_and_label_make_no_difference() -> None:
    first = knockout("A") + overexpression("B") + block("A", "C")
    second = Perturbation((("B", True), ("A", False)), (("A", "C", False),), label="drug")

    assert first == second
    assert hash(first) == hash(second)
    assert "drug" == (second + knockout("D")).label


@pytest.mark.parametrize(
    "parts",
    [(knockout("A"), overexpression("A")), (block("A", "B"), block("A", "B", True))],
    ids=["node", "regulation"],
)
def test_what_contradicts_itself_is_refused(parts: tuple[Perturbation, Perturbation]) -> None:
    with pytest.raises(PerturbationError, match="both"):
        _ = parts[0] + parts[1]


def test_a_regulation_that_does_not_exist_is_refused(network: Network) -> None:
    with pytest.raises(PerturbationError, match="does not mention SENSOR"):
        network.with_perturbation(block("SENSOR", "RANK"))


def test_a_node_that_does_not_exist_is_refused(network: Network) -> None:
    with pytest.raises(UnknownNodeError, match="RANK"):
        network.with_perturbation(knockout("RNAK"))


@given(st.data())
def test_a_perturbed_network_has_the_rules_written_out(data: st.DataObject) -> None:
    network = data.draw(networks(most=5))
    perturbation = data.draw(perturbations(network))

    perturbed = network.with_perturbation(perturbation)

    written = oracles.perturb(network, perturbation)
    assert oracles.tabulate_rules(written) == oracles.tabulate_rules(perturbed)
    assert written == perturbed


@given(st.data())
def test_two_perturbations_of_different_nodes_are_one_after_the_other(data: st.DataObject) -> None:
    network = data.draw(networks(least=2, most=4))
    first, second = data.draw(perturbations(network)), data.draw(perturbations(network))
    assume(not touched(first) & touched(second))

    once = network.with_perturbation(first).with_perturbation(second)

    assert network.with_perturbation(first + second) == once


def touched(perturbation: Perturbation) -> set[str]:
    """The nodes whose rules change."""
    return {name for name, _ in perturbation.nodes} | {t for _, t, _ in perturbation.regulations}
