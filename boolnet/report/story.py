"""The effect of a perturbation in one or two sentences, as a biologist would put it."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.analysis.attractors import Tendency
from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.network.perturbation import Perturbation
from boolnet.report.echo import show
from boolnet.report.numbers import format_count, plural
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


def name_perturbation(perturbation: Perturbation) -> str:
    """``Knockout of NFATc1``, ``Overexpression of OPG, RANKL->RANK blocked``."""
    off, on = _held(perturbation)
    parts = [f"knockout of {join(off)}"] if off else []
    parts += [f"overexpression of {join(on)}"] if on else []
    for regulator, target, value in perturbation.regulations:
        how = "held at 1" if value else "blocked"
        parts.append(f"{show(regulator)}->{show(target)} {how}")
    text = ", ".join(parts)
    return text if parts and not off and not on else text[:1].upper() + text[1:]


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
    """A sentence for all phenotypes to which the same happens."""
    titles = {p.name: p.title for p in report.question.phenotypes}
    groups: dict[str, list[str]] = {}
    events: dict[str, str] = {}
    for change in report.phenotypes:
        if change.changed and "unknown" not in (change.wild.words, change.perturbed.words):
            numbers = (
                f"on in {_in(change.wild, 'wild type')} "
                f"and in {_in(change.perturbed, name_side(report.perturbation))}."
            )
            groups.setdefault(numbers, []).append(change.name)
            events[numbers] = _event(change)
    sentences = []
    for numbers, names in groups.items():
        title = titles.get(names[0], "")
        shown = [show(name) for name in names[:_MOST_NAMES]]
        if len(names) > _MOST_NAMES:
            shown.append(f"{len(names) - _MOST_NAMES} more")
        who = f"{shown[0]} ({show(title)})" if len(names) == 1 and title else join(shown)
        verb = "it is" if len(names) == 1 else "they are"
        sentences.append(f"{events[numbers].format(who)}: {verb} {numbers}")
    return sentences


def _event(change: Change) -> str:
    event = _EVENTS.get((change.wild.words, change.perturbed.words))
    if event is None:
        more = _share(change.perturbed) > _share(change.wild)
        event = "favours {}" if more else "disfavours {}"
    return event


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
    return f"{format_count(number)} of {plural(total, 'attractor')}"


def _about_nodes(report: KnockoutReport) -> str:
    held = {name for name, _ in report.perturbation.nodes}
    changed = [change.name for change in report.nodes if change.changed]
    others = [name for name in changed if name not in held]
    if not changed:
        return "changes nothing: every node behaves as in the wild type."
    if not others:
        return f"changes {join([show(name) for name in changed])} alone; nothing follows from it."
    phenotypes = "none of the phenotypes, but " if report.phenotypes else ""
    return f"changes {phenotypes}{plural(len(others), 'other node')}."
