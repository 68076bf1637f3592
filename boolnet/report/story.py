"""The effect of a perturbation in one or two sentences, as a biologist would put it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.engines.tendency import Tendency
from boolnet.network.perturbation import Perturbation
from boolnet.report.echo import show
from boolnet.report.levels import find_levels
from boolnet.report.numbers import MANY, format_count, format_percent, plural
from boolnet.report.style import Style, wrap_text

_MOST_NAMES = 8  # of a list in a sentence; the tables have all

# In how many attractors before and after -> what happened to {}.
_EVENTS = {
    ("every", "no"): "abolishes {}",
    ("some", "no"): "abolishes {}",
    ("no", "every"): "brings about {}",
    ("no", "some"): "makes {} possible",
    ("some", "every"): "makes {} inevitable",
    ("every", "some"): "makes {} uncertain",
}
_TRENDS = ("favours {}", "disfavours {}")


def name_perturbation(perturbation: Perturbation, closed: Perturbation | None = None) -> str:
    """``Knockout of NFATc1``, ``Overexpression of OPG, RANKL->RANK blocked``.

    Levels of *closed* that go along are named in parentheses: ``(with OPG_hi)``.
    """
    off, on = _held(perturbation)
    parts = [f"knockout of {join(off)}"] if off else []
    parts += [f"overexpression of {join(on)}"] if on else []
    for regulator, target, value in perturbation.regulations:
        how = "held at 1" if value else "blocked"
        parts.append(f"{show(regulator)}->{show(target)} {how}")
    text = ", ".join(parts) + name_levels(perturbation, closed or perturbation)
    return text if parts and not off and not on else text[:1].upper() + text[1:]


def name_levels(perturbation: Perturbation, closed: Perturbation) -> str:
    """`` (with OPG_hi, OPG_max)``: what is in *closed* and not asked for; may be empty."""
    along = find_levels(perturbation, closed)
    return f" (with {', '.join(map(show, along))})" if along else ""


def name_side(perturbation: Perturbation) -> str:
    """``knockout`` when that is all it is, else ``perturbed network``."""
    off, on = _held(perturbation)
    return "knockout" if off and not on and not perturbation.regulations else "perturbed network"


def join(words: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def format_story(report: KnockoutReport, style: Style) -> list[str]:
    """What the perturbation does, first to the phenotypes, else to the nodes."""
    doer = _doing(report.perturbation)
    sentences = _about_phenotypes(report)
    if not sentences:
        return wrap_text(f"{doer} {_about_nodes(report)}", style.width)
    if len(sentences) == 1:
        return wrap_text(f"{doer} {sentences[0]}", style.width)
    lines = [f"{doer}"]
    for sentence in sentences:
        lines += wrap_text(sentence, style.width, first="- ", indent=2)
    return lines


def _held(perturbation: Perturbation) -> tuple[list[str], list[str]]:
    off = [show(name) for name, value in perturbation.nodes if not value]
    on = [show(name) for name, value in perturbation.nodes if value]
    return off, on


def _doing(perturbation: Perturbation) -> str:
    off, on = _held(perturbation)
    parts = [f"knocking out {join(off)}"] if off else []
    parts += [f"overexpressing {join(on)}"] if on else []
    for regulator, target, value in perturbation.regulations:
        verb, end = ("holding", " at 1") if value else ("blocking", "")
        parts.append(f"{verb} {show(regulator)}->{show(target)}{end}")
    text = join(parts)
    return text[:1].upper() + text[1:]


def _about_phenotypes(report: KnockoutReport) -> list[str]:
    """A sentence for each kind of event, the surest first."""
    titles = {phenotype.name: phenotype.title for phenotype in report.question.phenotypes}
    groups: dict[str, list[Change]] = {}
    for change in report.phenotypes:
        if change.changed and "unknown" not in (change.wild.words, change.perturbed.words):
            groups.setdefault(_event(change), []).append(change)
    order = [*dict.fromkeys(_EVENTS.values()), *_TRENDS]
    sentences = []
    for event in sorted(groups, key=order.index):
        changes = groups[event]
        shown = [show(change.name) for change in changes[:_MOST_NAMES]]
        if len(changes) > _MOST_NAMES:
            shown.append(f"{len(changes) - _MOST_NAMES} more")
        title = titles.get(changes[0].name, "")
        who = f"{shown[0]} ({show(title)})" if len(changes) == 1 and title else join(shown)
        numbers = {_numbers(change, report.perturbation) for change in changes}
        told = f": {numbers.pop()}" if len(numbers) == 1 else ""
        sentences.append(f"{event.format(who)}{told}.")
    return sentences


def _event(change: Change) -> str:
    event = _EVENTS.get((change.wild.words, change.perturbed.words))
    return event or _TRENDS[_share(change.perturbed) < _share(change.wild)]


def _numbers(change: Change, perturbation: Perturbation) -> str:
    """``on in every attractor of the wild type and in none of the knockout``."""
    before = _in(change.wild, "wild type")
    return f"on in {before} and in {_in(change.perturbed, name_side(perturbation))}"


def _share(tendency: Tendency) -> float:
    return (2 * tendency.on + tendency.mixed) / max(2 * tendency.total, 1)


def _in(tendency: Tendency, where: str) -> str:
    """``every attractor of the wild type``, ``2 of 5 attractors of the wild type``."""
    if not tendency.total:
        return f"no attractor that was found in the {where}"
    if tendency.unknown:
        return f"at least {plural(tendency.on, 'attractor')} of the {where}"
    if not tendency.on and not tendency.mixed:
        return f"none of the {where}"
    if not tendency.on:
        return f"some states of {_how_many(tendency.mixed, tendency.total)} of the {where}"
    some = f"{_how_many(tendency.on, tendency.total)} of the {where}"
    if tendency.mixed:
        some += f" (and in some states of {format_count(tendency.mixed)} more)"
    return some


def _how_many(number: int, total: int) -> str:
    if number == total:
        return "the only attractor" if total == 1 else "every attractor"
    if total >= MANY:
        return f"{format_percent(Fraction(number, total))} of the attractors"
    return f"{format_count(number)} of {plural(total, 'attractor')}"


def _about_nodes(report: KnockoutReport) -> str:
    held = {name for name, _ in report.closed.nodes}
    changed = [change.name for change in report.nodes if change.changed]
    others = [name for name in changed if name not in held]
    if not changed:
        return "changes nothing: every node behaves as in the wild type."
    if not others:
        return f"changes {join([show(name) for name in changed])} alone; nothing follows from it."
    phenotypes = "none of the phenotypes, but " if report.phenotypes else ""
    return f"changes {phenotypes}{plural(len(others), 'other node')}."
