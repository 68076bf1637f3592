"""What a perturbation changes, as text: the story first, then the tables, then why."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.explain import Reason
from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Coverage
from boolnet.engines.tendency import Tendency
from boolnet.report.attractors import format_found, format_stopped
from boolnet.report.conditions import format_question
from boolnet.report.echo import show, width
from boolnet.report.numbers import MANY, format_count, format_percent, format_share, plural
from boolnet.report.story import format_story, join, name_perturbation, name_side
from boolnet.report.style import Style, pad, wrap_names, wrap_text

_REASONS = 40  # steps of the explanation that are printed
_HARDLY = "by less than .01"
_LABELS = 20  # attractors that are named one by one


def format_knockout(report: KnockoutReport, style: Style | None = None) -> str:
    """The comparison as text.

    Args:
        report: What was found.
        style: The look; plain text in 80 columns when `None`.
    """
    style = style or Style()
    name = name_perturbation(report.perturbation, report.closed)
    where = f"{name} in {show(report.question.network.title)}"
    asked = format_question(where, report.question, style)
    parts = [
        [f"{asked[0]}, {report.question.update} update", *asked[1:]],
        format_story(report, style),
        _change_table(report.phenotypes, style),
        _attractors(report, style),
        _nodes(report, style),
        _reasons(report, style),
        [_closing(report)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


# -- tables --------------------------------------------------------------------------------


def _change_table(changes: Sequence[Change], style: Style) -> list[str]:
    """``Resorption   every attractor  ->  no attractor``."""
    if not changes:
        return []
    names = max(len("Phenotypes"), *(width(show(change.name)) for change in changes))
    befores = max(len("wild type"), *(len(_words(change.wild)) for change in changes))
    head = f"{'wild type':<{befores}}      perturbed"
    lines = [style.title(pad("Phenotypes", names + 4)) + style.faint(head)]
    for change in changes:
        before = f"  {pad(show(change.name), names)}  {_words(change.wild):<{befores}}"
        same = not change.changed
        after = style.faint("same") if same else style.warn(_words(change.perturbed))
        lines.append(f"{before}  {'= ' if same else '->'}  {after}")
    return lines


def _words(tendency: Tendency) -> str:
    """``every attractor``, ``2 of 5``, ``no attractor``."""
    words = tendency.words
    if words in ("every", "no"):
        return f"{words} attractor"
    if words == "unknown":
        return "unknown"
    if tendency.total >= MANY:
        mixed = f", mixed in {_percent(tendency.mixed, tendency)}" if tendency.mixed else ""
        return f"{_percent(tendency.on, tendency)} of attractors{mixed}"
    total = format_count(tendency.total)
    if not tendency.on:
        return f"mixed in {format_count(tendency.mixed)} of {total}"
    mixed = f", mixed in {format_count(tendency.mixed)}" if tendency.mixed else ""
    return f"{format_count(tendency.on)} of {total}{mixed}"


def _percent(number: int, tendency: Tendency) -> str:
    return format_percent(Fraction(number, tendency.total))


def _attractors(report: KnockoutReport, style: Style) -> list[str]:
    """Which attractors are kept, lost and gained."""
    wild, perturbed = report.wild, report.perturbed
    lines = [
        style.title("Attractors"),
        f"  {format_found(wild)} in the wild type (W), {format_found(perturbed)} perturbed (P)",
    ]
    if report.kept is None or report.lost is None or report.gained is None:
        return [*lines, "  too many to match them one by one"]
    pairs = [
        f"{_label(match.wild, wild, 'W')} = {_label(match.perturbed, perturbed, 'P')}"
        + ("" if match.identical else " (in its readouts)")
        for match in report.kept
    ]
    lost = [_label(attractor, wild, "W") for attractor in report.lost]
    gained = [_label(attractor, perturbed, "P") for attractor in report.gained]
    for word, labels, paint in (
        ("kept", pairs, style.faint),
        ("lost", lost, style.warn),
        ("gained", gained, style.on),
    ):
        shown = labels[:_LABELS]
        if len(labels) > _LABELS:
            shown.append(f"and {len(labels) - _LABELS} more")
        first = f"  {word:<7} {len(labels):>3}" + ("  " if shown else "")
        wrapped = wrap_names(shown, style.width, first=first, indent=len(first))
        if labels:
            wrapped[0] = wrapped[0].replace(word, paint(word), 1)
        lines += wrapped
    return lines


def _label(attractor: Attractor, report: AttractorReport, letter: str) -> str:
    """``W1``: the first attractor that `boolnet attractors` lists."""
    for number, other in enumerate(report.attractors, 1):
        if other is attractor:
            return f"{letter}{number}"
    return f"{letter}?"


def _nodes(report: KnockoutReport, style: Style) -> list[str]:
    """The nodes that changed, those with the same change in one line."""
    groups: dict[str, list[str]] = {}
    unchanged = 0
    for change in report.nodes:
        if change.changed:
            groups.setdefault(_describe_change(change), []).append(show(change.name))
        else:
            unchanged += 1
    if not groups:
        return []
    shares = any("." in words for words in groups)
    note = style.faint("  .5 and the like: the mean over the attractors") if shares else ""
    lines = [style.title("Nodes that change") + note]
    widest = max(map(len, groups))
    for words, names in sorted(groups.items(), key=lambda group: group[0] == _HARDLY):
        first = f"  {words:<{widest}}  "
        wrapped = wrap_names(names, style.width, first=first, indent=widest + 4)
        wrapped[0] = wrapped[0].replace(words, style.warn(words), 1)
        lines += wrapped
    verb = "behaves" if unchanged == 1 else "behave"
    lines.append(style.faint(f"  {plural(unchanged, 'node')} {verb} as before"))
    return lines


def _describe_change(change: Change) -> str:
    """``always on -> always off``, ``.5 -> always off``, ``on in 2 of 9 -> always on``."""
    before = _state(change.wild, change.wild_mean)
    after = _state(change.perturbed, change.perturbed_mean)
    return _HARDLY if before == after else f"{before} -> {after}"


def _state(tendency: Tendency, mean: Fraction | None) -> str:
    words = tendency.words
    if words in ("every", "no"):
        return "always on" if words == "every" else "always off"
    if mean is not None:
        return format_share(mean)
    if words == "unknown":
        return words
    return f"on in {_words(tendency)}"


# -- why -----------------------------------------------------------------------------------


def _reasons(report: KnockoutReport, style: Style) -> list[str]:
    """How the change spreads, one step a line, indented by its distance from what is held."""
    if not any(reason.rule for reason in report.reasons):  # nothing but what is held
        return []
    lines = [style.title("Why")]
    # Where many conditions are counted together, a node may change with no cause of its own.
    told = [r for r in report.reasons if r.because or r.value is not None]
    for reason in told[:_REASONS]:
        indent = 2 + 2 * min(reason.distance, 10)
        words = _because(reason)
        lines += wrap_text(words, style.width, first=" " * indent, indent=indent + 4)
    if len(told) > _REASONS:
        lines.append(f"  and {len(told) - _REASONS} steps more; --json has all")
    return lines


def _because(reason: Reason) -> str:
    """``Blimp1 = 0, was 1, because NFATc1 = 0 (rule: NFATc1)``."""
    text = _value(reason.node, reason.value)
    if not reason.rule and not reason.because:
        return f"{text} (held)"
    if not reason.rule and reason.distance == 0:
        return f"{text} (held with {show(reason.because[0][0])})"
    if reason.before is not None and reason.before != reason.value:
        text += f", was {reason.before}"
    causes = join([_value(*cause) for cause in reason.because]) if reason.because else ""
    link = "because" if reason.proven else "together with"
    text += f", {link} {causes}" if causes else ""
    return text + (f" (rule: {show(reason.rule)})" if reason.rule else "")


def _value(name: str, value: int | None) -> str:
    return f"{show(name)} varies" if value is None else f"{show(name)} = {value}"


def _closing(report: KnockoutReport) -> str:
    """Last: how much is proven."""
    side = name_side(report.perturbation)
    found = f"{format_found(report.wild)} in the wild type, {format_found(report.perturbed)}"
    if report.coverage is Coverage.COMPLETE:
        return f"{found} in the {side}; complete"
    whole = report.wild.coverage is Coverage.COMPLETE
    return f"{found} in the {side}; {format_stopped(report.perturbed if whole else report.wild)}"
