"""Random asynchronous walks: a cheap proof that a state can leave for somewhere else."""

from __future__ import annotations

import random
from collections.abc import Callable

from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, regulators_in
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE, Circuits


class Walker:
    """Walks over the states of a closed part; bit ``v`` of a state is node ``v``.

    Only nodes whose function disagrees with their value can move; after a move only the
    targets of the moved node are evaluated again.
    """

    def __init__(self, circuits: Circuits, part: Part) -> None:
        self._functions = {
            node: compile_function(circuits, pair[0]) for node, pair in part.items()
        }
        self._targets: dict[int, list[int]] = {node: [node] for node in part}
        for node, regulators in regulators_in(circuits, part).items():
            for regulator in bits_of(regulators):
                if regulator != node:
                    self._targets[regulator].append(node)

    def enters(
        self, state: int, spaces: list[Space], steps: int, rng: random.Random
    ) -> bool:
        """Whether a walk of *steps* moves from *state* enters one of *spaces*."""
        functions, targets = self._functions, self._targets
        unstable = [v for v, function in functions.items() if function(state) != state >> v & 1]
        place = {v: i for i, v in enumerate(unstable)}
        for _ in range(steps):
            for mask, values in spaces:
                if not (state ^ values) & mask:
                    return True
            if not unstable:
                return False
            node = unstable[int(rng.random() * len(unstable))]
            state ^= 1 << node
            for target in targets[node]:
                moves = functions[target](state) != state >> target & 1
                if moves and target not in place:
                    place[target] = len(unstable)
                    unstable.append(target)
                elif not moves and target in place:
                    gap, last = place.pop(target), unstable.pop()
                    if last != target:
                        unstable[gap] = last
                        place[last] = gap
        return False


CHUNK = 64


def compile_function(circuits: Circuits, gate: int) -> Callable[[int], int]:
    """A Python function from a state to the value (0 or 1) of *gate*.

    The source is made from gate numbers only, one line a gate, so it cannot be too deep.
    """
    lines = ["def function(s):"]

    def read(child: int) -> str:
        if circuits.is_leaf(child):
            if child < 2:
                return str(int(child != FALSE))
            shifted = f"s>>{(child - 2) >> 1}&1"
            return f"({shifted})" if child & 1 else f"({shifted}^1)"
        return f"g{child}"

    for inner in circuits.postorder([gate]):
        sign = "&" if circuits.is_conjunction(inner) else "|"
        names_of = [read(child) for child in circuits.children[inner]]
        lines.append(f" g{inner}={sign.join(names_of[:CHUNK])}")
        for start in range(CHUNK, len(names_of), CHUNK):  # Python nests long chains
            lines.append(f" g{inner}=g{inner}{sign}{sign.join(names_of[start : start + CHUNK])}")
    lines.append(f" return {read(gate)}")
    names: dict[str, Callable[[int], int]] = {}
    exec("\n".join(lines), names)
    return names["function"]


