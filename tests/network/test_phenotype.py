"""Tests of `boolnet.network.phenotype`: named conditions."""

from __future__ import annotations

import pytest

from boolnet.errors import UnknownNodeError
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.phenotype import Phenotype

LOSS = Phenotype("BoneLoss", parse_condition("Resorption & !Formation"), source="a paper")


def test_markers_are_the_nodes_that_the_condition_reads() -> None:
    assert ("Resorption", "Formation") == LOSS.markers


def test_a_condition_over_a_node_that_does_not_exist_is_refused() -> None:
    network = parse_network("targets, factors\nResorption, !formation\nformation, formation\n")

    with pytest.raises(UnknownNodeError, match="formation"):
        LOSS.check(network)


def test_equality_is_that_of_name_and_written_condition() -> None:
    again = Phenotype("BoneLoss", parse_condition("Resorption & !Formation"), "a paper")

    assert again == LOSS
    assert hash(again) == hash(LOSS)
    assert Phenotype("BoneLoss", parse_condition("Resorption"), "a paper") != LOSS
