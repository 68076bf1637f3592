"""Sets of settings as the rows of a decision table, however many rows that takes.

A row gives values to some variables and leaves the others open. The rows of a `Cover` are
kept in a shared form, so that 2^40 of them can be counted, checked and listed page by page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from boolnet.engines.budget import Budget
from boolnet.engines.recursion import deep_recursion
from boolnet.engines.symbolic import Diagrams, Function
from boolnet.errors import BudgetExceeded

Row = dict[int, bool]
STEP = 50  # of work: what a subproblem of the rows or of their check costs


@dataclass(frozen=True, eq=False)
class Cover:
    """Rows, divided by what they say about one variable.

    Attributes:
        variable: The variable; every row below is about later ones. -1 in the two smallest
            covers: `NO_ROW`, and `OPEN_ROW`, whose only row gives no values at all.
        off: The rows in which it is 0, without saying so themselves.
        on: Those in which it is 1.
        rest: Those that leave it open.
        lengths: How many rows give values to 0, 1, 2, ... variables.
    """

    variable: int
    off: Cover | None = None
    on: Cover | None = None
    rest: Cover | None = None
    lengths: tuple[int, ...] = field(default=(), repr=False)

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(self.lengths)

    @property
    def parts(self) -> tuple[Cover, Cover, Cover]:
        """`off`, `on` and `rest` of a cover that has them."""
        assert self.off is not None and self.on is not None and self.rest is not None
        return self.off, self.on, self.rest

    def iter_rows(self) -> Iterator[Row]:
        """The rows, those with the fewest values first; lazily."""
        with deep_recursion():
            for length in range(len(self.lengths)):
                yield from self._rows_of(length)

    def _rows_of(self, length: int) -> Iterator[Row]:
        if length >= len(self.lengths) or not self.lengths[length]:
            return
        if self.variable < 0:
            yield {}
            return
        off, on, rest = self.parts
        if length:
            for value, half in ((True, on), (False, off)):
                for row in half._rows_of(length - 1):
                    yield {self.variable: value, **row}
        yield from rest._rows_of(length)


NO_ROW = Cover(-1)
OPEN_ROW = Cover(-1, lengths=(1,))


def join(variable: int, off: Cover, on: Cover, rest: Cover) -> Cover:
    """The rows of *off* with the variable at 0, of *on* with it at 1, and of *rest*."""
    if not off.lengths and not on.lengths:
        return rest
    sums = zip_longest((0, *off.lengths), (0, *on.lengths), rest.lengths, fillvalue=0)
    return Cover(variable, off, on, rest, tuple(a + b + c for a, b, c in sums))


def cover_of(variables: Iterable[int], rows: Iterable[Mapping[int, bool]]) -> Cover:
    """The cover with just these *rows*, over *variables* in diagram order."""
    left = [dict(row) for row in rows]
    order = tuple(variables)
    if not left:
        return NO_ROW
    if not order:
        return Cover(-1, lengths=(len(left),))
    halves: dict[bool | None, list[Row]] = {False: [], True: [], None: []}
    for row in left:
        halves[row.pop(order[0], None)].append(row)
    off, on, rest = (cover_of(order[1:], halves[value]) for value in (False, True, None))
    return join(order[0], off, on, rest)


def find_cover(
    diagrams: Diagrams,
    function: Function,
    budget: Budget,
    steps: int | None = None,
    *,
    possible: Function | None = None,
) -> Cover:
    """Rows that cover exactly *function*: prime and irredundant.

    Args:
        diagrams: Where *function* lives.
        function: The settings to cover.
        budget: What may be spent.
        steps: At most so many different subproblems; as the budget allows when `None`.
        possible: The settings that there are: *function* is among them, and what rows cover
            of the others does not matter. All when `None`.

    Raises:
        BudgetExceeded: It would take more than that.

    Source:
        S. Minato, Fast generation of prime-irredundant covers from binary decision
        diagrams, IEICE Trans. Fundamentals E76-A (1993) 967-973.

    Cost:
        As many steps as there are different pairs (what a row has to cover, what it may
        cover) below *function*: exponential in the worst case, few for what people write.
    """
    known: dict[tuple[Function, Function], tuple[Cover, Function]] = {}

    def solve(must: Function, may: Function) -> tuple[Cover, Function]:
        if not must.satisfiable():
            return NO_ROW, diagrams.false
        if may.valid():
            return OPEN_ROW, diagrams.true
        key = must, may
        if key in known:
            return known[key]
        if budget.spent:
            raise BudgetExceeded(budget.reason)
        if steps is not None and len(known) >= steps:
            raise BudgetExceeded(f"the rows take more than {steps:,} steps")
        budget.spend(STEP)
        level = min(must.node_level(), may.node_level())
        must_on, must_off = diagrams.halves(must, level)
        may_on, may_off = diagrams.halves(may, level)
        off, covered_off = solve(must_off & ~may_on, may_off)
        on, covered_on = solve(must_on & ~may_off, may_on)
        left = (must_off & ~covered_off) | (must_on & ~covered_on)
        rest, covered = solve(left, may_off & may_on)
        variable = diagrams.variables[level]
        whole = diagrams.literal(variable, True).ite(covered_on, covered_off) | covered
        known[key] = join(variable, off, on, rest), whole
        return known[key]

    try:
        with deep_recursion():  # as deep as there are variables
            return solve(function, _allow(function, possible))[0]
    except MemoryError:
        raise BudgetExceeded("the decision diagrams of the rows outgrew their memory") from None


def _allow(function: Function, possible: Function | None) -> Function:
    """What rows for *function* may cover."""
    return function if possible is None else function | ~possible


def iter_short_rows(
    diagrams: Diagrams, function: Function, budget: Budget, possible: Function | None = None
) -> Iterator[Row]:
    """Some rows of *function*, short ones first, where all are too many to work out.

    No value of a row can be left out. Each covers something that those before it do not.
    """
    outside = ~_allow(function, possible)
    left = function
    while left.satisfiable() and not budget.spent:
        budget.spend(len(diagrams.variables) * outside.node_count())
        with deep_recursion():
            row = _shortest(diagrams, left, {})
        for variable in list(row):
            shorter = {v: value for v, value in row.items() if v != variable}
            if not (diagrams.state(shorter) & outside).satisfiable():
                row = shorter
        yield row
        left = left & ~diagrams.state(row)


def _shortest(diagrams: Diagrams, function: Function, known: dict[Function, Row | None]) -> Row:
    """The values on a shortest path to "yes" through the diagram."""

    def follow(node: Function) -> Row | None:
        if node.valid():
            return {}
        if not node.satisfiable():
            return None
        if node not in known:
            variable = diagrams.variables[node.node_level()]
            high, low = map(follow, node.cofactors())
            if high is None or (low is not None and len(low) < len(high)):
                known[node] = None if low is None else {variable: False, **low}
            else:
                known[node] = {variable: True, **high}
        return known[node]

    return follow(function) or {}


@dataclass(frozen=True)
class Check:
    """What was checked about a cover, over all of its rows.

    Attributes:
        complete: Whether the rows together are exactly what they should cover.
        prime: Whether no value of a row can be left out.
        irredundant: Whether no row can be left out.
    """

    complete: bool
    prime: bool
    irredundant: bool

    @property
    def passed(self) -> bool:
        """Whether all three hold."""
        return self.complete and self.prime and self.irredundant


def check_cover(
    diagrams: Diagrams,
    cover: Cover,
    function: Function,
    budget: Budget,
    possible: Function | None = None,
) -> Check:
    """Check all rows of *cover* against *function* among what is *possible*, whoever made them.

    Nothing here depends on how the rows were found: their union, and the settings that just
    one of them covers, are computed from the rows; then each row has to have a setting of
    its own, and each of its values a setting outside *function* that it keeps out.

    Raises:
        BudgetExceeded: The budget ended first.

    Cost:
        Rows that are shared are checked once for each diagram that they are held against.
    """
    try:
        with deep_recursion():
            return _Checker(diagrams, budget).check(
                cover, function, diagrams.true if possible is None else possible
            )
    except MemoryError:
        raise BudgetExceeded("the decision diagrams of the check outgrew their memory") from None


class _Checker:
    def __init__(self, diagrams: Diagrams, budget: Budget) -> None:
        self.diagrams = diagrams
        self.budget = budget
        self._level = {variable: level for level, variable in enumerate(diagrams.variables)}
        self._covered: dict[int, tuple[Function, Function]] = {}
        self._met: dict[tuple[int, Function], bool] = {}
        self._tight: dict[tuple[int, Function], bool] = {}

    def check(self, cover: Cover, function: Function, possible: Function) -> Check:
        covered, once = self._cover(cover)
        return Check(
            complete=covered & possible == function,
            prime=self._are_prime(cover, function | ~possible),
            irredundant=self._all_meet(cover, once & possible),
        )

    def _cover(self, cover: Cover) -> tuple[Function, Function]:
        """What some row covers, and what exactly one does."""
        if cover.variable < 0:
            some = self.diagrams.true if cover.count else self.diagrams.false
            return some, self.diagrams.true if cover.count == 1 else self.diagrams.false
        if id(cover) not in self._covered:
            self._look()
            off, on, rest = map(self._cover, cover.parts)
            half = self.diagrams.literal(cover.variable, True)
            some = half.ite(on[0], off[0]) | rest[0]
            once = half.ite(
                (on[1] & ~rest[0]) | (rest[1] & ~on[0]),
                (off[1] & ~rest[0]) | (rest[1] & ~off[0]),
            )
            self._covered[id(cover)] = some, once
        return self._covered[id(cover)]

    def _all_meet(self, cover: Cover, function: Function) -> bool:
        """Whether every row of *cover* has a setting in *function*."""
        if cover.variable < 0 or not function.satisfiable():
            return not cover.count or bool(function.satisfiable())
        key = id(cover), function
        if key not in self._met:
            self._look()
            level = self._level[cover.variable]
            while function.satisfiable() and not function.valid() and function.node_level() < level:
                high, low = function.cofactors()  # no row says anything about this one
                function = high | low
            high, low = self.diagrams.halves(function, level)
            off, on, rest = cover.parts
            self._met[key] = (
                self._all_meet(off, low)
                and self._all_meet(on, high)
                and self._all_meet(rest, high | low)
            )
        return self._met[key]

    def _are_prime(self, cover: Cover, function: Function) -> bool:
        """Whether every row lies in *function*, and with any value less does not."""
        if cover.variable < 0 or not function.satisfiable():
            return not cover.count or bool(function.valid())
        key = id(cover), function
        if key not in self._tight:
            self._look()
            level = self._level[cover.variable]
            while function.satisfiable() and not function.valid() and function.node_level() < level:
                high, low = function.cofactors()
                function = high & low
            high, low = self.diagrams.halves(function, level)
            off, on, rest = cover.parts
            self._tight[key] = (
                self._are_prime(off, low)
                and self._all_meet(off, ~high)
                and self._are_prime(on, high)
                and self._all_meet(on, ~low)
                and self._are_prime(rest, high & low)
            )
        return self._tight[key]

    def _look(self) -> None:
        self.budget.spend(STEP)
        if self.budget.spent:
            raise BudgetExceeded(self.budget.reason)
