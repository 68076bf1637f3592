"""Claims of a model as text: a line for each, and for those that do not hold what was found."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.analysis.claims import (
    Check,
    ClaimResult,
    Status,
    explain_result,
    find_remedies,
)
from boolnet.analysis.why import Link
from boolnet.engines.budget import Budget
from boolnet.network.claim import Claim, Stage
from boolnet.network.environment import Environment
from boolnet.network.library import Model
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_share, plural
from boolnet.report.story import join
from boolnet.report.style import Style, pad, wrap_text

_LINKS = 10  # rules of an explanation that are printed
_REMEDIES = 12  # nodes that would put it right that are printed
_PATIENCE = 2.0  # seconds for looking for them
_INDENT = 4
_LABELS = 10  # the column of "expected", "found", ...


def format_claims(
    model: Model, results: Sequence[ClaimResult], style: Style | None = None, *, brief: bool = False
) -> str:
    """The claims of one model as text.

    Args:
        model: The model.
        results: What became of each claim.
        style: The look; plain text in 80 columns when `None`.
        brief: Leave out those that passed.
    """
    style = style or Style()
    version = f" {show(model.version)}" if model.version else ""
    lines = [style.title(f"{show(model.name)}{version}: {show(model.title)}"), ""]
    shown = [v for v in results if not brief or v.status not in (Status.PASSED, Status.CONTESTED)]
    ids = max((width(show(result.claim.id)) for result in shown), default=0)
    states = max((len(_word(result.status)) for result in shown), default=0)
    for result in shown:
        lines += _line(result, ids, states, style)
        lines += _details(result, style)
    if shown:
        lines.append("")
    return "\n".join([*lines, format_tally(results, style)])


def format_tally(results: Sequence[ClaimResult], style: Style) -> str:
    """``53 claims: 49 passed, 1 contested, 3 known limits; none fails``."""
    if not results:
        return "no claims"
    counts = {status: sum(v.status is status for v in results) for status in Status}
    words = [f"{counts[Status.PASSED]} passed"]
    if counts[Status.CONTESTED]:
        words.append(f"{counts[Status.CONTESTED]} passed but contested in the literature")
    if counts[Status.LIMIT]:
        words.append(plural(counts[Status.LIMIT], "known limit"))
    if counts[Status.OUTGROWN]:
        words.append(style.warn(f"{plural(counts[Status.OUTGROWN], 'limit')} outgrown"))
    if counts[Status.UNDECIDED]:
        words.append(style.warn(f"{counts[Status.UNDECIDED]} undecided"))
    failed = style.warn(f"{counts[Status.FAILED]} failed") if counts[Status.FAILED] else "0 failed"
    return f"{plural(len(results), 'claim')}: {', '.join([*words, failed])}"


def describe_conditions(stage: Stage) -> str:
    """``ovx, with denosumab; RANKL_B = 0``: what a stage sets."""
    parts = [describe_environment(stage.environment)]
    if stage.therapy.name:
        parts.append(f"with {show(stage.therapy.name)}")
    text = " ".join(parts)
    held = str(stage.perturbation)
    return f"{text}; {show(held)} held" if held else text


def describe_environment(environment: Environment) -> str:
    """The name of an environment, or the inputs that are 1."""
    if environment.name:
        return show(environment.name)
    on = [show(name) for name, value in environment.inputs.items() if value]
    return f"{', '.join(on)} = 1" if on else "all inputs 0"


def describe_start(claim: Claim) -> str:
    """``from rest``, ``from the wild type in ra``, ``all attractors``."""
    start = claim.start
    if start.environment is not None:
        where = describe_environment(start.environment)
        return f"from {where}" if start.kind == "from" else f"from the wild type in {where}"
    return "from rest" if start.kind == "rest" else "all attractors"


def describe_expectation(claim: Claim) -> str:
    """``BoneLoss = 0``, ``OCdiff up``; for stages ``BoneLoss = 0, 1, 0, 1``."""
    words = [str(s.expected) for s in claim.stages if s.expected is not None]
    name = show(claim.readout.name)
    bare = words[0] in ("oscillates", "up", "down")
    text = f"{name} {', '.join(words)}" if bare else f"{name} = {', '.join(words)}"
    return text if claim.quantifier == "every" else f"{text} in {claim.quantifier}"


def describe_found(check: Check) -> str:
    """``1 in the only attractor``, ``1 in 2 of 3 attractors, 0 in 1``."""
    values = check.values
    if not values:
        return "no attractor that is reached for certain"
    text = _spread(values)
    if check.reference is not None and check.mean is not None:
        text += f"; mean {format_share(check.mean)}, compared with {format_share(check.reference)}"
    return text


def _spread(values: Sequence[int | str | None]) -> str:
    counts: dict[int | str | None, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    if len(counts) == 1:
        where = "the only attractor reached" if len(values) == 1 else f"all {len(values)} reached"
        return f"{_value(values[0])} in {where}"
    order = sorted(counts, key=lambda value: -counts[value])
    words = [f"{_value(value)} in {counts[value]}" for value in order]
    return f"{', '.join(words)} of {len(values)} attractors reached"


def _value(value: int | str | None) -> str:
    return "not known" if value is None else str(value)


# -- lines ---------------------------------------------------------------------------------


def _word(status: Status) -> str:
    return status.value.upper() if status.is_wrong else status.value


def _line(result: ClaimResult, ids: int, states: int, style: Style) -> list[str]:
    claim, word = result.claim, _word(result.status)
    first = f"  {pad(show(claim.id), ids)}  {pad(word, states)}  "
    text = f"{show(claim.says)} ({describe_expectation(claim)})"
    lines = wrap_text(text, style.width, first=first, indent=len(first))
    paint = style.warn if result.status.is_wrong else style.faint
    if result.status in (Status.PASSED, Status.CONTESTED):
        paint = style.on
    lines[0] = lines[0].replace(word, paint(word), 1)
    return lines


def _details(result: ClaimResult, style: Style) -> list[str]:
    """What a reader wants to know of a claim that did not simply pass."""
    claim = result.claim
    rows: list[tuple[str, str]] = []
    if result.status is Status.CONTESTED:
        return _rows([("contested", claim.contested)], style)
    if result.status is Status.PASSED:
        return []
    if result.status is Status.LIMIT:
        rows.append(("limit", claim.known_limit))
    if result.status is Status.OUTGROWN:
        rows.append(("but", "it is marked as a known limit, and the model shows it now: "
                     "take known_limit away"))  # fmt: skip
    if result.status is Status.UNDECIDED:
        rows.append(("because", result.trouble))
    failing = result.failing
    if failing is not None:
        rows += _failure(claim, failing)
        if failing.changed is not None and result.status is Status.FAILED:
            rows.append(("changed", _changed(failing.changed)))
        # A limit has its reason in the file: the chain is for what nobody expected.
        links = explain_result(result) if result.status is Status.FAILED else ()
        rows += [("why" if not i else "", _link(link)) for i, link in enumerate(links[:_LINKS])]
        if len(links) > _LINKS:
            rows.append(("", f"and {plural(len(links) - _LINKS, 'more rule')}; --json has all"))
        if result.status is Status.FAILED:
            remedies = find_remedies(result, Budget(seconds=_PATIENCE))
            if remedies:
                shown = [_value_of(*remedy) for remedy in remedies[:_REMEDIES]]
                more = "" if len(remedies) <= _REMEDIES else ", ..."
                rows.append(("would hold", f"with one of {', '.join(shown)}{more}"))
            rows.append(("source", _source(claim)))
    return _rows(rows, style)


def _failure(claim: Claim, check: Check) -> list[tuple[str, str]]:
    stage = claim.stages[check.stage - 1]
    conditions = describe_conditions(stage)
    where = f"stage {check.stage}, {conditions}" if len(claim.stages) > 1 else conditions
    update = "" if check.update == "asynchronous" else f", {check.update} update"
    name = show(claim.readout.name)
    link = "" if check.expected in ("oscillates", "up", "down") else "= "
    expected = f"{name} {link}{check.expected} in {claim.quantifier} attractor"
    if check.expected in ("up", "down"):
        other = "than in the stage before" if len(claim.stages) > 1 else "than in the wild type"
        expected = f"{name} {'higher' if check.expected == 'up' else 'lower'} {other}"
    return [
        ("in", f"{where}, {describe_start(claim)}{update}"),
        ("expected", expected),
        ("found", f"{name}: {describe_found(check)}"),
    ]


def _changed(names: Sequence[str]) -> str:
    """How far a therapy or a perturbation came: what is different without it."""
    if not names:
        return "nothing: every node is as it is without therapy and perturbation"
    more = f" and {len(names) - _REMEDIES} more nodes" if len(names) > _REMEDIES else ""
    only = "only " if len(names) <= 2 else ""
    return f"{only}{', '.join(map(show, names[:_REMEDIES]))}{more}, compared with the control"


def _value_of(name: str, value: int) -> str:
    return f"{show(name)} = {value}"


def _link(link: Link) -> str:
    """``Erosion = 1 because Resorption_hi = 1 and Synovitis = 1 (rule: ...)``."""
    text = f"{show(link.node)} {_is(link.value)}"
    if not link.rule:
        return f"{text} (held)"
    if link.because:
        text += f" because {join([f'{show(n)} {_is(v)}' for n, v in link.because])}"
    return f"{text} (rule: {show(link.rule)})"


def _is(value: int | str) -> str:
    return f"= {value}" if isinstance(value, int) else value


def _source(claim: Claim) -> str:
    notes = [f"{claim.confidence} confidence"] if claim.confidence else []
    notes += ["verify the citation"] if claim.verify else []
    text = show(claim.source)
    if claim.system:
        text += f"; {show(claim.system)}"
    return f"{text} ({', '.join(notes)})" if notes else text


def _rows(rows: Sequence[tuple[str, str]], style: Style) -> list[str]:
    lines = []
    indent = _INDENT + _LABELS + 1
    for label, text in rows:
        first = f"{' ' * _INDENT}{pad(label, _LABELS)} "
        wrapped = wrap_text(show(text), style.width, first=first, indent=indent + 2)
        if label:
            wrapped[0] = wrapped[0].replace(label, style.faint(label), 1)
        lines += wrapped
    return lines
