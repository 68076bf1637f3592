"""Ladders, proven: no attractor keeps an upper level on while the one below it is off.

Where nodes change one by one, a level may be late: `X_hi` with the rule ``X & Y`` is still on in
the moment after `X` went off. So what breaks a ladder is a state of an attractor in which the
upper level is on, the lower one off, and both *rules* say the same: nothing is on its way to
mend it. At a fixed point that is the same as upper on, lower off. Searched asynchronously, under
every setting of the inputs that the ladders allow.
"""

from __future__ import annotations

import re
from itertools import pairwise

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.engines.budget import Budget
from boolnet.logic.circuit import FALSE
from boolnet.logic.encoding import encode
from boolnet.logic.expression import Expression, conjunction, negation, symbol
from boolnet.network.ladder import Ladder, format_ladder
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype

_LISTED = 1000  # attractors among which an example is looked for


def check_ladders(network: Network, text: str, budget: Budget) -> tuple[Diagnostic, ...]:
    """BN409 for each pair of levels of which the upper does not include the lower.

    Args:
        network: The network, with its ladders.
        text: The file that it was read from, for the places of the findings.
        budget: What may be spent; a pair that it leaves open is a note.

    Cost:
        A search for attractors with free inputs; nothing without ladders.
    """
    pairs = {
        f"{upper} without {lower}": (ladder, lower, upper, broken)
        for ladder in network.ladders
        for lower, upper in pairwise(ladder)
        if not (network.nodes[network.index[lower]].is_input
                and network.nodes[network.index[upper]].is_input)
        and (broken := _break(network, lower, upper)) is not None
    }  # fmt: skip
    if not pairs:
        return ()
    watched = [Phenotype(name, broken) for name, (*_, broken) in pairs.items()]
    search = AttractorSearch(Question(network, inputs="free", phenotypes=watched), budget)
    findings = []
    for name, (ladder, lower, upper, _) in pairs.items():
        tendency = search.phenotype(name)
        span = _find(text, ladder, upper)
        if tendency.on or tendency.mixed:
            findings.append(
                Diagnostic(
                    "BN409",
                    Severity.WARNING,
                    f"{upper} is on without {lower}, and the levels say that it includes it",
                    span,
                    f"{upper} is not above {lower} in every attractor",
                    notes=_example(search, name),
                    help=f"write {lower} into the rule of {upper}, or correct the levels "
                    f"({format_ladder(ladder)})",
                    node=upper,
                )
            )
        elif tendency.unknown or not search.answer.complete:
            why = budget.reason or "a part of the network was too large"
            findings.append(
                Diagnostic(
                    "BN409",
                    Severity.INFO,
                    f"that {upper} includes {lower} is not proven: {why}",
                    span,
                    node=upper,
                )
            )
    return tuple(findings)


def _break(network: Network, lower: str, upper: str) -> Expression | None:
    """The states that break the ladder; `None` if the rules allow none."""
    broken = conjunction(
        [
            symbol(upper),
            negation(symbol(lower)),
            network.rule(upper),
            negation(network.rule(lower)),
        ]
    )
    return None if encode(network.circuits, broken, network.index)[0] == FALSE else broken


def _example(search: AttractorSearch, name: str) -> tuple[str, ...]:
    """The inputs of an attractor that breaks the ladder, if a first page has one."""
    inputs = search.question.network.inputs
    for attractor in search.report(_LISTED):
        if attractor.phenotypes[name] in (True, "mixed"):
            on = [node for node in inputs if attractor.fixed.get(node)]
            kind = "in every state" if attractor.phenotypes[name] is True else "in some states"
            where = f"with {', '.join(on)} on" if on else "with all inputs off"
            return (f"so it is, {kind}, in an attractor {where if inputs else 'of the network'}",)
    return ()


def _find(text: str, ladder: Ladder, upper: str) -> Span | None:
    """Where the declaration names *upper*."""
    for line in re.finditer(r"^[ \t]*#@[ \t]*levels[ \t]*[:=](.*)$", text, re.MULTILINE):
        names = [part.strip().strip('"') for part in line[1].split("<")]
        if upper in names and ladder[0] in names:
            at = line.start(1) + re.search(rf"(?<![\w]){re.escape(upper)}(?![\w])", line[1]).start()  # type: ignore[union-attr]
            return Span(at, at + len(upper))
    return None


def find_broken(report: AttractorReport) -> tuple[tuple[str, str, int], ...]:
    """Levels that are on without the one below, in the attractors that are listed.

    Returns:
        The upper level, the lower one, and the number of the first such attractor, from 1. What
        changes within an attractor is not looked at.
    """
    found: dict[tuple[str, str], int] = {}
    for number, attractor in enumerate(report.attractors, 1):
        fixed = attractor.fixed
        for ladder in report.network.ladders:
            for lower, upper in pairwise(ladder):
                if fixed.get(upper) == 1 and fixed.get(lower) == 0:
                    found.setdefault((upper, lower), number)
    return tuple((upper, lower, number) for (upper, lower), number in found.items())
