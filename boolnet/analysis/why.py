"""Why a condition holds in an attractor or not: the chain of rules behind it.

The other direction of `boolnet.analysis.explain`: from what was found back to what is held.
Each link names regulators whose values are enough for the rule to have its value; where
several choices are, those that differ from another attractor are told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.rules import find_needed
from boolnet.logic.bits import bits_of
from boolnet.logic.expression import format_expression, is_symbol, name_of
from boolnet.network.phenotype import Phenotype

VARIES = "oscillates"


@dataclass(frozen=True)
class Link:
    """One rule of the chain.

    Attributes:
        node: The node, or the name of the condition with which the chain begins.
        value: What it is in the attractor: 0, 1, or `VARIES`.
        because: Regulators with their values: enough to force a constant one; for one that
            varies, those that vary.
        rule: The rule; empty for what is held.
    """

    node: str
    value: int | str
    because: tuple[tuple[str, int | str], ...]
    rule: str


def explain_readout(
    question: Question,
    attractor: Attractor,
    readout: Phenotype,
    against: Attractor | None = None,
) -> tuple[Link, ...]:
    """Why *readout* is what it is in *attractor*.

    Args:
        question: The conditions under which *attractor* was found, with *readout* among its
            phenotypes.
        attractor: The attractor.
        readout: The condition.
        against: Another attractor, to which it is compared.

    Returns:
        The links, the nearest to the readout first; every node once.

    Cost:
        One restriction of a rule for each regulator that is told about.
    """
    network = question.perturbed
    circuits = network.circuits
    fixed = {network.index[name]: bool(value) for name, value in attractor.fixed.items()}
    other = {} if against is None else against.fixed
    differs = {i for i, v in fixed.items() if other.get(network.names[i], int(v)) != int(v)}

    def causes_of(pair: tuple[int, int], value: int | str) -> Sequence[int]:
        if value == VARIES:
            return [v for v in bits_of(circuits.support(pair[0])) if v not in fixed]
        needed = find_needed(circuits, pair[1] if value else pair[0], fixed, differs)
        return sorted(needed or (), key=lambda v: (v not in differs, v))

    def value_of(position: int) -> int | str:
        return int(fixed[position]) if position in fixed else VARIES

    def link(name: str, value: int | str, pair: tuple[int, int], rule: str) -> Link:
        causes = causes_of(pair, value)
        waiting.extend(causes)
        return Link(name, value, tuple((network.names[v], value_of(v)) for v in causes), rule)

    waiting: deque[int] = deque()
    links: list[Link] = []
    if is_symbol(readout.condition):
        waiting.append(network.index[name_of(readout.condition)])
    else:
        found = attractor.phenotypes.get(readout.name)
        value = int(found) if isinstance(found, bool) else VARIES
        text = format_expression(readout.condition)
        links.append(link(readout.name, value, question.conditions[readout.name], text))
    told: set[int] = set()
    while waiting:
        position = waiting.popleft()
        if position in told:
            continue
        told.add(position)
        name = network.names[position]
        pair = network.functions[position]
        if position in question.held or not circuits.support(pair[0]):
            if not links:
                links.append(Link(name, value_of(position), (), ""))
            continue  # what is held, and constants, need no reason
        rule = format_expression(network.rule(name))
        links.append(link(name, value_of(position), pair, rule))
    return tuple(links)
