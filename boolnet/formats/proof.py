"""The proof that a written file means what the network means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boolnet.errors import UnsupportedError
from boolnet.formats.renaming import rename_symbols
from boolnet.logic.expression import (
    TRUE,
    Expression,
    arguments_of,
    evaluate,
    iter_postorder,
    name_of,
    operator_of,
)
from boolnet.logic.table import find_difference
from boolnet.network.network import Network

# Gates that the comparison of two rules may take: seconds. Half as many after each one that
# was not decided, so that a file full of them takes no longer.
_EFFORT = 20_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A node whose rule is another one.

    Attributes:
        node: Its name before.
        witness: Values of the regulators for which the two rules disagree.
        value: What the rule said there before.
    """

    node: str
    witness: Mapping[str, bool]
    value: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two networks, rule by rule.

    Attributes:
        same: How many rules were proved to have the same meaning.
        different: The rules that have another one.
        undecided: The nodes whose rules are too entangled to be compared.
        missing: The nodes that only the first network has, by the names there.
        added: The nodes that only the second network has.
        inputs: The nodes that keep their value in both networks and are an input in one of
            them only.
    """

    same: int
    different: tuple[Difference, ...] = ()
    undecided: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    @property
    def refuted(self) -> bool:
        """Whether the two networks are surely not the same."""
        return bool(self.different or self.missing or self.added)


def compare_networks(
    before: Network, after: Network, names: Mapping[str, str] | None = None
) -> Comparison:
    """Compare every rule of *before* with that of *after*.

    Args:
        before: The network that was written.
        after: The network that was read again.
        names: What nodes of *before* are called in *after*, where that is another name.

    Cost:
        A comparison of two functions for each node whose rule is spelled otherwise.
    """
    names = dict(names or {})
    originals = {fresh: name for name, fresh in names.items()}
    different: list[Difference] = []
    undecided: list[str] = []
    missing: list[str] = []
    inputs: list[str] = []
    same = 0
    for node in before.nodes:
        place = after.index.get(names.get(node.name, node.name))
        if place is None:
            missing.append(node.name)
            continue
        rule, other = node.function.expression, after.nodes[place]
        again = rename_symbols(other.function.expression, originals)
        witness = None
        if _shape(rule) != _shape(again):
            try:
                witness = find_difference(rule, again, max(_EFFORT >> len(undecided), 1))
            except UnsupportedError:
                undecided.append(node.name)
                continue
        if witness is not None:
            different.append(Difference(node.name, witness, evaluate(rule, witness)))
        else:
            same += 1
            if node.is_input != other.is_input:
                inputs.append(node.name)
    known = {names.get(name, name) for name in before.names}
    added = tuple(name for name in after.names if name not in known)
    return Comparison(
        same, tuple(different), tuple(undecided), tuple(missing), added, tuple(inputs)
    )


def _shape(expression: Expression) -> list[tuple[object, ...]]:
    """How *expression* is written: equal for equal texts. Cost: linear in its shared size."""
    numbers: dict[int, int] = {}
    shape: list[tuple[object, ...]] = []
    for part in iter_postorder(expression):
        numbers[id(part)] = len(shape)
        operator = operator_of(part)
        detail: object = getattr(part, "threshold", None)
        if operator == "name":
            detail = name_of(part)
        elif operator == "const":
            detail = part is TRUE
        children = (numbers[id(child)] for child in arguments_of(part))
        shape.append((operator, detail, *children))
    return shape
