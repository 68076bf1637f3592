"""Components with more than two levels as Boolean nodes.

A component X with the levels 0 to m becomes the nodes ``X_b1`` to ``X_bm`` (Van Ham's coding).
Level k is the state in which the first k of them are 1 and the others 0. A component moves one
level at a time toward its target, and only its levels 0 to m count: any other combination of
its nodes is read as the number of ones in front of the first 0, and leads into one of these.

So the law that the tests hold: whatever state the nodes are in, their next values code the
level that follows the level they stand for. In a state of the first kind the Boolean steps are
then exactly the steps of the component, one node for one level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    conjunction,
    disjunction,
    negation,
    symbol,
)
from boolnet.logic.table import find_difference
from boolnet.network.ladder import Ladder

MAX_LEVEL = 64
MAX_NODES = 100_000  # that levels may add
MAX_COMPARED = 10_000  # pairs of components whose levels are compared
_EFFORT = 20_000  # gates that one comparison of conditions may take: seconds
_SHOWN = 4  # levels up to which a message lists them all
FLIPPED = {"=": "=", "≠": "≠", "≥": "≤", "≤": "≥", ">": "<", "<": ">"}


@dataclass(frozen=True, slots=True)
class Component:
    """A component as its file declares it.

    Attributes:
        name: Its name, which its node has when it has two levels.
        highest: Its highest level; the lowest is 0.
        span: Where it is declared.
    """

    name: str
    highest: int
    span: Span


class Levels:
    """The Boolean nodes of components, and what a level is in terms of them.

    Args:
        components: All components of a model, their names unlike each other.
    """

    def __init__(self, components: Iterable[Component]) -> None:
        self.components = {component.name: component for component in components}
        self.nodes: dict[str, tuple[str, ...]] = {}
        taken = set(self.components)
        for component in self.components.values():
            names = [component.name]
            if component.highest > 1:
                names = []
                for level in range(1, component.highest + 1):
                    name = f"{component.name}_b{level}"
                    while name in taken:
                        name += "_"
                    taken.add(name)
                    names.append(name)
            self.nodes[component.name] = tuple(names)
        self._symbols = {node: symbol(node) for group in self.nodes.values() for node in group}
        self._reached: dict[tuple[str, int], Expression] = {}
        self._within: dict[tuple[str, int, int], Expression] = {}
        self._compared: dict[tuple[str, str, str], Expression] = {}
        self.overlap = Overlap()

    # -- what a rule tests -----------------------------------------------------------------

    def at_least(self, name: str, level: int) -> Expression:
        """Whether the component *name* has *level* or a higher one."""
        if level <= 0:
            return TRUE
        if level > self.components[name].highest:
            return FALSE
        known = self._reached.get((name, level))
        if known is None:
            known = conjunction(self._symbols[node] for node in self.nodes[name][:level])
            self._reached[name, level] = known
        return known

    def within(self, name: str, low: int, high: int) -> Expression:
        """Whether the component *name* has one of the levels *low* to *high*."""
        low, high = max(low, 0), min(high, self.components[name].highest)
        if low > high:
            return FALSE
        if high == self.components[name].highest:
            return self.at_least(name, low)
        known = self._within.get((name, low, high))
        if known is None:
            nodes = [self._symbols[node] for node in self.nodes[name]]
            above = negation(conjunction(nodes[low : high + 1]))  # given that the first are 1
            known = self._within[name, low, high] = conjunction([*nodes[:low], above])
        return known

    def compare(self, name: str, operator: str, number: Fraction) -> Expression:
        """Whether the level of *name* stands in the relation *operator* to *number*."""
        highest = self.components[name].highest
        if operator == "≥":
            return self.at_least(name, ceil(number))
        if operator == ">":
            return self.at_least(name, floor(number) + 1)
        if operator == "≤":
            return self.within(name, 0, floor(number))
        if operator == "<":
            return self.within(name, 0, ceil(number) - 1)
        same = FALSE
        if number.denominator == 1 and 0 <= number <= highest:
            same = self.within(name, int(number), int(number))
        return same if operator == "=" else negation(same)

    @property
    def compared(self) -> int:
        """How many pairs of components were compared."""
        return len(self._compared)

    def compare_two(self, one: str, operator: str, two: str) -> Expression:
        """Whether the levels of two components stand in the relation *operator*."""
        known = self._compared.get((one, operator, two))
        if known is None:
            known = disjunction(
                conjunction([self.within(one, level, level), test])
                for level in range(self.components[one].highest + 1)
                for test in [self.compare(two, FLIPPED[operator], Fraction(level))]
                if test is not FALSE
            )
            self._compared[one, operator, two] = known
        return known

    def choose(
        self, variables: Sequence[tuple[str, Sequence[int]]], values: Sequence[bool]
    ) -> Expression:
        """The function with a table of values.

        Args:
            variables: Components and the levels, in ascending order, at which the table looks
                at them anew: ``("X", (1, 3))`` has the rows 0, 1 to 2, and 3 and above.
            values: The table; the last variable changes fastest.

        Cost:
            Linear in the table; equal parts of it are written once.
        """
        row = [TRUE if value else FALSE for value in values]
        for name, cuts in reversed(variables):
            width = len(cuts) + 1
            known: dict[tuple[int, ...], Expression] = {}
            smaller = []
            for start in range(0, len(row), width):
                cell = row[start : start + width]
                key = tuple(map(id, cell))
                if key not in known:
                    result = cell[-1]
                    for cut, below in zip(reversed(cuts), reversed(cell[:-1]), strict=True):
                        result = _either(self.at_least(name, cut), result, below)
                    known[key] = result
                smaller.append(known[key])
            row = smaller
        return row[0]

    # -- what a component does -------------------------------------------------------------

    def rules(self, name: str, target: Callable[[int], Expression]) -> dict[str, Expression]:
        """The rule of each node of *name*.

        Args:
            name: The component.
            target: For a level from 1 on: whether the component moves to it or a higher one.
        """
        nodes = self.nodes[name]
        highest = self.components[name].highest
        if highest < 2:
            return {nodes[0]: target(1) if highest else FALSE}
        targets = [target(level) for level in range(1, highest + 1)]
        if all(rule is self.at_least(name, i) for i, rule in enumerate(targets, start=1)):
            return self.free(name)  # it keeps its level
        rules = {}
        for level, rule in enumerate(targets, start=1):
            if level < highest:  # a higher level comes down to this one first
                held = conjunction(self._symbols[node] for node in nodes[level - 1 : level + 1])
                rule = (
                    held if rule is FALSE else rule if rule is TRUE else disjunction([held, rule])
                )
            below = [self._symbols[node] for node in nodes[: level - 1]]
            if rule is FALSE or not below:
                rules[nodes[level - 1]] = rule
            else:
                rules[nodes[level - 1]] = conjunction([*below, *([] if rule is TRUE else [rule])])
        return rules

    def free(self, name: str) -> dict[str, Expression]:
        """The rules of an input: each of its nodes keeps its value."""
        return {node: self._symbols[node] for node in self.nodes[name]}

    def values(self, name: str, level: int) -> dict[str, bool]:
        """The values of the nodes of *name* at *level*."""
        return {node: place < level for place, node in enumerate(self.nodes[name])}

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """The nodes of each component with more than two levels: the upper include the lower."""
        return tuple(nodes for nodes in self.nodes.values() if len(nodes) > 1)

    # -- what there is to say --------------------------------------------------------------

    def findings(self) -> Iterator[Diagnostic]:
        """BN701 for each component that became several nodes."""
        for name, nodes in self.nodes.items():
            component = self.components[name]
            if len(nodes) < 2:
                continue
            first = f"{', '.join(map(shorten, nodes[:-1]))} and {shorten(nodes[-1])}"
            if len(nodes) > _SHOWN:
                first = f"{shorten(nodes[0])} to {shorten(nodes[-1])}"
            yield Diagnostic(
                "BN701",
                Severity.WARNING,
                f"{shorten(name)} has {component.highest + 1} levels; it became the nodes {first}",
                component.span,
                notes=(
                    f"of {shorten(name)}, {self._table(name)}",
                    "every other combination of these nodes leads into one of these",
                ),
                node=nodes[0],
            )

    def _table(self, name: str) -> str:
        nodes = self.nodes[name]
        if len(nodes) > _SHOWN:
            return f"level k is where the first k of the {len(nodes)} nodes are 1 and the others 0"
        return "; ".join(
            f"level {level} is "
            + " ".join(
                f"{shorten(node)}={int(value)}" for node, value in self.values(name, level).items()
            )
            for level in range(len(nodes) + 1)
        )


def check_range(component: Component, span: Span) -> Diagnostic | None:
    """BN702 when *component* has more levels than can be read."""
    if component.highest <= MAX_LEVEL:
        return None
    return Diagnostic(
        "BN702",
        Severity.ERROR,
        f"{shorten(component.name)} has {component.highest + 1:,} levels; "
        f"the limit is {MAX_LEVEL + 1}",
        span,
        help="give it fewer levels in the program that the model comes from",
    )


def level_finding(
    target: str, component: Component, operator: str, number: Fraction, span: Span
) -> Diagnostic | None:
    """BN702 when the rule of *target* compares *component* with a level that it never has."""
    highest = component.highest
    never = (operator == "<" and number == 0) or (operator == ">" and number == highest)
    if 0 <= number <= highest and not never:
        return None
    shown = f"{float(number):g}" if number.denominator > 1 else f"{number}"
    name = shorten(component.name)
    return Diagnostic(
        "BN702",
        Severity.ERROR,
        f"the rule of {shorten(target)} tests {name} {operator} {shown}, "
        f"but the highest level of {name} is {highest}",
        span,
        help=f"correct the level, or raise the highest level of {name}",
        node=target,
    )


def _either(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """*then* where *condition* holds, *otherwise* elsewhere, without needless parts."""
    if then is otherwise or condition is TRUE:
        return then
    if then is TRUE:
        return condition if otherwise is FALSE else disjunction([condition, otherwise])
    if then is FALSE:
        no = negation(condition)
        return no if otherwise is TRUE else conjunction([no, otherwise])
    if otherwise is FALSE:
        return conjunction([condition, then])
    if otherwise is TRUE:
        return disjunction([negation(condition), then])
    return disjunction(
        [conjunction([condition, then]), conjunction([negation(condition), otherwise])]
    )


class Overlap:
    """Finds states in which conditions of different levels hold at once.

    Each condition that is too entangled to be decided halves what may go into the next one.
    """

    def __init__(self) -> None:
        self._effort = _EFFORT

    def find(self, conditions: Mapping[int, Expression]) -> tuple[int, dict[str, bool]] | None:
        """A level and a state in which it and a higher one hold; `None` when there is none.

        Raises:
            UnsupportedError: The conditions are too entangled to be compared.
        """
        above = FALSE
        for level in sorted(conditions, reverse=True):
            here = conditions[level]
            if above is FALSE:
                above = here
                continue
            try:
                state = find_difference(conjunction([here, above]), FALSE, self._effort)
            except UnsupportedError:
                self._effort = max(self._effort // 2, 1)
                raise
            if state is not None:
                return level, state
            above = disjunction([here, above])
        return None
