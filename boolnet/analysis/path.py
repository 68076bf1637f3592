"""Paths as people read them: the nodes that change, each with the rule that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import MOST_PERMISSIVE
from boolnet.engines.rules import find_needed
from boolnet.engines.verdict import Move
from boolnet.logic import expression as ex
from boolnet.logic.bits import bits_of
from boolnet.network.network import Network
from boolnet.network.space import Space


@dataclass(frozen=True)
class Step:
    """One step of a path.

    Attributes:
        node: The node that changes.
        value: Its new value; where it is heading as long as it is on its way.
        arrives: `False` while it is on its way, which is so only under most-permissive update.
        because: Values of regulators that are enough for its rule to have that value.
        rule: The rule, as text.
    """

    node: str
    value: int
    arrives: bool
    because: tuple[tuple[str, int], ...]
    rule: str


@dataclass(frozen=True)
class Path:
    """A way from a state of the start to the target.

    Attributes:
        start: Where it begins.
        steps: What changes, one node after the other; may be empty.
    """

    start: Space
    steps: tuple[Step, ...]


def state_space(network: Network, state: int) -> Space:
    """A state, given as a number, as a space without free nodes."""
    return Space(network.names, (1 << len(network)) - 1, state)


def build_path(question: Question, start: int, moves: Sequence[Move]) -> Path:
    """The path of *moves*, each with its rule and with what made the rule yield the value."""
    network = question.perturbed
    told: set[int] = set()
    state = start
    steps = []
    for move in moves:
        because: tuple[tuple[str, int], ...] = ()
        if question.update != MOST_PERMISSIVE or not move.arrives:
            read = state if move.arrives else move.reading
            against = network.functions[move.node][move.value]  # index 1 is the circuit for 0
            support = bits_of(network.circuits.support(against))
            values = {v: bool(read >> v & 1) for v in support}
            # What changed on the way is what the story is about.
            needed = find_needed(network.circuits, against, values, told) or ()
            because = tuple((network.names[v], read >> v & 1) for v in sorted(needed))
        name = network.names[move.node]
        rule = ex.format_expression(network.rule(name))
        steps.append(Step(name, int(move.value), move.arrives, because, rule))
        told.add(move.node)
        if move.arrives:
            bit = 1 << move.node
            state = state | bit if move.value else state & ~bit
    return Path(state_space(network, start), tuple(steps))


def check_path(network: Network, start: int, moves: Sequence[Move]) -> int:
    """Make sure that *moves* can be made, from the rules as they are written.

    Returns:
        The state where they end.

    Raises:
        RuntimeError: They cannot: a mistake in boolnet.
    """
    state = start
    heading: dict[int, bool] = {}  # the nodes on their way
    for move in moves:
        node, value = move.node, move.value
        before = heading.get(node, bool(state >> node & 1))
        if not move.arrives:
            # All but the nodes on their way are read as they are.
            differs = bits_of(move.reading ^ state)
            fits = value != before and all(v in heading for v in differs)
            fits = fits and network.next_value(node, move.reading) == value
            heading[node] = value
        elif node in heading:
            fits = value == heading.pop(node)
            state = state | 1 << node if value else state & ~(1 << node)
        else:
            fits = value != before and network.next_value(node, state) == value
            state ^= 1 << node
        if not fits:
            raise RuntimeError(f"{network.names[node]} cannot take a step of a path")
    if heading:
        raise RuntimeError("a path ends while nodes are on their way")
    return state
