"""The routes through a search, forced: small networks take the ways of large ones.

A network of eight nodes would be walked completely, and the solver, the certificates and
the diagrams behind it would never be seen by a test with an oracle.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from boolnet.engines import attractors, cycles, general, reachability, walks
from boolnet.engines.budget import Budget
from boolnet.engines.cycles import CycleLeaves
from boolnet.engines.search import Search

ROUTES = ("as it comes", "divided", "solver", "diagrams")


_create = Search.__init__


def _divide_all(search: Search, *arguments: Any, **named: Any) -> None:
    """A search that walks no part undivided because it is small."""
    _create(search, *arguments, **named)
    search.leaves.direct = 0
    if isinstance(search.leaves, CycleLeaves):
        search.leaves.walked = 0


@contextmanager
def taking(route: str) -> Iterator[Budget]:
    """A budget, and the engines set so that a search takes *route*.

    - ``as it comes``: small parts are walked, undivided;
    - ``divided``: parts are divided as far as possible, the blocks walked;
    - ``solver``: blocks go to the solver: trap spaces, candidates, walks, unrolled cycles;
    - ``diagrams``: the same with walks that show nothing, so that diagrams must decide.
    """
    with pytest.MonkeyPatch.context() as patch:
        budget = Budget()
        if route != "as it comes":
            patch.setattr(Search, "__init__", _divide_all)
        if route in ("solver", "diagrams"):
            patch.setattr(attractors, "WALKED", 0)
            patch.setattr(general, "WALKED", 0)
            patch.setattr(cycles, "MORE", 0)
            budget = Budget(explicit_nodes=0)
        if route == "diagrams":
            patch.setattr(walks.Walker, "explore", lambda *_: None)
            patch.setattr(general.JointWalker, "leads_into", lambda *_: False)
        yield budget


MEANS = ("as it comes", "no walks", "diagrams alone")


@contextmanager
def deciding(means: str) -> Iterator[Budget]:
    """A budget, and the means of reachability set so that the dearer ones have something to do.

    Its diagrams are small: large managers take longer to make than these networks to decide.
    """
    with pytest.MonkeyPatch.context() as patch:
        if means != "as it comes":
            patch.setattr(reachability.Explorer, "_walk", lambda *_: None)
            patch.setattr(reachability, "SMALL", 16)
        if means == "diagrams alone":
            patch.setattr(reachability, "SEEN", 0)
            patch.setattr(reachability, "SAMPLES", 0)
            patch.setattr(reachability.Explorer, "_obstacle", lambda *_: None)
        yield Budget(diagram_nodes=1 << 14)
