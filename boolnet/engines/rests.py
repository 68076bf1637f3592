"""The attractors of what percolation leaves of a perturbed network, each such rest once.

Most mutants of a network are soon decided: what is held, and what follows from it, leaves a
few nodes free, and many mutants leave the same. A `Rest` says what is left; the attractors of
equal rests are found once. They are described by the bits of the free nodes, so that what a
mutant does is what percolation says of its constant nodes, and this of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from boolnet.engines.answer import Answer, Combine, Leaf
from boolnet.engines.budget import Budget
from boolnet.engines.completion import Completion
from boolnet.engines.ensemble import Ensemble, observe
from boolnet.engines.lanes import Pair, Programs, transpose
from boolnet.engines.recursion import deep_recursion
from boolnet.engines.reduction import Part, find_blocks, percolate, strip
from boolnet.engines.rest import Found, Rest, Seen
from boolnet.engines.search import Leaves, Search
from boolnet.engines.settings import find_upstream
from boolnet.engines.shortcut import SMALL, Shortcut
from boolnet.engines.states import (
    Cycle,
    DiagramSet,
    Factor,
    FreeSet,
    ListedSet,
    Partial,
    SeededSet,
)
from boolnet.engines.tendency import Tendency, tendency_of
from boolnet.errors import BudgetExceeded
from boolnet.logic.bits import bits_of

LONGEST = 1 << 20  # steps of a cycle that are written out
EXPANDED = 300_000  # steps of work for all states of a larger one
WRITTEN = 12  # nodes up to which all states of an attractor are written out


_NOTHING = Found(1, 1, (Seen(0),), {}, complete=True, core=0)


class Rests:
    """Finds the attractors of rests, each once.

    Args:
        programs: The programs of functions, and the circuits that they live in.
        functions: Per node the circuits of its function and of the negation, and behind the
            nodes those of the conditions.
        nodes: How many of the functions belong to nodes.
        leaves: How the search answers undivided parts: what is looked for.
        combine: How the counts of independent parts combine.
        open_budget: Makes the budget for each rest.
        listed: Up to how many attractors of a rest are listed.
        exact: Whether to work out the shares of the states also where that takes all states
            of a large attractor.
    """

    def __init__(
        self,
        programs: Programs,
        functions: Sequence[Pair],
        nodes: int,
        leaves: Leaves,
        combine: Combine,
        open_budget: Callable[[], Budget],
        listed: int,
        *,
        exact: bool = False,
    ) -> None:
        self.circuits = circuits = programs.circuits
        self.exact = exact
        self.programs = programs
        self.functions = functions
        self.nodes = nodes
        self.combine = combine
        self.listed = listed
        self._open_budget = open_budget
        self._search = Search(circuits, leaves, open_budget())
        self._shortcut = Shortcut(programs, functions[:nodes]) if leaves.drives else None
        self._leaves = leaves
        self._reads = [
            sum(1 << regulator for regulator in circuits.regulators(pair)) for pair in functions
        ]
        self._borders: dict[int, int] = {0: 0}
        self._found: dict[Rest, Found] = {Rest(0, 0): _NOTHING}
        self.mark()

    def mark(self) -> None:
        """Remember what is known by now, for `rewind`."""
        self._marked = (
            len(self.circuits.kinds),
            dict(self._search.answers),
            dict(self._found),
            self._shortcut and self._shortcut.renew(),
        )

    def rewind(self) -> None:
        """Forget what was found, built and learned since `mark`, as if nobody had asked."""
        gates, answers, found, shortcut = self._marked
        leaves = self._leaves.renew()
        self._search = Search(self.circuits, leaves, self._open_budget(), dict(answers))
        self._found = dict(found)
        self._shortcut = shortcut and shortcut.renew()
        self.programs.rewind(gates)
        self.circuits.rewind(gates)

    def border_of(self, free: int) -> int:
        """The constant nodes that *free* ones read, as bits."""
        if free not in self._borders:
            reads = 0
            for node in bits_of(free):
                reads |= self._reads[node]
            self._borders[free] = reads & ~free
        return self._borders[free]

    def find(self, rest: Rest) -> Found:
        """The attractors of *rest*.

        Cost:
            Nothing for one that was found before, whatever its budget ended with.
        """
        if rest not in self._found:
            self._found[rest] = self._solve(rest)
        return self._found[rest]

    def part_of(self, rest: Rest) -> Part:
        """The functions of the free nodes, with the values of the constant ones put in."""
        others = dict(rest.others)
        part: Part = {}
        restrict = self.circuits.restrict
        for node in bits_of(rest.free):
            pair = others.get(node, self.functions[node])
            known = {
                v: bool(rest.border >> v & 1)
                for v in self.circuits.regulators(pair)
                if not rest.free >> v & 1
            }
            part[node] = (restrict(pair[0], known), restrict(pair[1], known)) if known else pair
        return part

    def _solve(self, rest: Rest) -> Found:
        budget = self._open_budget()
        search = self._search
        search.budget = budget
        part = self.part_of(rest)
        conditions = [node for node in part if node >= self.nodes]
        core = strip(self.circuits, part)
        with deep_recursion():
            answer = self._answer(rest, core)
            count, fixed = self._count(answer)
            partials = list(answer.iter_partials()) if count <= self.listed else []
            complete = answer.complete
            if count > self.listed:
                tallied = {node: self._tally(part, node) for node in conditions}
                return Found(count, fixed, None, tallied, complete, len(core), budget.reason)
            completion = Completion(self.circuits, part, budget)
            points: list[Partial] = []
            others: list[Partial] = []
            for partial in partials:  # nodes that a search set aside are left out of its answers
                simple = not partial.factors and core.keys() <= partial.values.keys()
                (points if simple else others).append(partial)
            seen = self._see_points(completion, sorted(core), points)
            seen += [self._see(completion, rest, partial) for partial in others]
        seen.sort(key=lambda one: (one.varies.bit_count(), one.on, one.varies))
        return Found(count, fixed, tuple(seen), {}, complete, len(core), budget.reason)

    def _answer(self, rest: Rest, core: Part) -> Answer:
        """The attractors of *core*, on the shortest way."""
        if not core:
            return Leaf((Partial({}),))
        if self._shortcut and not rest.others and self._is_entangled(core):
            budget = self._search.budget
            border = self.border_of(rest.free)
            found = self._shortcut.find(self._search, core, border, rest.border, budget)
            if found is not None:
                return Leaf(tuple(found[0]), found[1])
        return self._search.within(core, {}, frozenset())

    def _is_entangled(self, core: Part) -> bool:
        """Whether a search could not divide *core* into parts that are walked completely.

        One with free inputs it can, and what is many is better counted than listed.
        """
        literal = self.circuits.literal
        if any(pair == (literal(v, True), literal(v, False)) for v, pair in core.items()):
            return False
        return max(map(len, find_blocks(self.circuits, core))) > SMALL

    def _count(self, answer: Answer) -> tuple[int, int]:
        """How many attractors there are, and how many of them are single states."""
        count = fixed = 0
        for (weight, _), number in answer.tally(None, self.combine).items():
            count += number
            fixed += number if weight == 1 else 0
        return count, fixed

    def _tally(self, part: Part, condition: int) -> Tendency:
        """In how many attractors a condition holds, where there are too many to list.

        Unless shares are to be exact, of the attractors of what the condition depends on: each
        of them is part of one of the whole at least, so that all, some or none stay that.
        """
        probe = self.nodes  # the one variable behind the nodes
        asked = {node: pair for node, pair in part.items() if node < self.nodes}
        asked[probe] = part[condition]
        if not self.exact:
            asked = find_upstream(self.circuits, asked, probe)
        answer = self._search.within(asked, {}, frozenset((probe,)))
        return tendency_of(answer, probe, self.combine)

    def _see_points(
        self, completion: Completion, core: Sequence[int], points: Sequence[Partial]
    ) -> list[Seen]:
        """What all free nodes do on attractors that are single states, all at once."""
        if not points:
            return []
        lanes = Ensemble(self.programs, completion.part, {}, (), len(points))
        for node in core:
            lanes.put(node, sum(1 << j for j, point in enumerate(points) if point.values[node]))
        known = set(core)
        for node in completion.order:  # the others regulate nothing but one another
            if node not in known:
                lanes.follow(node)
        rows = [0] * (1 + max(completion.part, default=0))
        for node in completion.part:
            rows[node] = lanes.of(node)
        return [Seen(on) for on in transpose(rows, len(points))]

    def _see(self, completion: Completion, rest: Rest, partial: Partial) -> Seen:
        """What all free nodes do on one attractor of the core."""
        if any(isinstance(factor, Cycle) for factor in partial.factors):
            return self._see_cycle(completion, partial)
        if not partial.factors:
            part, targets = completion.part, completion.targets
            left, values = percolate(self.circuits, part, partial.values, targets)
            if not left:
                return Seen(sum(1 << node for node, value in values.items() if value))
        if not self.exact and any(_is_large(factor) for factor in partial.factors):
            return self._observe(completion, rest, partial)
        try:
            return self._see_product(completion, partial)
        except MemoryError:
            return Seen(0, 0, rest.free)

    def _observe(self, completion: Completion, rest: Rest, partial: Partial) -> Seen:
        """The same from walks, without the shares; what these leave open on diagrams."""
        start = partial.sample()
        moving = {v for factor in partial.factors for v in factor.variables}
        if not moving <= start.keys():  # it was not looked into
            return self._see_product(completion, partial)
        part, targets = completion.part, completion.targets
        _, constant = percolate(self.circuits, part, partial.values, targets)
        found, varies = observe(
            self.programs,
            part,
            constant,
            {v: start[v] for v in sorted(moving)},
            completion.budget,
        )
        on = sum(1 << node for node, value in found.items() if value)
        known = varies | sum(1 << node for node in found)
        if known == rest.free:
            return Seen(on, varies)
        try:
            return self._see_product(completion, self._expand(partial))
        except (MemoryError, BudgetExceeded):
            return Seen(on, varies, rest.free & ~known)

    def _expand(self, partial: Partial) -> Partial:
        """The same attractor with all its states, if that does not take long.

        Raises:
            BudgetExceeded: It does.
        """
        values, factors = dict(partial.values), []
        for factor in partial.factors:
            if not isinstance(factor, SeededSet):
                factors.append(factor)
                continue
            inner = factor.within(EXPANDED)
            if inner is None:
                raise BudgetExceeded(f"{EXPANDED:,} steps of work")
            values |= inner.values
            factors += inner.factors
        return Partial(values, tuple(factors))

    def _see_product(self, completion: Completion, partial: Partial) -> Seen:
        """The same from all states of the factors."""
        values = dict(partial.values)
        factors: list[ListedSet] = []
        unknown = 0
        for factor in partial.factors:
            if isinstance(factor, SeededSet):
                inner = factor.expanded
                if inner is None:
                    unknown |= sum(1 << node for node in factor.variables)
                    factors.append(FreeSet(factor.variables))
                    continue
                values |= inner.values
                factors += inner.factors  # type: ignore[arg-type] # sets that can be counted
            else:
                factors.append(factor)  # type: ignore[arg-type]
        product = completion.on_product(values, factors)
        on = sum(1 << node for node, value in product.values.items() if value)
        varies = product.free | sum(1 << v for f in factors for v in f.variables)
        if unknown:  # only what is constant whatever the unknown part does is known
            return Seen(on, 0, varies)
        shares = {node: Fraction(1, 2) for node in bits_of(product.free)}
        for factor in factors:
            shares |= {node: factor.mean(node) for node in factor.variables}
        for node in bits_of(varies):
            if node >= self.nodes:
                shares[node] = product.share(completion.part[node][0])
        return Seen(on, varies, 0, tuple(sorted(shares.items())))

    def _see_cycle(self, completion: Completion, partial: Partial) -> Seen:
        """The same along a synchronous cycle."""
        if lcm(*(factor.weight for factor in partial.factors)) > LONGEST:
            on = sum(1 << node for node, value in partial.values.items() if value)
            constant = sum(1 << node for node in partial.values)
            everything = sum(1 << node for node in completion.part)
            return Seen(on, 0, everything & ~constant)
        series = completion.on_cycle(partial)
        full = (1 << series.period) - 1
        on = sum(1 << node for node, bits in series.bits.items() if bits == full)
        shares = tuple(
            (node, Fraction(bits.bit_count(), series.period))
            for node, bits in sorted(series.bits.items())
            if bits not in (0, full)
        )
        return Seen(on, sum(1 << node for node, _ in shares), 0, shares)


def _is_large(factor: Factor) -> bool:
    """Whether the states of *factor* would have to be worked out, or are on diagrams."""
    if isinstance(factor, SeededSet):
        return len(factor.variables) > WRITTEN
    return isinstance(factor, DiagramSet)
