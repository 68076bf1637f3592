"""Sets of experiments: any stretch of all combinations, without the ones before it."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.files import parse_network
from boolnet.network.perturbation import knockout, overexpression
from boolnet.network.perturbation_set import Combinations, gather, list_nodes, list_regulations

NETWORK = parse_network("A, B\nB, !A & C\nC, C\n")


@given(st.integers(1, 7), st.integers(1, 4), st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_is_what_a_slice_of_all_combinations_is(
    number: int, largest: int, start: int, length: int
) -> None:
    parts = tuple(gather(knockout(f"N{place}") for place in range(number)).parts)
    everything = [
        member for size in range(1, largest + 1) for member in combinations(range(number), size)
    ]

    found = Combinations(parts, largest)

    assert len(everything) == len(found)
    assert everything == list(found.members())
    assert everything[start : start + length] == list(found.members(start, start + length))


def test_a_far_stretch_of_a_hundred_million_costs_nothing() -> None:
    parts = gather(knockout(f"N{place}") for place in range(2000)).parts

    found = list(Combinations(parts, 3).members(10**9, 10**9 + 2))

    assert 2 == len(found)


def test_every_node_and_every_regulation_is_a_single_experiment() -> None:
    nodes = [str(part.perturbation) for part in list_nodes(NETWORK)]
    edges = [str(part.perturbation) for part in list_regulations(NETWORK, [False])]

    assert ["A=0", "A=1", "B=0", "B=1", "C=0", "C=1"] == nodes
    assert ["B->A=0", "A->B=0", "C->B=0", "C->C=0"] == edges


def test_what_contradicts_itself_is_no_experiment() -> None:
    pairs = Combinations(list_nodes(NETWORK, names=["A", "B"]), 2)

    assert 4 + 6 == len(pairs)
    assert 4 + 4 == len(list(pairs))


def test_experiments_that_are_given_keep_their_order() -> None:
    given_ = [overexpression("B"), knockout("A"), overexpression("B")]

    assert given_ == [each.perturbation for each in gather(given_)]
