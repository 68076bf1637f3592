"""Under which values of the inputs a phenotype holds: a decision table.

With 50 free inputs there are 2^50 settings, and nobody wants the list. What people want are
the smallest conditions: *every attractor shows it where RANKL = 1 and OPG = 0*.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Unpack

from boolnet.analysis.attractors import AttractorSearch, Conditions, question_of
from boolnet.analysis.decision_table import (
    ConditionsReport,
    DecisionTable,
    Verdict,
    VerdictRows,
)
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, UpdateScheme
from boolnet.engines.answer import status_of
from boolnet.engines.budget import Budget, Cause
from boolnet.engines.cover import Check, Row, check_cover, find_cover, iter_short_rows
from boolnet.engines.reduction import percolate
from boolnet.engines.search import Search
from boolnet.engines.settings import (
    CONSTANT,
    Occurrence,
    Propagation,
    collect,
    find_upstream,
)
from boolnet.engines.symbolic import Diagrams, Function, arrange
from boolnet.errors import BudgetExceeded, InputError
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype

LISTED = 100  # rows listed for each verdict unless asked otherwise

_SEARCHES = 32  # searches under conditions that are tried before one under all of them
_SAMPLES, _IDLE, _LITTLE = 1000, 5, 200  # settings looked at one by one, until so many in a
# row have decided no more than a 200th of what was left
_SPARE = 0.1  # of the time: for the rows of what is proven, after the budget has ended
_LAST, _FEW = 0.5, 10  # seconds and rows, where there is no time for all


def find_conditions(
    network: Network, *, update: UpdateScheme = ASYNCHRONOUS, **conditions: Unpack[Conditions]
) -> ConditionsReport:
    """Find the smallest conditions on the free inputs under which phenotypes hold.

    The rows of a table are *prime* (no value of a row can be left out), *irredundant* (no
    row can be left out) and *complete* (together they are exactly the settings with their
    verdict). All three are checked on the rows that were found.

    Args:
        network: The network.
        update: The update scheme.
        conditions: See `Conditions`; phenotypes are needed, and `limit` is the number of
            rows listed for each verdict.

    Raises:
        InputError: Something does not fit the network (see `Question`), or no phenotype is
            given.
        UnsupportedError: A rule is too entangled, or the network too large for the scheme.
    """
    question = question_of(network, update, conditions)
    budget = conditions.get("budget") or Budget()
    return answer_conditions(question, conditions.get("limit", LISTED), budget)


def answer_conditions(question: Question, limit: int | None, budget: Budget) -> ConditionsReport:
    """The same for a *question*, with *limit* rows listed for each verdict."""
    if not question.phenotypes:
        raise InputError("no phenotype is given: name one, or a node")
    search = AttractorSearch(question, budget)
    spare = _Spare()
    tables, reasons = [], []
    for number, phenotype in enumerate(question.phenotypes, 1):
        budget.report(f"phenotype {number} of {len(question.phenotypes)}: {phenotype.name}")
        decider = _Decider(search, phenotype, spare)
        tables.append(decider.table(limit))
        reasons.append(decider.stopped)
    stopped = budget.reason or next(filter(None, reasons), "")
    method = tuple(search.search.method.items())
    cause = budget.cause or (budget.bound if stopped else None)
    return ConditionsReport(question, tuple(tables), method, stopped, cause, budget.elapsed)


def _more(budget: Budget, seconds: float) -> Budget:
    """A little more than *budget*: in work where that ended it, so that runs stay the same."""
    if budget.cause is Cause.WORK:
        return Budget(work=int(seconds * 1_000_000), diagram_nodes=budget.diagram_nodes)
    return Budget(seconds, diagram_nodes=budget.diagram_nodes)


class _Spare:
    """A little more time, once, to write down what was proven when the budget ended."""

    def __init__(self) -> None:
        self._budget: Budget | None = None

    def budgets(self, budget: Budget) -> Iterator[Budget]:
        """*budget*, and what there is when it turns out to be spent."""
        if not budget.spent:
            yield budget
        if budget.spent:
            if self._budget is None:
                spent = budget.steps / 1e6 if budget.cause is Cause.WORK else budget.elapsed
                self._budget = _more(budget, max(1.0, round(_SPARE * spent, 1)))
            yield self._budget


class _Decider:
    """One phenotype: first where it is forced, then the attractors for the other settings.

    Attributes:
        stopped: Why a diagram could not be made; empty if all could.
    """

    def __init__(self, search: AttractorSearch, phenotype: Phenotype, spare: _Spare) -> None:
        self.search = search
        self.spare = spare
        self.stopped = ""
        self.phenotype = phenotype
        self.question = question = search.question
        self.budget = search.budget
        self.circuits = question.network.circuits
        self.probe = question.network.probe
        functions = (*search.functions, question.conditions[phenotype.name])
        left, self.known = percolate(self.circuits, dict(enumerate(functions)), question.held)
        self.part = (
            {} if self.probe in self.known else find_upstream(self.circuits, left, self.probe)
        )
        # What does not lead to the phenotype need not be looked at: hold it.
        self.functions = tuple(
            pair if node in self.part or node in self.known else CONSTANT
            for node, pair in enumerate(functions)
        )

    @cached_property
    def diagrams(self) -> Diagrams:
        """Sets of settings of the free inputs that lead to the phenotype."""
        inputs = {self.question.network.index[name] for name in self.question.free_inputs}
        order = [node for node in arrange(self.circuits, self.part) if node in inputs]
        # Levels of what leads to the phenotype too: not every setting of both is possible.
        names, ladders = self.question.network.names, self.question.network.ladders
        beside = {n for ladder in ladders if any(names[v] in ladder for v in order) for n in ladder}
        order += [v for v in sorted(inputs - set(order)) if names[v] in beside]
        # A manager takes its memory at once: no more than so many inputs can use.
        return Diagrams(order, min(self.budget.diagram_nodes, 1 << (len(order) + 10)))

    @cached_property
    def possible(self) -> Function:
        """The settings that no ladder excludes."""
        index, found = self.question.network.index, self.diagrams.true
        for lower, upper in self.question.ordered_inputs:
            pair = index[lower], index[upper]
            if set(pair) <= set(self.diagrams.variables):
                on, off = (self.diagrams.literal(v, v == pair[0]) for v in pair)
                found = found & (on | off)
        return found

    def table(self, limit: int | None) -> DecisionTable:
        """The decision table."""
        try:
            return self._divide(self._decide(), limit)
        except MemoryError:
            self.stopped = self._outgrown
            total = self.question.settings_count
            nothing = [VerdictRows(v, 0, check=Check(True, True, True)) for v in Verdict]
            nothing[-1] = VerdictRows(Verdict.UNDECIDED, total, count=None, stopped=self.stopped)
            return DecisionTable(self.phenotype, (), tuple(nothing))

    def _divide(self, found: Occurrence, limit: int | None) -> DecisionTable:
        found, open_ = found.within(self.possible), found.open
        sets = {
            Verdict.EVERY: found.on & ~found.off & ~found.varies & ~open_,
            Verdict.SOME: found.on & (found.off | found.varies),
            Verdict.MIXED: found.varies & ~found.on & ~open_,
            Verdict.NO: found.off & ~found.on & ~found.varies & ~open_,
        }
        decided = self.diagrams.false
        for settings in sets.values():
            decided = decided | settings
        sets[Verdict.UNDECIDED] = self.possible & ~decided
        names, positions = self.question.network.names, self.diagrams.variables
        matter = {
            names[v]
            for v in positions
            if any(self.diagrams.depends(s, v, self.possible) for s in sets.values())
        }
        inputs = tuple(name for name in self.question.free_inputs if name in matter)
        # The simplest first: when time is short, it goes to those that it suffices for.
        order = sorted(Verdict, key=lambda v: (v is Verdict.UNDECIDED, sets[v].node_count()))
        described = {verdict: self._describe(verdict, sets[verdict], limit) for verdict in order}
        return DecisionTable(self.phenotype, inputs, tuple(described[v] for v in Verdict))

    def _decide(self) -> Occurrence:
        """What the phenotype does, by the setting of the inputs."""
        yes, no = self.diagrams.true, self.diagrams.false
        if self.probe in self.known:
            on = self.known[self.probe]
            return Occurrence(yes if on else no, no if on else yes, no, no)
        forced = Propagation(self.diagrams, self.circuits, self.part, self.budget)
        may_hold, may_fail = forced.may_be(self.probe, True), forced.may_be(self.probe, False)
        found = Occurrence(~may_fail, ~may_hold, no, no)
        rest = may_hold & may_fail & self.possible
        if forced.left_open:
            self._engine.note("nodes with diagrams too large to follow", len(forced.left_open))
        if (forced_here := self.possible & ~rest).satisfiable():
            step = "constant propagation under all settings at once"
            self._engine.note(step, self._count(forced_here))
        try:
            seen, rest = self._sample(forced, rest)
            found |= seen
            return found | self._search(rest) if rest.satisfiable() else found
        except (BudgetExceeded, MemoryError) as error:
            self.stopped = str(error) if isinstance(error, BudgetExceeded) else self._outgrown
            return found | Occurrence(no, no, no, rest)

    def _sample(self, forced: Propagation, rest: Function) -> tuple[Occurrence, Function]:
        """What attractors under a few settings show about many; and what is left of *rest*.

        Settings under which the same is left of the network have the same attractors. And an
        attractor in which the phenotype is constant exists under every setting that keeps
        enough of it in place: where one with and one without the phenotype exist, nothing
        is left to find out.
        """
        no = self.diagrams.false
        found = Occurrence(no, no, no, no)
        total = self._count(rest)
        rng, idle = random.Random(0), 0
        for number in range(_SAMPLES):
            if idle == _IDLE or self.budget.spent or not rest.satisfiable():
                break
            self.budget.report(f"attractors under single settings: {number}")
            setting = self.diagrams.draw_state(rest, rng)
            held = {**self.question.held, **setting}
            answer = self._engine.answer(self.functions, held, (self.probe,))
            seen = collect(self.diagrams, answer, self.probe, self.budget)
            alike = (forced.alike(self.probe, setting) | self.diagrams.state(setting)) & rest
            found |= seen.spread(alike)
            for partial in islice(answer.iter_partials(), _SEARCHES):
                status = status_of(partial, self.probe)
                if status in ("0", "1"):
                    values = {v: partial.values[v] for v in self.part if v in partial.values}
                    kept = forced.keeping(self.probe, values) & rest
                    on, off = (kept, no) if status == "1" else (no, kept)
                    found |= Occurrence(on, off, no, no)
            before = self._count(rest)
            rest = rest & ~alike & ~(found.on & (found.off | found.varies))
            idle = 0 if before - self._count(rest) > before // _LITTLE else idle + 1
        if total > self._count(rest):
            self._engine.note("attractors that settings share", total - self._count(rest))
        return found, rest

    @property
    def _outgrown(self) -> str:
        return f"a decision diagram outgrew {self.budget.diagram_nodes:,} nodes"

    @property
    def _engine(self) -> Search:
        return self.search.search

    def _search(self, settings: Function) -> Occurrence:
        """The same from the attractors under *settings*."""
        no = self.diagrams.false
        found = Occurrence(no, no, no, no)
        for condition in self._conditions(settings):
            held = {**self.question.held, **condition}
            answer = self._engine.answer(self.functions, held, (self.probe,))
            seen = collect(self.diagrams, answer, self.probe, self.budget)
            found |= seen.within(self.diagrams.state(condition) & settings)
        return found

    def _conditions(self, settings: Function) -> list[Mapping[int, bool]]:
        """A few conditions that together allow *settings*, and not much else."""
        try:
            cover = find_cover(self.diagrams, settings, self.budget, steps=1000)
            if cover.count <= _SEARCHES:
                return list(cover.iter_rows())
        except BudgetExceeded:
            pass  # too many
        common = {}
        for variable in self.diagrams.variables:
            for value in (False, True):
                if not (settings & self.diagrams.literal(variable, not value)).satisfiable():
                    common[variable] = value
        return [common]

    def _count(self, settings: Function) -> int:
        """How many settings of all free inputs, whether they matter or not."""
        others = self.question.settings_count // self.diagrams.count(self.possible)
        return self.diagrams.count(settings) * others

    def _describe(self, verdict: Verdict, settings: Function, limit: int | None) -> VerdictRows:
        number = self._count(settings)
        if not number:
            return VerdictRows(verdict, 0, check=Check(True, True, True))
        self.budget.report(f"rows of {self.phenotype.name}: {verdict.value}")
        cover = check = None
        stopped = ""
        for budget in self.spare.budgets(self.budget):
            try:
                possible = self.possible
                cover = cover or find_cover(self.diagrams, settings, budget, possible=possible)
                check = check_cover(self.diagrams, cover, settings, budget, possible)
                break
            except BudgetExceeded as error:
                stopped = self.budget.reason or str(error)
        if cover is None:
            more = _more(self.budget, _LAST)
            short = iter_short_rows(self.diagrams, settings, more, self.possible)
            rows = self._name(list(islice(short, _FEW if limit is None else min(limit, _FEW))))
            return VerdictRows(verdict, number, rows, None, None, stopped)
        listed = list(islice(cover.iter_rows(), limit))
        rows = self._name(listed, in_order=len(listed) < cover.count)
        if check is None:
            return VerdictRows(verdict, number, rows, cover.count, None, stopped)
        if not check.passed:
            raise AssertionError(f"the rows of {self.phenotype.name} are wrong: {check}")
        return VerdictRows(verdict, number, rows, cover.count, check)

    def _name(self, rows: list[Row], *, in_order: bool = True) -> tuple[Mapping[str, bool], ...]:
        """Rows by name, the inputs in network order; sorted unless they are *in_order*."""
        index = self.question.network.index
        order = {name: index[name] for name in self.question.free_inputs}
        named = [{name: row[v] for name, v in order.items() if v in row} for row in rows]
        if not in_order:
            named.sort(key=lambda row: (len(row), [(order[n], not row[n]) for n in row]))
        return tuple(named)
