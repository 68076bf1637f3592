"""Claims of a model, checked: passed, failed, or undecided within a budget.

A claim is held against the attractors that its protocol leads to. It reads `up` and `down`
as a mean over them, in which a readout that changes within an attractor counts one half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.protocol import Protocols, Selection
from boolnet.analysis.why import Link, explain_readout
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
)
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import PerturbationError, UnsupportedError
from boolnet.network.claim import Claim, Expected
from boolnet.network.library import Model
from boolnet.network.model_file import Rest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation

_SCHEMES: dict[str, UpdateScheme] = {
    scheme.name: scheme for scheme in (ASYNCHRONOUS, SYNCHRONOUS, GENERAL, MOST_PERMISSIVE)
}


class Status(Enum):
    """What became of a claim.

    `PASSED`; `CONTESTED`: passed, though the literature disagrees; `FAILED`; `LIMIT`: failed,
    as the file says it would; `OUTGROWN`: passed, though the file says that it would fail;
    `UNDECIDED` within the budget.
    """

    PASSED = "passed"
    CONTESTED = "contested"
    FAILED = "failed"
    LIMIT = "known limit"
    OUTGROWN = "outgrown limit"
    UNDECIDED = "undecided"

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to look at it: the model or the file has to change."""
        return self in (Status.FAILED, Status.OUTGROWN)


@dataclass(frozen=True)
class Check:
    """What one stage of a claim showed.

    Attributes:
        stage: Its number, from 1.
        expected: What was expected there.
        selection: The attractors that it leads to.
        values: What the readout does in each of those reached: 0, 1 or ``"oscillates"``;
            `None` where that is not known.
        reference: The mean with which ``up`` and ``down`` were compared.
        holds: Whether the expectation is met; `None` when undecided.
        update: The update scheme.
        control: Where a check with a therapy or a perturbation is not met, what the same
            protocol leads to without them.
    """

    stage: int
    expected: Expected
    selection: Selection
    values: tuple[int | str | None, ...]
    reference: Fraction | None
    holds: bool | None
    update: str
    control: Selection | None = None

    @property
    def changed(self) -> tuple[str, ...] | None:
        """The nodes that therapy and perturbation changed, in network order.

        Those with other values in the first attractor that is reached than in the first one of
        the control; `None` without a control.
        """
        if self.control is None or not self.control.reached or not self.selection.reached:
            return None
        before, after = self.control.reached[0].fixed, self.selection.reached[0].fixed
        names = self.selection.report.network.names
        return tuple(name for name in names if before.get(name) != after.get(name))

    @property
    def mean(self) -> Fraction | None:
        """The mean of the readout over the attractors that are reached."""
        return _mean(self.values)


@dataclass(frozen=True)
class ClaimResult:
    """What became of a claim.

    Attributes:
        claim: The claim.
        status: What became of it.
        checks: One for each stage that expects something, under each update scheme.
        trouble: Why it is undecided.
    """

    claim: Claim
    status: Status
    checks: tuple[Check, ...]
    trouble: str = ""

    @property
    def failing(self) -> Check | None:
        """The first check that is not met."""
        return next((check for check in self.checks if check.holds is False), None)


class Verifier:
    """Checks claims about one network; what their protocols share is found once.

    Args:
        network: The network.
        rest: Where rest is.
        claims: The claims that will be asked about.
        budget: What may be spent, by all together.
    """

    def __init__(
        self, network: Network, rest: Rest, claims: Sequence[Claim], budget: Budget
    ) -> None:
        self.network = network
        readouts = {claim.readout: None for claim in claims}
        self.protocols = {
            name: Protocols(network, rest, tuple(readouts), budget, scheme)
            for name, scheme in _SCHEMES.items()
        }

    def verify(self, claim: Claim, *, compare: bool = True) -> ClaimResult:
        """Check one claim.

        Args:
            claim: The claim.
            compare: Where it fails, also find what its control leads to.

        Raises:
            InputError: Its conditions do not fit the network.
        """
        checks: list[Check] = []
        trouble = ""
        for update in claim.update:
            try:
                checks += self._check(claim, update, compare=compare)
            except UnsupportedError as error:
                trouble = str(error)
        undecided = [check for check in checks if check.holds is None]
        trouble = trouble or next((check.selection.trouble for check in undecided), "")
        holds: bool | None = all(check.holds for check in checks)
        if any(check.holds is False for check in checks):
            holds = False
        elif undecided or trouble:
            holds = None
        why = "" if holds is not None else trouble or "the states of an attractor are not known"
        return ClaimResult(claim, _status(claim, holds), tuple(checks), why)

    def decide(self, claim: Claim) -> Status:
        """The status of a claim alone: what is reached is looked into only where it matters.

        Raises:
            InputError: Its conditions do not fit the network.
        """
        quick = [self._decide(claim, update) for update in claim.update]
        if None in quick:
            return self.verify(claim, compare=False).status
        return _status(claim, all(quick))

    def _decide(self, claim: Claim, update: str) -> bool | None:
        """Whether a claim holds, if all attractors of its stages agree on the readout.

        From every start some attractor is reached: where all are the same, it does not matter
        which.
        """
        protocols = self.protocols[update]
        for number, stage in enumerate(claim.stages):
            if stage.expected is None:
                continue
            value = _agreed(protocols.report_of(stage.treated, stage.held), claim.readout.name)
            if value is None:
                return None
            if stage.expected in ("up", "down"):
                other = claim.stages[number - 1] if number else stage.control
                before = _agreed(protocols.report_of(other.treated, other.held), claim.readout.name)
                share, reference = _mean([value]), _mean([before])
                if share is None or reference is None:
                    return None
                met = share > reference if stage.expected == "up" else share < reference
            else:
                met = (value == stage.expected) is (claim.quantifier != "no")
            if not met:
                return False
        return True

    def _check(self, claim: Claim, update: str, *, compare: bool) -> Iterator[Check]:
        protocols = self.protocols[update]
        selections = protocols.follow(claim.start, claim.stages)
        untreated = [stage.control for stage in claim.stages]
        name = claim.readout.name
        for number, (stage, selection) in enumerate(zip(claim.stages, selections, strict=True)):
            if stage.expected is None:
                continue
            values = tuple(_read(attractor, name) for attractor in selection.reached)
            reference = None
            if stage.expected in ("up", "down"):
                before = (
                    selections[number - 1]
                    if number
                    else protocols.follow(claim.start, untreated)[0]
                )
                if before.is_certain:
                    reference = _mean([_read(a, name) for a in before.reached])
                holds = _compare(stage.expected, selection, values, reference)
            else:
                possible = [_read(attractor, name) for attractor in selection.undecided]
                missing = bool(selection.trouble) and not selection.undecided
                holds = _quantify(claim.quantifier, stage.expected, values, possible, missing)
            control = None
            if compare and holds is False and (stage.therapy.name or stage.perturbation):
                control = protocols.follow(claim.start, untreated)[number]
            yield Check(
                number + 1, stage.expected, selection, values, reference, holds, update, control
            )


def explain_result(result: ClaimResult) -> tuple[Link, ...]:
    """Why a claim does not hold: the rules behind the readout in an attractor that shows so.

    Empty when nothing failed.
    """
    check = result.failing
    if check is None or not check.selection.reached:
        return ()
    reached = check.selection.reached
    wrong = [a for a, value in zip(reached, check.values, strict=True) if value != check.expected]
    attractor = wrong[0] if wrong else reached[0]
    before = [other.selection for other in result.checks if other.holds]
    before += [check.control] if check.control is not None else []
    against = next((s.reached[0] for s in reversed(before) if s.reached), None)
    question = check.selection.report.question
    return explain_readout(question, attractor, result.claim.readout, against)


def find_remedies(result: ClaimResult, budget: Budget) -> tuple[tuple[str, int], ...]:
    """Single nodes that would make a failing claim hold, were they held at the other value.

    Of the nodes behind the readout (see `explain_result`), in that order: what a changed rule
    broke is among them, or between them and the readout.

    Args:
        result: A claim that expects 0 or 1 and failed.
        budget: What may be spent; what was found until then is returned.

    Cost:
        A search for attractors for each node behind the readout.
    """
    check = result.failing
    if check is None or check.expected not in (0, 1) or result.claim.quantifier != "every":
        return ()
    question = check.selection.report.question
    found = []
    for link in explain_result(result)[1:]:
        if budget.spent or not isinstance(link.value, int):
            continue
        other = Perturbation(((link.node, not link.value),))
        try:
            search = AttractorSearch(question.with_perturbation(other), budget)
        except PerturbationError:
            continue  # a level that is held says otherwise
        if _agreed(search.report(), result.claim.readout.name) == check.expected:
            found.append((link.node, 1 - link.value))
    return tuple(found)


def verify_claims(
    model: Model,
    claims: Sequence[Claim],
    budget: Budget | None = None,
    progress: Callable[[ClaimResult], None] | None = None,
) -> tuple[ClaimResult, ...]:
    """Check *claims* about *model*.

    Args:
        model: The model.
        claims: Its claims; see `boolnet.network.claims_file.read_claims`.
        budget: What may be spent, by all together.
        progress: Called with each result.

    Returns:
        A result for each claim, in order.

    Raises:
        InputError: The conditions of a claim do not fit the network.

    Cost:
        A search for attractors for each combination of environment, therapy and
        perturbation, and where there are several attractors their reachability.
    """
    verifier = Verifier(model.network, model.rest, claims, budget or Budget())
    results = []
    for claim in claims:
        result = verifier.verify(claim)
        results.append(result)
        if progress is not None:
            progress(result)
    return tuple(results)


def _status(claim: Claim, holds: bool | None) -> Status:
    if holds is None:
        return Status.UNDECIDED
    if claim.known_limit:
        return Status.OUTGROWN if holds else Status.LIMIT
    if not holds:
        return Status.FAILED
    return Status.CONTESTED if claim.contested else Status.PASSED


def _agreed(report: AttractorReport, readout: str) -> int | str | None:
    """What the readout does in every attractor; `None` when they differ or some are unknown."""
    values = {_read(attractor, readout) for attractor in report}
    whole = report.coverage is Coverage.COMPLETE and report.count == len(report)
    return values.pop() if whole and len(values) == 1 else None


def _read(attractor: Attractor, readout: str) -> int | str | None:
    value = attractor.phenotypes.get(readout)
    return "oscillates" if value == "mixed" else None if value is None else int(value)


def _mean(values: Sequence[int | str | None]) -> Fraction | None:
    if not values or None in values:
        return None
    shares = [Fraction(1, 2) if v == "oscillates" else Fraction(v or 0) for v in values]
    return sum(shares, Fraction(0)) / len(shares)


def _compare(
    expected: Expected,
    selection: Selection,
    values: Sequence[int | str | None],
    reference: Fraction | None,
) -> bool | None:
    mean = _mean(values)
    if mean is None or reference is None or not selection.is_certain:
        return None
    return mean > reference if expected == "up" else mean < reference


def _quantify(
    quantifier: str,
    expected: Expected,
    values: Sequence[int | str | None],
    possible: Sequence[int | str | None],
    missing: bool,
) -> bool | None:
    """Whether the values are as expected in every, some or no attractor.

    Args:
        quantifier: ``every``, ``some`` or ``no``.
        expected: What is expected.
        values: Of the attractors that are reached for certain; `None` where not known.
        possible: Of those that may be reached.
        missing: Whether there may be more attractors.
    """
    met = [None if value is None else value == expected for value in values]
    open_ = missing or None in met
    maybe = [value is None or value == expected for value in possible]
    if quantifier == "every":
        if False in met:
            return False
        # One that may be reached and would not fit, or of which nothing is known, leaves it open.
        fits = all(value == expected for value in possible)
        return None if open_ or not fits or not values else True
    if True in met:
        return quantifier == "some"
    return None if open_ or any(maybe) else quantifier == "no"
