"""All settings of the inputs at once: what a node does under which of them.

The values that inputs may have are conditions, not states. Here a set of settings is a
decision diagram over the inputs, so that 2^200 of them need no list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boolnet.engines.answer import Answer, Leaf, Product, Sum, status_of
from boolnet.engines.budget import Budget
from boolnet.engines.driven import Driven
from boolnet.engines.recursion import deep_recursion
from boolnet.engines.reduction import Part, find_blocks, percolate
from boolnet.engines.symbolic import Diagrams, Function
from boolnet.errors import BudgetExceeded
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

LARGE = 10_000  # nodes of a diagram that constant propagation no longer follows
CONSTANT = (ci.FALSE, ci.TRUE)  # the circuits of a node that is always 0


@dataclass(frozen=True)
class Occurrence:
    """The settings under which a node shows a behaviour in some attractor.

    Attributes:
        on: It is 1 in all states of some attractor.
        off: It is 0 in all states of some attractor.
        varies: It is both in some attractor.
        open: There may be attractors that are not known, or not what it does in them.
    """

    on: Function
    off: Function
    varies: Function
    open: Function

    def __or__(self, other: Occurrence) -> Occurrence:
        return Occurrence(
            self.on | other.on,
            self.off | other.off,
            self.varies | other.varies,
            self.open | other.open,
        )

    def within(self, settings: Function) -> Occurrence:
        """The same for some *settings* only."""
        return Occurrence(
            self.on & settings, self.off & settings, self.varies & settings, self.open & settings
        )

    def spread(self, settings: Function) -> Occurrence:
        """What holds under one setting, for other *settings* too."""

        def same(found: Function) -> Function:
            return settings if found.satisfiable() else found

        return Occurrence(same(self.on), same(self.off), same(self.varies), same(self.open))

    @property
    def is_seen(self) -> bool:
        """Whether some attractor shows what the node does."""
        return bool((self.on | self.off | self.varies).satisfiable())


def find_upstream(circuits: Circuits, part: Part, node: int) -> Part:
    """The nodes of *part* that lead to *node*, with it: a closed part.

    What the node does in the attractors of that part is what it does in those of the
    whole, since nothing else has a say.
    """
    found, waiting = {node}, [node]
    while waiting:
        for regulator in _regulators(circuits, part[waiting.pop()]):
            if regulator not in found:
                found.add(regulator)
                waiting.append(regulator)
    return {v: pair for v, pair in part.items() if v in found}


class Propagation:
    """Constant propagation under all settings of the inputs at once.

    Args:
        diagrams: Over the inputs of *part*.
        circuits: Where its functions live; they have to be exact.
        part: A closed part.
        budget: What may be spent. When it ends, or a diagram becomes too large, nodes keep
            the values that were not excluded yet: what is excluded stays proven.

    Attributes:
        left_open: Nodes whose diagrams became too large to be followed.

    Cost:
        Every function once for each round of its block, and few blocks take many rounds.
    """

    def __init__(self, diagrams: Diagrams, circuits: Circuits, part: Part, budget: Budget) -> None:
        self.diagrams = diagrams
        self.circuits = circuits
        self.part = part
        self.budget = budget
        self.left_open: set[int] = set()
        self._inputs = frozenset(diagrams.variables)
        self._blocks = find_blocks(circuits, part)
        self._possible: dict[int, Function] = {ci.FALSE: diagrams.false, ci.TRUE: diagrams.true}
        for node in part:
            for value in (False, True):
                is_input = node in self._inputs
                possible = diagrams.literal(node, value) if is_input else diagrams.true
                self._possible[circuits.literal(node, value)] = possible
        self._exclude()

    def may_be(self, node: int, value: bool) -> Function:
        """The settings under which *node* may have *value*.

        Where only one value is possible, all attractors have it, whatever the scheme.
        """
        return self._possible[self.circuits.literal(node, value)]

    def keeping(self, node: int, pattern: Mapping[int, bool]) -> Function:
        """Settings under which some attractor has the value of *pattern* at *node*.

        Holds as many nodes at their values in *pattern* as stay there by themselves: they
        make a trap space, under each setting its own, and every trap space has an attractor.
        """
        possible = dict(self._possible)
        literal, yes = self.circuits.literal, self.diagrams.true
        for v, value in pattern.items():
            possible[literal(v, not value)] = ~possible[literal(v, value)]
        try:
            for block in self._blocks:
                held = [v for v in block if v in pattern and v not in self._inputs]
                changed = bool(held)
                while changed:
                    changed = False
                    for v in held:
                        if self.budget.spent:
                            return self.diagrams.false
                        away = literal(v, not pattern[v])
                        moves = self._evaluate(self.part[v][pattern[v]], possible)
                        moves = yes if moves is None else moves | possible[away]
                        if moves != possible[away]:
                            possible[away] = moves
                            changed = True
        except MemoryError:
            return self.diagrams.false
        return ~possible[literal(node, not pattern[node])]

    def alike(self, node: int, setting: Mapping[int, bool]) -> Function:
        """Settings under which just the same is left of the network that leads to *node*.

        What propagation under *setting* leaves free is a network of its own. It is the same
        under every setting that forces the values from which its functions follow; so are
        its attractors.
        """
        circuits = self.circuits
        left, known = percolate(circuits, self.part, setting)
        if node in known:
            return ~self.may_be(node, not known[node])
        alike = self.diagrams.true
        for v, pair in find_upstream(circuits, left, node).items():
            needed = dict(known)
            function = self.part[v]
            for regulator in _regulators(circuits, function):
                if regulator not in known:
                    continue
                value = needed.pop(regulator)
                if tuple(circuits.restrict(gate, needed) for gate in function) != pair:
                    needed[regulator] = value
                    alike = alike & ~self.may_be(regulator, not value)
        return alike

    def _exclude(self) -> None:
        """Take away the values that are not possible, until nothing changes."""
        try:
            for block in self._blocks:
                number = len(self.diagrams.variables)
                self.budget.report(f"constant propagation under all settings of {number} inputs")
                changed = block[0] not in self._inputs
                while changed:
                    changed = False
                    for node in block:
                        if self.budget.spent:
                            return
                        changed = self._narrow(node) or changed
        except MemoryError:
            return

    def _narrow(self, node: int) -> bool:
        changed = False
        for value in (True, False):
            if node in self.left_open:
                continue
            literal = self.circuits.literal(node, value)
            possible = self._evaluate(self.part[node][not value], self._possible)
            if possible is None:
                self.left_open.add(node)
            elif possible != self._possible[literal]:
                self._possible[literal] = possible
                changed = True
        return changed

    def _evaluate(self, root: int, possible: Mapping[int, Function]) -> Function | None:
        """The settings under which an exact circuit is possible, given those of its leaves.

        `None` if a diagram became too large on the way.
        """
        if self.circuits.is_leaf(root):
            return possible[root]
        results: dict[int, Function] = {}
        for gate in self.circuits.postorder([root]):
            both = self.circuits.is_conjunction(gate)
            value = self.diagrams.true if both else self.diagrams.false
            for child in self.circuits.children[gate]:
                other = possible[child] if self.circuits.is_leaf(child) else results[child]
                value = value & other if both else value | other
            size = value.node_count()
            self.budget.spend(size)
            if size > LARGE:
                return None
            results[gate] = value
        return results[root]


def collect(diagrams: Diagrams, answer: Answer, node: int, budget: Budget) -> Occurrence:
    """What *node* does in the attractors of a divided answer, by the setting of the inputs.

    Args:
        diagrams: Over the inputs.
        answer: The answer for a part in which *node* was kept.
        node: The node that is asked about.
        budget: Where diagrams that outgrow their memory are reported.

    Raises:
        BudgetExceeded: The diagrams outgrew their memory.

    Cost:
        A few operations on diagrams for each different part of the answer.
    """
    try:
        with deep_recursion():  # the tree is as deep as there are blocks in a row
            return _Collector(diagrams, node).collect(answer)
    except MemoryError:
        raise _outgrown(budget) from None


class _Collector:
    def __init__(self, diagrams: Diagrams, node: int) -> None:
        self.diagrams = diagrams
        self.node = node
        self.inputs = frozenset(diagrams.variables)
        no = diagrams.false
        self.nothing = Occurrence(no, no, no, no)
        self.unknown = Occurrence(no, no, no, diagrams.true)
        self._known: dict[int, Occurrence] = {}

    def collect(self, answer: Answer) -> Occurrence:
        # Every part has an attractor under every setting, so a part without the node says
        # nothing: neither what it found nor what it did not look into.
        if id(answer) in self._known:
            return self._known[id(answer)]
        if isinstance(answer, Sum):
            found = self._sum(answer)
        elif isinstance(answer, Product):
            found = self._product(answer.answers)
        elif isinstance(answer, Driven):
            found = self._driven(answer)
        elif isinstance(answer, Leaf):
            found = self._leaf(answer)
        else:
            found = self.unknown
        self._known[id(answer)] = found
        return found

    def _leaf(self, leaf: Leaf) -> Occurrence:
        found = self.nothing if leaf.complete else self.unknown
        for partial in leaf.partials:
            status = status_of(partial, self.node)
            if status:
                found |= self._showing(status).within(self._setting(partial.values))
        return found

    def _driven(self, driven: Driven) -> Occurrence:
        status = status_of(driven.series, self.node)
        if status:
            found = self._showing(status)
        else:
            found = self._product([answer for _, answer in driven.parts])
        return found.within(self._setting(driven.series.values))

    def _product(self, answers: Sequence[Answer]) -> Occurrence:
        found = self.nothing
        for answer in answers:
            part = self.collect(answer)
            if part.is_seen:
                return part
            found |= part
        return found

    def _sum(self, cases: Sum) -> Occurrence:
        whole = cases.complete if cases.whole is None else cases.whole
        found = self.nothing if whole else self.unknown
        for values, answer in cases.cases:
            if self.node in values:
                case = self._showing(str(int(values[self.node])))
            else:
                case = self.collect(answer)
            found |= case.within(self._setting(values))
        return found

    def _showing(self, status: str) -> Occurrence:
        yes, no = self.diagrams.true, self.diagrams.false
        return Occurrence(
            yes if status == "1" else no,
            yes if status == "0" else no,
            yes if status == "*" else no,
            yes if status == "?" else no,
        )

    def _setting(self, values: Mapping[int, bool]) -> Function:
        # Most cases fix many nodes and few inputs.
        return self.diagrams.state({v: values[v] for v in values.keys() & self.inputs})


def _regulators(circuits: Circuits, function: tuple[int, int]) -> list[int]:
    """The nodes that a function mentions."""
    return bits_of(circuits.support(function[0]) | circuits.support(function[1]))


def _outgrown(budget: Budget) -> BudgetExceeded:
    return BudgetExceeded(f"a decision diagram outgrew {budget.diagram_nodes:,} nodes")
