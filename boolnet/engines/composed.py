"""A block-sequential step as one synchronous step: its blocks composed.

Under block-sequential update every state has exactly one successor, so its attractors are
the cycles of a map, and that map has functions like any other: those of a later block read
the new values of the earlier ones. Percolation, setting aside and dividing are then those
of a synchronous network with these functions. Trap spaces of the rules prove nothing here.

Source:
    F. Robert, Discrete Iterations (Springer, 1986): block-sequential iterations and their
    Gauss-Seidel operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from boolnet.errors import UnsupportedError
from boolnet.logic import circuit as ci
from boolnet.logic.circuit import Circuits

Pair = tuple[int, int]

EFFORT = 5_000  # gates that making one composed function exact may add


def compose(
    circuits: Circuits,
    functions: Sequence[Pair],
    blocks: Iterable[Iterable[int]],
    held: Mapping[int, bool],
) -> tuple[Pair, ...]:
    """The functions of the map that updates the blocks one after the other.

    Args:
        circuits: Where the functions live.
        functions: Per node, its function and the negation.
        blocks: The nodes of each block, in order; every node in one of them.
        held: Nodes that keep a value, whatever their rule says.

    Cost:
        The gates of all functions once, plus what exactness takes. A function that would
        need more than `EFFORT` gates stays as composed: what it forces may then be found
        by walking only, but nothing is lost.
    """
    after: dict[int, Pair] = {
        v: (ci.TRUE, ci.FALSE) if value else (ci.FALSE, ci.TRUE) for v, value in held.items()
    }
    for block in blocks:
        inner = _Substitution(circuits, dict(after))
        for node in block:
            if node not in held:
                positive, negative = functions[node]
                after[node] = (inner.of(positive), inner.of(negative))
    return tuple(after[node] for node in range(len(functions)))


class _Substitution:
    """Circuits with some variables replaced by functions."""

    def __init__(self, circuits: Circuits, values: Mapping[int, Pair]) -> None:
        self._circuits = circuits
        self._results: dict[int, int] = {}
        for node, (positive, negative) in values.items():
            self._results[circuits.literal(node, True)] = positive
            self._results[circuits.literal(node, False)] = negative

    def of(self, root: int) -> int:
        """The circuit of *root* after the replacement, exact where that is cheap."""
        circuits, results = self._circuits, self._results
        for gate in circuits.postorder([root]):
            if gate not in results:
                children = (results.get(child, child) for child in circuits.children[gate])
                results[gate] = circuits.gate(circuits.kinds[gate], children)
        composed = results.get(root, root)
        try:
            return circuits.exact(composed, effort=EFFORT)
        except UnsupportedError:
            return composed
