"""Blocks that do not come to rest, and what they drive: nothing may get lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.analysis.attractors import find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS, GENERAL, UpdateScheme
from boolnet.engines import attractors, general
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.states import SeededSet
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.engines.test_general import tangled
from tests.routes import taking

# The block of p, q and m never rests: p is 1, m follows q. In either trap space of x and y
# (both 0, both 1) m regulates nothing any more.
RULES = "p, p | m\nq, !q | (!p & m)\nm, q\nx, x | (m & y)\ny, y | (m & x)\n"
schemes = pytest.mark.parametrize("scheme", [ASYNCHRONOUS, GENERAL], ids=str)


@schemes
def test_a_moving_node_is_kept_where_it_regulates_nothing(
    scheme: UpdateScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = parse_network(RULES)
    with taking("divided"):  # the block is walked, what it drives is left to the solver
        monkeypatch.setattr(attractors, "WALKED", 3)
        monkeypatch.setattr(general, "WALKED", 3)
        report = find_attractors(network, update=scheme, budget=Budget(explicit_nodes=3))

    assert (2, Coverage.COMPLETE) == (report.count, report.coverage)
    assert 2 == len(oracles.attractors(network, scheme))


@schemes
@given(tangled(least=4, most=6))
def test_blocks_of_unknown_states_leave_a_lower_bound(
    scheme: UpdateScheme, network: Network
) -> None:
    """Which attractors lie above such a block cannot be told: none of them is lost for that."""
    with taking("solver") as budget, pytest.MonkeyPatch.context() as patch:
        patch.setattr(SeededSet, "expanded", None)
        report = find_attractors(network, update=scheme, limit=0, budget=budget)

    expected = len(oracles.attractors(network, scheme))
    assert report.count <= expected
    assert report.coverage is Coverage.LOWER_BOUND or report.count == expected
