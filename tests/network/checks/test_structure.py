"""Tests of `boolnet.network.checks.structure`."""

from __future__ import annotations

from hypothesis import given

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import read_bytes
from boolnet.formats.review import review
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def messages(text: str, *codes: str) -> list[str]:
    reading = review(read_bytes(text.encode(), "x.bnet"))
    return [finding.message for finding in reading.diagnostics if finding.code in codes]


@given(networks(most=4))
def test_what_is_frozen_has_its_value_in_every_attractor(network: Network):
    told = messages(write_bnet(network), "BN407")
    states = {state for attractor in oracles.attractors(network, ASYNCHRONOUS)
              for state in attractor}  # fmt: skip
    for message in told:
        name, _, rest = message.partition(" ends up ")
        values = {state >> network.index[name] & 1 for state in states}
        assert {int(rest[0])} == values


def test_a_reason_is_only_what_is_needed():
    text = "A, B & C\nB, 0\nC, 1\nD, A | E\nE, E\nF, A | !C\n"

    assert messages(text, "BN407") == [
        "A ends up 0 in every attractor, because B is 0",
        "F ends up 0 in every attractor, because A is 0 and C is 1",
    ]


def test_a_part_is_named_and_a_lone_node_is_no_part():
    assert messages("A, B\nB, !A\nC, D\nD, !C\nZ, 1\n", "BN404", "BN405") == [
        "Z has no regulators and regulates nothing",
        "the network falls into 2 separate parts: {A, B} and {C, D}",
    ]


def test_many_like_notes_are_one_with_a_count():
    text = "".join(f"N{i}, 1\n" for i in range(40)) + "A, " + " & ".join(
        f"N{i}" for i in range(40)
    )  # fmt: skip

    reading = review(read_bytes(text.encode(), "x.bnet"))
    fixed = [finding for finding in reading.diagnostics if finding.code == "BN301"]

    assert len(fixed) == 3
    assert fixed[2].notes == ("the same is true of N3, N4, N5, N6, N7, N8, N9, N10 and 29 more",)


def test_an_input_without_use_is_not_told_twice():
    assert messages("A, !B\nB, A\nDrug, Drug\n", "BN403", "BN405", "BN406") == [
        "the input Drug is not used by any rule"
    ]
