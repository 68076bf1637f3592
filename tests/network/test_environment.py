"""Tests of `boolnet.network.environment`: settings of inputs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import InputError, UnknownNodeError
from boolnet.formats.files import parse_network
from boolnet.network.environment import Environment
from tests.strategies import environments, networks

NETWORK = parse_network("targets, factors\nTNF, TNF\nRANKL, RANKL\nNFATc1, TNF | RANKL\n")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (None, {"TNF": True}),
        (False, {"TNF": True, "RANKL": False}),
        (True, {"TNF": True, "RANKL": True}),
    ],
)
def test_other_inputs_are_free_or_held_together(
    others: bool | None, expected: dict[str, bool]
) -> None:
    assert expected == Environment({"TNF": True}, others=others).settle(NETWORK)


def test_a_node_with_a_rule_is_no_input() -> None:
    with pytest.raises(InputError, match="its rule decides its value"):
        Environment({"NFATc1": True}).settle(NETWORK)


def test_a_mistyped_input_is_answered_with_the_inputs_there_are() -> None:
    with pytest.raises(UnknownNodeError, match="RANKL"):
        Environment({"RANK": True}).settle(NETWORK)


def test_order_and_titles_make_no_difference() -> None:
    first = Environment({"A": True, "B": False}, "x", title="one")
    second = Environment({"B": False, "A": True}, "x", title="two")

    assert first == second
    assert hash(first) == hash(second)


@given(st.data())
def test_only_inputs_are_settled(data: st.DataObject) -> None:
    network = data.draw(networks())
    environment = data.draw(environments(network))

    settled = environment.settle(network)

    assert set(settled) <= set(network.inputs)
    assert environment.inputs.items() <= settled.items()
