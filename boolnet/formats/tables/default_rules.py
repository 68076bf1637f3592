"""Rules that are made of signed interactions when nothing else is known."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.logic.expression import (
    Expression,
    at_least,
    conjunction,
    disjunction,
    negation,
    symbol,
)

# By name, what a message says of them.
DEFAULT_RULES = {
    "inhibitor-dominant": "any activator and no inhibitor",
    "all-activators": "all activators and no inhibitor",
    "majority": "more activators than inhibitors; a tie keeps the value",
    "threshold": "more activators than inhibitors; a tie is 0",
}
DEFAULT = "inhibitor-dominant"


def build_rule(
    kind: str, node: str, activators: Sequence[Expression], inhibitors: Sequence[Expression]
) -> Expression:
    """The rule of *node*, which has at least one regulator.

    A node without activators is on where no inhibitor is, but under ``majority``, where it
    keeps its value then.

    Args:
        kind: One of `DEFAULT_RULES`.
        node: The node.
        activators: What activates it.
        inhibitors: What inhibits it.
    """
    free = [negation(part) for part in inhibitors]
    if kind == "majority":
        votes = [*activators, *free]
        more = at_least(len(inhibitors) + 1, votes)
        tie = at_least(len(inhibitors), votes)
        return disjunction([more, conjunction([symbol(node), tie])])
    if not activators:
        return conjunction(free)
    if kind == "threshold":
        return at_least(len(inhibitors) + 1, [*activators, *free])
    join = conjunction if kind == "all-activators" else disjunction
    parts = [join(activators)] if kind != "all-activators" else list(activators)
    return conjunction([*parts, *free])
