"""Small networks on which other programs once gave a wrong answer.

Numbers of cases are those of the collection of bug reports behind this project. The truth
was found by brute force and is computed again here.
"""

from __future__ import annotations

import pytest

from boolnet.analysis.attractors import find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS, UpdateScheme
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking

OSCILLATORS = "A, !a & !B | C\nB, !A & !b | C\nC, A & B\na, A\nb, B\n"
AVOIDANT = "xA, !xA & !xB | xC\nxB, !xA & !xB | xC\nxC, xA & xB\n"
XNOR = "x1, x1 & x2 | !x1 & !x2\nx2, x1 & x2 | !x1 & !x2\n"
CHAIN = "x, 1\ny, x\nz, y\n"
COPIES = "W, W\nY, Y\nZ, W\nX, Y & Z\n"
CONSTANT = "v1, v1 | v3\nv2, 1\nv3, v1 & !v2 | !v1 & v2\n"
MOTIFS = "xA, xB\nxB, xA\nxC, !xD | xA\nxD, xC\nxE, xB & xF\nxF, xE\n"
SIX = "x1, x2\nx2, x1\nx3, !x2 | x4\nx4, x3\nx5, (x1 | x6) & x5\nx6, x4 & x5\n"

CASES = [
    pytest.param(OSCILLATORS, ASYNCHRONOUS, [1, 12], id="1-asynchronous"),
    pytest.param(OSCILLATORS, SYNCHRONOUS, [1, 2, 6], id="1-synchronous"),
    pytest.param(AVOIDANT, ASYNCHRONOUS, [1, 3], id="2-asynchronous"),
    pytest.param(AVOIDANT, MOST_PERMISSIVE, [1], id="2-most-permissive"),
    pytest.param(XNOR, ASYNCHRONOUS, [1, 3], id="3-asynchronous"),
    pytest.param(XNOR, SYNCHRONOUS, [1], id="3-synchronous"),
    pytest.param(CHAIN, ASYNCHRONOUS, [1], id="4"),
    pytest.param(COPIES, SYNCHRONOUS, [1, 1, 1, 1], id="5"),
    pytest.param(CONSTANT, ASYNCHRONOUS, [1], id="6-asynchronous"),
    pytest.param(CONSTANT, SYNCHRONOUS, [1], id="6-synchronous"),
    pytest.param(MOTIFS, ASYNCHRONOUS, [1, 1, 4], id="7"),
    pytest.param(SIX, ASYNCHRONOUS, [1] * 6, id="8"),
]


def read(rules: str) -> Network:
    return parse_network("targets, factors\n" + rules)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("rules", "scheme", "sizes"), CASES)
def test_sizes_of_attractors(
    rules: str, scheme: UpdateScheme, sizes: list[int], route: str
) -> None:
    network = read(rules)
    with taking(route) as budget:
        report = find_attractors(network, update=scheme, limit=None, budget=budget)
        found = {
            frozenset(s for s in oracles.all_states(network) if s in attractor)
            for attractor in report
        }

    assert sizes == sorted(attractor.count or 0 for attractor in report)
    if scheme is not MOST_PERMISSIVE:
        assert oracles.attractors(network, scheme) == found


def test_nodes_that_oscillate_together_are_not_called_fixed() -> None:
    """Case 1: a program fixed ``a`` at 0 in the attractor of twelve states."""
    _, moving = find_attractors(read(OSCILLATORS))

    assert {"C": 0} == moving.fixed
    assert {"A", "B", "a", "b"} == moving.mean.keys()


def test_a_constant_stays_in_the_answer() -> None:
    """Case 4: a program dropped the constant and its consequences were 0."""
    (attractor,) = find_attractors(read(CHAIN))

    assert {"x": 1, "y": 1, "z": 1} == attractor.fixed


def test_fixed_points_that_stable_motifs_reach_are_listed_once() -> None:
    """Case 15: a program listed them again, as complex attractors with one state."""
    report = find_attractors(read(SIX))

    expected = ["001100", "110000", "111100", "001111", "110010", "111111"]
    assert sorted(expected) == sorted(str(attractor.space) for attractor in report)
