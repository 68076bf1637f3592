"""Interventions as text: the sets, what else they do, and how each works."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.analysis.explain import Reason
from boolnet.analysis.intervention_effects import Effect
from boolnet.analysis.interventions import InterventionReport, Solution
from boolnet.engines.budget import Coverage
from boolnet.report.conditions import format_question
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_count, plural
from boolnet.report.story import join
from boolnet.report.style import Style, pad, wrap, wrap_names, wrap_text

_INDENT = 15
_WHYS = 10  # sets whose way is printed
_UNDECIDED = 5  # undecided sets that are named
_PHENOTYPES = 4  # other phenotypes of a set that are named
_STAYS = {True: "stays", False: "may be lost", None: "not known"}


def format_control(
    report: InterventionReport,
    style: Style | None = None,
    *,
    limit: int | None = None,
    begin: str = "",
) -> str:
    """The answer as text.

    Args:
        report: What was found.
        style: The look; plain text in 80 columns when `None`.
        limit: List at most so many sets; all when `None`.
        begin: The start, as it was written.
    """
    style = style or Style()
    listed = report.solutions[:limit]
    parts = [
        _asked(report, begin, style),
        _answer(report, style),
        _table(report, listed, style),
        _ways(report, listed, style),
        _undecided(report, style),
        _closing(report, style),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


# -- what was asked ------------------------------------------------------------------------


def _asked(report: InterventionReport, begin: str, style: Style) -> list[str]:
    first = report.questions[0]
    name = show(first.network.title) or "the network"
    title = f"Interventions in {name}"
    lines = format_question(title, first, style)
    lines[0] += f", {first.update} update"
    if len(report.questions) > 1:
        names = [show(question.environment.name) for question in report.questions]
        lines = lines[:1] + wrap_names(names, style.width, first=_label("environments"), indent=15)
    where = "every attractor" if report.every else "at least one attractor"
    if begin:
        where += f" that can be reached from {show(begin)}"
    if report.temporary:
        where += ", after the holds are released"
    if len(report.questions) > 1:
        where += ", in each environment"
    wanted = f"{show(str(report.wanted))} in {where}"
    return lines + wrap_text(wanted, style.width, first=_label("wanted"), indent=_INDENT)


def _label(text: str) -> str:
    return f"  {text:<{_INDENT - 2}}"


def _answer(report: InterventionReport, style: Style) -> list[str]:
    """The outcome in a sentence or two."""
    if report.hopeless:
        names = [show(q.environment.name) for q in report.hopeless if q.environment.name]
        where = f" in {join(names)}" if names else ""
        told = (
            f"Nothing can last: without holds no attractor{where} has {show(str(report.wanted))}, "
            f"and when the holds are released one of these is reached."
        )
        return wrap_text(told, style.width)
    if report.solutions and not report.solutions[0].parts:
        some = "every attractor" if report.every else "some attractor"
        told = f"Nothing has to be done: {some} is as wanted without any hold."
        return wrap_text(told, style.width)
    if not report.solutions and report.proved >= 0:
        known = " is known to be" if report.undecided else " is"
        size = f"up to {report.proved}" if report.proved != 1 else "one experiment"
        told = f"No set of {size}{known} enough."
        return wrap_text(told if report.proved else "Something has to be done.", style.width)
    return []


# -- the sets ------------------------------------------------------------------------------


def _table(report: InterventionReport, listed: Sequence[Solution], style: Style) -> list[str]:
    if not any(solution.parts for solution in listed):
        return []
    released = report.every and not report.temporary
    head = ["", "set", "attractors", "nodes"]
    rows = [_row(number, s, released) for number, s in enumerate(listed, 1)]
    if released and any(s.stays is not None for s in listed):
        head.append("released")
    else:
        rows = [row[:4] for row in rows]
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    widths[1] = min(widths[1], style.width - sum(widths) + widths[1] - 12)
    lines = [style.title(_line(head, widths))]
    for row, solution in zip(rows, listed, strict=True):
        lines.append(_line(row, widths))
        other = _others(solution)
        if other:
            lines += wrap_text(other, style.width, first=" " * 9, indent=11)
    if len(listed) < len(report):
        more = len(report) - len(listed)
        lines.append(style.faint(f"  and {format_count(more)} more; list more with --limit"))
    notes = "nodes: how many change besides those that are held"
    if len(head) > 4:
        notes += "; released: what becomes of the phenotype when the holds are"
    return lines + wrap_text(style.faint(notes), style.width, first="  ", indent=2)


def _row(number: int, solution: Solution, released: bool) -> list[str]:
    counts = {format_count(effect.attractors) for effect in solution.effects}
    nodes = {_nodes(effect) for effect in solution.effects}
    star = "" if solution.proved else " *"
    return [
        str(number),
        " + ".join(show(name) for name in solution.names) + star,
        _range(counts),
        _range(nodes),
        _STAYS[solution.stays] if released else "",
    ]


def _nodes(effect: Effect) -> str:
    return "?" if effect.nodes is None else format_count(len(effect.nodes))


def _range(words: set[str]) -> str:
    """One number, or the least and the most of several environments."""
    if len(words) <= 1:
        return next(iter(words), "?")
    ordered = sorted(words, key=lambda word: (len(word), word))
    return f"{ordered[0]}-{ordered[-1]}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  " + "  ".join(pad(c, w) for c, w in zip(cells, widths, strict=True)).rstrip()


def _others(solution: Solution) -> str:
    """``also loses Erosion; gains Formation``: other phenotypes, over all environments."""
    groups: dict[str, dict[str, None]] = {"loses": {}, "gains": {}, "shifts": {}}
    for effect in solution.effects:
        for change in effect.phenotypes:
            verb = {"no": "loses", "every": "gains"}.get(change.perturbed.words, "shifts")
            groups[verb][show(change.name)] = None
    told = []
    for verb, names in groups.items():
        some = list(names)[:_PHENOTYPES]
        some += [f"{len(names) - len(some)} more"] if len(some) < len(names) else []
        told += [f"{verb} {join(some)}"] if some else []
    return f"also {'; '.join(told)}" if told else ""


# -- how it works --------------------------------------------------------------------------


def _ways(report: InterventionReport, listed: Sequence[Solution], style: Style) -> list[str]:
    lines: list[str] = []
    for number, solution in enumerate(listed[:_WHYS], 1):
        if not solution.effects or not solution.parts:
            continue
        words = _chain(solution.effects[0].reasons, report.wanted.phenotype.markers)
        if words:
            lines += wrap(words, style.width, first=f"  {number:>2}  ", indent=8)
    if not lines:
        return []
    if len(listed) > _WHYS:
        lines.append(style.faint("  and so on"))
    note = style.faint("  one way each; --json has every step, with its rule")
    return [style.title("How they work") + note, *lines]


def _chain(reasons: Sequence[Reason], markers: Sequence[str]) -> list[str]:
    """``Denosumab = 1 > RANKL = 0 > BoneLoss = 0``: one way from a hold to the phenotype."""
    known = {reason.node: reason for reason in reasons}
    ends = [known[name] for name in markers if name in known]
    if not ends:
        return []
    way = [max(ends, key=lambda reason: reason.distance)]
    while way[0].distance:
        causes = [known[name] for name, _ in way[0].because if name in known]
        nearer = [cause for cause in causes if cause.distance < way[0].distance]
        if not nearer:
            break
        way.insert(0, max(nearer, key=lambda reason: reason.distance))
    return [("> " if number else "") + _value(reason) for number, reason in enumerate(way)]


def _value(reason: Reason) -> str:
    value = "varies" if reason.value is None else f"= {reason.value}"
    return f"{show(reason.node)} {value}"


# -- how sure it is ------------------------------------------------------------------------


def _undecided(report: InterventionReport, style: Style) -> list[str]:
    if not report.undecided:
        return []
    lines = [style.title("Undecided")]
    for parts, why in report.undecided[:_UNDECIDED]:
        name = " + ".join(show(part.name or str(part.perturbation)) for part in parts)
        lines += wrap_text(f"{name or 'nothing'}: {why}", style.width, first="  ", indent=4)
    if len(report.undecided) > _UNDECIDED:
        lines.append(f"  and {format_count(len(report.undecided) - _UNDECIDED)} more")
    if any(not solution.proved for solution in report):
        lines.append("  * a part of this set is among them: it may be enough")
    return lines


def _closing(report: InterventionReport, style: Style) -> list[str]:
    """Last: what it took, and how much is proven."""
    rest = report.coverage is Coverage.COMPLETE and report.tried < report.possible
    follow = "; the others follow from these" if rest else ""
    possible = plural(report.possible, "set")
    tried = f"{format_count(report.tried)} of {possible} tried{follow}"
    found = plural(len(report), "minimal set")
    if report.solutions:
        checked = sum(solution.checked for solution in report)
        every = "each" if checked == len(report) else f"{format_count(checked)} of them"
        found += f", {every} checked by an ordinary search"
    if report.coverage is Coverage.COMPLETE:
        told = f"complete up to size {report.largest}"
    elif report.stopped:
        known = f"complete up to size {report.proved}" if report.proved >= 0 else "none is complete"
        told = f"{report.stopped}: {known}, there may be more"
    else:
        open_ = plural(len(report.undecided), "undecided set")
        told = f"{open_}, else complete up to size {report.proved}"
    return [style.faint(tried), *wrap_text(f"{found}; {told}", style.width)]
