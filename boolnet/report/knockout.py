"""What a perturbation changes, as text: the story first, then the tables, then why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boolnet.analysis.attractors import AttractorReport, Tendency
from boolnet.analysis.explain import Reason
from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Coverage
from boolnet.network.perturbation import Perturbation
from boolnet.report.attractors import format_found
from boolnet.report.conditions import format_question
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_count, format_share, plural
from boolnet.report.style import Style, pad, wrap, wrap_names, wrap_text

_STORIES = 6  # phenotypes that the story tells; the table has all
_REASONS = 40  # steps of the explanation that are printed
_LABELS = 20  # attractors that are named one by one


def format_knockout(report: KnockoutReport, style: Style | None = None) -> str:
    """The comparison as text.

    Args:
        report: What was found.
        style: The look; plain text in 80 columns when `None`.
    """
    style = style or Style()
    subject = f"{name_perturbation(report.perturbation)}: effect on the {report.question.update}"
    subject = subject[:1].upper() + subject[1:]
    parts = [
        format_question(f"{subject} attractors", report.question, style),
        _story(report, style),
        _change_table("Phenotypes", "in", report.phenotypes, style),
        _attractors(report, style),
        _nodes(report, style),
        _reasons(report, style),
        _closing(report, style),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def name_perturbation(perturbation: Perturbation) -> str:
    """``knockout of NFATc1, overexpression of OPG, RANKL->RANK blocked``."""
    off = [show(name) for name, value in perturbation.nodes if not value]
    on = [show(name) for name, value in perturbation.nodes if value]
    parts = []
    if off:
        parts.append(f"knockout of {_and(off)}")
    if on:
        parts.append(f"overexpression of {_and(on)}")
    for regulator, target, value in perturbation.regulations:
        how = "held at 1" if value else "blocked"
        parts.append(f"{show(regulator)}->{show(target)} {how}")
    return ", ".join(parts)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# -- the story -----------------------------------------------------------------------------


def _story(report: KnockoutReport, style: Style) -> list[str]:
    """One or two sentences for a biologist."""
    doer = _doing(report.perturbation)
    changed = [change for change in report.phenotypes if change.changed]
    sentences = [_tell(report, change) for change in changed[:_STORIES]]
    sentences = [sentence for sentence in sentences if sentence]
    if len(changed) > _STORIES:
        sentences.append(f"{len(changed) - _STORIES} more phenotypes change.")
    if sentences:
        return [
            line for s in sentences for line in wrap_text(f"{doer} {s}", style.width, indent=2)
        ] if len(sentences) == 1 else [
            f"{doer}",
            *(line for s in sentences for line in _bullet(s, style)),
        ]  # fmt: skip
    held = {name for name, _ in report.perturbation.nodes}
    nodes = [show(change.name) for change in report.nodes if change.changed]
    others = [show(c.name) for c in report.nodes if c.changed and c.name not in held]
    if not nodes:
        told = "changes nothing: every node behaves as in the wild type."
    elif not others:
        told = f"changes {_and(nodes)} alone; nothing follows from it."
    elif report.phenotypes:
        told = f"changes none of the phenotypes, but {plural(len(others), 'other node')}."
    else:
        told = f"changes {plural(len(others), 'other node')}."
    return wrap_text(f"{doer} {told}", style.width, indent=2)


def _bullet(sentence: str, style: Style) -> list[str]:
    return wrap_text(sentence, style.width, first="  - ", indent=4)


def _doing(perturbation: Perturbation) -> str:
    off = [show(name) for name, value in perturbation.nodes if not value]
    on = [show(name) for name, value in perturbation.nodes if value]
    parts = [f"knocking out {_and(off)}"] if off else []
    parts += [f"overexpressing {_and(on)}"] if on else []
    for regulator, target, value in perturbation.regulations:
        verb = "holding" if value else "blocking"
        parts.append(f"{verb} {show(regulator)}->{show(target)}" + " at 1" * value)
    text = " and ".join(parts)
    return text[:1].upper() + text[1:]


def _tell(report: KnockoutReport, change: Change) -> str:
    """What happens to one phenotype, with the numbers behind it."""
    phenotype = next((p for p in report.question.phenotypes if p.name == change.name), None)
    title = f" ({phenotype.title})" if phenotype is not None and phenotype.title else ""
    before, after = change.wild.words, change.perturbed.words
    name = show(change.name + title)
    verbs = {
        ("every", "no"): "abolishes",
        ("some", "no"): "abolishes",
        ("no", "every"): "brings about",
        ("some", "every"): "makes inevitable",
        ("no", "some"): "makes possible",
        ("every", "some"): "weakens",
    }
    verb = verbs.get((before, after))
    if verb is None:
        more = _mean(change.perturbed) > _mean(change.wild)
        verb = "favours" if more else "disfavours"
    wild, perturbed = _in(change.wild, "wild type"), _in(change.perturbed, "perturbed network")
    return f"{verb} {name}: it is on in {wild} and in {perturbed}."


def _in(tendency: Tendency, where: str) -> str:
    """``every attractor of the wild type``, ``2 of 5 attractors of the wild type``."""
    if not tendency.total:
        return f"no known attractor of the {where}"
    if tendency.unknown:
        return f"at least {format_count(tendency.on)} attractors of the {where}"
    if tendency.on == tendency.total:
        each = "the only attractor" if tendency.total == 1 else "every attractor"
        return f"{each} of the {where}"
    if not tendency.on and not tendency.mixed:
        return f"none of the {where}"
    some = f"{format_count(tendency.on)} of {plural(tendency.total, 'attractor')} of the {where}"
    if tendency.mixed:
        some += f" (in some states of {format_count(tendency.mixed)} more)"
    return some


def _mean(tendency: Tendency) -> float:
    return (tendency.on + tendency.mixed / 2) / max(tendency.total, 1)


# -- tables --------------------------------------------------------------------------------


def _change_table(title: str, how: str, changes: Iterable[Change], style: Style) -> list[str]:
    """``Resorption   every -> no``, what changed marked with an arrow."""
    rows = [(show(c.name), _words(c, c.wild, how), _words(c, c.perturbed, how), c) for c in changes]
    if not rows:
        return []
    names = max(len(title), *(width(row[0]) for row in rows))
    befores = max(len("wild type"), *(len(row[1]) for row in rows))
    heads = pad(title, names + 2) + "  "
    lines = [style.title(heads) + style.faint(f"{'wild type':<{befores}}     perturbed")]
    for name, before, after, change in rows:
        if change.changed:
            after = style.warn(after)
        line = f"  {pad(name, names)}  {before:<{befores}}  {'->' if change.changed else '= '}  "
        lines.append(line + (after if change.changed else style.faint("same")))
    return lines


def _words(change: Change, tendency: Tendency, how: str) -> str:
    """``every attractor``, ``2 of 5``, ``no attractor``."""
    words = tendency.words
    if words in ("every", "no"):
        return f"{words} attractor"
    if words == "unknown":
        return "unknown"
    mixed = f", mixed in {format_count(tendency.mixed)}" if tendency.mixed else ""
    return f"{format_count(tendency.on)} of {format_count(tendency.total)}{mixed}"


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
    lines = [style.title("Nodes that change")]
    widest = min(max(map(len, groups)), 36)
    for words, names in groups.items():
        first = f"  {words:<{widest}}  "
        wrapped = wrap_names(names, style.width, first=first, indent=widest + 4)
        wrapped[0] = wrapped[0].replace(words, style.warn(words), 1)
        lines += wrapped
    lines.append(style.faint(f"  {plural(unchanged, 'node')} behave as before"))
    return lines


def _describe_change(change: Change) -> str:
    before, after = _state(change.wild), _state(change.perturbed)
    if before != after and "sometimes" not in (before, after):
        return f"{before} -> {after}"
    if change.wild_mean is not None and change.perturbed_mean is not None:
        shares = f"{format_share(change.wild_mean)} -> {format_share(change.perturbed_mean)}"
        if before == after:
            return f"mean {shares}"
        return f"{before} -> {after} (mean {shares})"
    counts = f"{_fraction(change.wild)} -> {_fraction(change.perturbed)}"
    return f"on in {counts}" if before == after else f"{before} -> {after}"


def _state(tendency: Tendency) -> str:
    """``always on``, ``always off``, ``sometimes on``."""
    words = {"every": "always on", "no": "always off", "some": "sometimes"}
    return words.get(tendency.words, "unknown")


def _fraction(tendency: Tendency) -> str:
    return f"{format_count(tendency.on)}/{format_count(tendency.total)}"


# -- why -----------------------------------------------------------------------------------


def _reasons(report: KnockoutReport, style: Style) -> list[str]:
    """How the change spreads, one step a line, indented by its distance from what is held."""
    if not report.reasons:
        return []
    lines = [style.title("Why")]
    for reason in report.reasons[:_REASONS]:
        indent = 2 + 2 * min(reason.distance, 10)
        words = _because(reason)
        lines += wrap_text(words, style.width, first=" " * indent, indent=indent + 4)
    if len(report.reasons) > _REASONS:
        lines.append(f"  and {len(report.reasons) - _REASONS} steps more; --json has all")
    return lines


def _because(reason: Reason) -> str:
    """``Blimp1 = 0, was 1, because NFATc1 = 0 (rule: NFATc1)``."""
    value = "varies" if reason.value is None else f"= {reason.value}"
    text = f"{show(reason.node)} {value}"
    if not reason.rule and not reason.because:
        return f"{text} (held)"
    if reason.before is not None and reason.before != reason.value:
        text += f", was {reason.before}"
    causes = _and([f"{show(name)} = {v}" for name, v in reason.because]) if reason.because else ""
    link = "because" if reason.proven else "together with"
    text += f", {link} {causes}" if causes else ""
    return text + (f" (rule: {show(reason.rule)})" if reason.rule else "")


def _closing(report: KnockoutReport, style: Style) -> list[str]:
    """Last: how much is proven."""
    found = f"{format_found(report.wild)} compared with {format_found(report.perturbed)}"
    if report.coverage is Coverage.COMPLETE:
        return wrap(f"{found}; complete".split(), style.width)
    stopped = report.wild.stopped or report.perturbed.stopped or "beyond the budget"
    return wrap(f"{found}; not complete: {stopped}".split(), style.width)
