"""A screen for people: what stands out, phenotype by phenotype, and how far it is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from boolnet.analysis.screen import Screen
from boolnet.analysis.screen_row import Shown
from boolnet.analysis.screen_summary import Hit, PhenotypeSummary, ScreenSummary
from boolnet.report.conditions import format_perturbation, format_question
from boolnet.report.echo import show, width
from boolnet.report.heat_map import format_heat_map, format_level
from boolnet.report.numbers import format_count, format_share, plural
from boolnet.report.style import Style, pad, pad_left, wrap, wrap_names, wrap_text

_INDENT = 15
_MOST_NAMES = 12  # environments that are named one by one
_SIZES = {1: "single experiment", 2: "pair", 3: "triple"}
_NOTES = {
    "BN604": ("holds what is so anyway", "hold what is so anyway"),
    "BN609": (
        "holds a node that a phenotype reads: it is measured and forced",
        "hold a node that a phenotype reads: it is measured and forced",
    ),
}
_CLASSES = {
    "rescue": "as without any experiment, though a single one changes it",
    "synthetic gain": "raised by both together, by neither alone",
    "synthetic loss": "lowered by both together, by neither alone",
    "masking": "both change it, differently; one prevails",
    "enhanced": "more than either does",
    "reversed": "the opposite of what the single ones do",
}


def format_screen(
    screen: Screen,
    summary: ScreenSummary,
    style: Style | None = None,
    *,
    is_complete: bool = True,
) -> str:
    """What stands out in a screen, as text.

    Args:
        screen: What was asked.
        summary: What was found; its phenotypes are those of *screen*.
        style: The look; plain text in 80 columns when `None`.
        is_complete: Whether *summary* is that of all rows: nobody stopped the screen.
    """
    style = style or Style()
    many = len(summary.environments) > 1
    titles = {phenotype.name: phenotype.title for phenotype in screen.phenotypes}
    parts = [[*_head(screen, style), *_experiments(summary, style)], _verdict(summary, style)]
    for phenotype in summary.phenotypes:
        parts.append(_phenotype(phenotype, titles.get(phenotype.name, ""), many, style))
    parts.append(format_heat_map(summary, style))
    for phenotype in summary.phenotypes:
        parts.append(_pairs(phenotype, many, style))
    closing = _closing(summary, style, "" if is_complete else _part(screen, summary))
    parts += [_notes(summary, style), _settled(summary, style), closing]
    return "\n\n".join("\n".join(part) for part in parts if part)


# -- what was asked ------------------------------------------------------------------------


def _head(screen: Screen, style: Style) -> list[str]:
    question = screen.questions[0]
    title = f"Screen of {show(screen.network.title)}"
    start = _start(screen, style)
    if len(screen.environments) == 1:
        first, *rest = format_question(title, question, style)
        return [f"{first}, {screen.update} update", *rest, *start]
    nodes = plural(len(screen.network), "node")
    lines = [f"{style.title(title)}, {nodes}, {screen.update} update"]
    names = [show(environment.name) for environment in screen.environments]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"and {len(names) - _MOST_NAMES} more"]
    label = f"  {'environments':<{_INDENT - 2}}"
    lines += wrap_names(names, style.width, first=label, indent=_INDENT)
    if screen.background:
        lines += _labelled("background", format_perturbation(screen.background), style)
    if screen.settings:
        words = {False: "= 0", True: "= 1", None: "free"}
        told = ", ".join(f"{show(name)} {words[value]}" for name, value in screen.settings.items())
        lines += _labelled("set", told, style)
    return [*lines, *start]


def _start(screen: Screen, style: Style) -> list[str]:
    """Where the experiments begin, if that matters."""
    if screen.start is None:
        return []
    if isinstance(screen.start, str):
        return _labelled("from", "the attractors without the experiment", style)
    named = [f"{show(name)} = {int(value)}" for name, value in screen.start.items()]
    if len(named) > _MOST_NAMES:
        named = [*named[:_MOST_NAMES], f"and {len(named) - _MOST_NAMES} nodes more"]
    return _labelled("from", ", ".join(named), style)


def _experiments(summary: ScreenSummary, style: Style) -> list[str]:
    told = [
        plural(number, _SIZES[size]) if size in _SIZES else f"{format_count(number)} of {size}"
        for size, number in summary.sizes.items()
    ]
    text = ", ".join(told) or "none"
    if len(summary.environments) > 1:
        text += f", in {len(summary.environments)} environments"
    return _labelled("experiments", text, style)


def _labelled(label: str, text: str, style: Style) -> list[str]:
    return wrap_text(text, style.width, first=f"  {label:<{_INDENT - 2}}", indent=_INDENT)


def _verdict(summary: ScreenSummary, style: Style) -> list[str]:
    """How many change something."""
    rows, same = summary.rows, summary.unchanged
    what = "row" if len(summary.environments) > 1 else "experiment"
    if not rows:
        return ["There was nothing to do."]
    changed = rows - same - summary.open
    if same == rows:
        text = f"None of {plural(rows, what)} changes an attractor, a phenotype or a readout."
    else:
        text = f"{format_count(changed)} of {plural(rows, what)} {_verb(changed)} something"
        text += f"; {format_count(same)} {_verb(same)} nothing" if same else ""
        text += f"; {format_count(summary.open)} undecided." if summary.open else "."
    if summary.incomplete:
        text += f" {format_count(summary.incomplete)} ended at the budget: what they show is a"
        text += " lower bound (*)."
    if any(row.coverage != "complete" for row in summary.baselines):
        text += " The search without an experiment is itself a lower bound: no comparison with"
        text += " it is certain."
    return wrap_text(text, style.width)


def _verb(number: int) -> str:
    return "changes" if number == 1 else "change"


# -- phenotypes ----------------------------------------------------------------------------


def _phenotype(summary: PhenotypeSummary, title: str, many: bool, style: Style) -> list[str]:
    """The best hits of one phenotype."""
    name = show(summary.name) + (f" ({show(title)})" if title else "")
    lines = [style.title(name)]
    lines += wrap_text(_baseline(summary), style.width, first="  ", indent=2)
    if not summary.number:
        return [*lines, "  no experiment changes it"]
    lines += _table(summary, many, style)
    rest = summary.number - len(summary.hits) - summary.forced - summary.no_more
    told = [f"{format_count(rest)} more {_verb(rest)} it"] if rest else []
    if summary.no_more:
        verb = "does" if summary.no_more == 1 else "do"
        told.append(
            f"{plural(summary.no_more, 'combination')} {verb} no more than a part of it alone"
        )
    if summary.forced:
        verb = "holds" if summary.forced == 1 else "hold"
        told.append(f"{format_count(summary.forced)} {verb} a node that it reads")
    if told:
        text = "not listed: " + "; ".join(told)
        lines += [style.faint(line) for line in wrap_text(text, style.width, first="  ", indent=4)]
    return lines


def _baseline(summary: PhenotypeSummary) -> str:
    """``without an experiment: in every attractor``, by environment where that differs."""
    groups: dict[str, list[str]] = {}
    for environment, shown in summary.baselines.items():
        groups.setdefault(_where(shown), []).append(show(environment))
    if len(groups) == 1:
        return f"without an experiment {next(iter(groups))}"
    told = []
    for where, names in groups.items():
        most = _MOST_NAMES // 2 if len(names) > _MOST_NAMES // 2 + 1 else len(names)
        more = f" and {len(names) - most} more" if most < len(names) else ""
        told.append(f"{where}: {', '.join(names[:most])}{more}")
    return "without an experiment " + "; ".join(told)


def _where(shown: Shown) -> str:
    if shown.words == "unknown":
        return "unknown"
    mean = shown.mean
    told = f", mean {format_share(mean)}" if mean is not None and shown.words == "some" else ""
    return f"in {shown.words} attractor{'s' * (shown.words == 'some')}{told}"


def _table(summary: PhenotypeSummary, many: bool, style: Style) -> list[str]:
    """Number, experiment, effect and environments of the hits, one a line."""
    hits = summary.hits
    alike = Counter(summary.baselines.values())
    numbers = max((len(str(hit.row.number)) for hit in hits), default=1)
    effects = [_effect(hit) for hit in hits]
    widest = max(map(len, effects), default=0)
    room = style.width - numbers - widest - 6 - 16 * many
    names = [_shorten(show(hit.row.perturbation), max(room, 12)) for hit in hits]
    longest = max(map(width, names), default=0)
    lines = []
    for hit, name, effect in zip(hits, names, effects, strict=True):
        number = style.faint(f"{hit.row.number:>{numbers}}")
        paint = style.on if _is_gain(hit) else style.warn
        line = f"  {number}  {pad(name, longest)}  {paint(effect)}"
        line += "" if hit.row.coverage == "complete" else style.warn(" *")
        if many:
            left = style.width - numbers - longest - widest - 8
            where = _name_some(hit.environments, left)
            if 2 < len(hit.environments) == alike[hit.before]:
                where = f"all {alike[hit.before]} of these"
            line += " " * (widest - len(effect)) + f"  {where}"
        lines.append(line)
    return lines


def _name_some(environments: Sequence[str], cells: int) -> str:
    """As many names as there is room for, and the number of the others."""
    text = ", ".join(map(show, environments))
    most = len(environments)
    while width(text) > cells and most > 1:
        most -= 1
        named = ", ".join(map(show, environments[:most]))
        text = f"{named} and {len(environments) - most} more"
    return _shorten(text, cells)


def _shorten(text: str, cells: int) -> str:
    return text if width(text) <= cells else text[: cells - 2] + ".."


def _effect(hit: Hit) -> str:
    """``every -> some .33``; where two digits do not tell, in words."""
    before, after = _level(hit.before), _level(hit.after)
    if before == after:
        after = "a little more" if _is_gain(hit) else "a little less"
    return f"{before} -> {after}"


def _level(shown: Shown) -> str:
    if shown.words == "some" and shown.mean is not None:
        return f"some {format_share(shown.mean)}"
    return shown.words


def _is_gain(hit: Hit) -> bool:
    order = ("no", "some", "every")
    before, after = hit.before, hit.after
    if before.mean is not None and after.mean is not None:
        return after.mean > before.mean
    if "unknown" in (before.words, after.words):
        return False
    return order.index(after.words) > order.index(before.words)


# -- pairs ---------------------------------------------------------------------------------


def _pairs(summary: PhenotypeSummary, many: bool, style: Style) -> list[str]:
    """The pairs in which the single experiments let one expect something else."""
    if not summary.pairs:
        return []
    lines = [style.title(f"{show(summary.name)}: surprising pairs")]
    for found in summary.pairs:
        text = f"{found.kind} ({format_count(found.number)}): {_CLASSES[found.kind]}"
        lines += wrap_text(text, style.width, first="  ", indent=4)
        lines += _pair_table(found.examples, many, style)
        more = found.number - len(found.examples)
        if more:
            lines.append(style.faint(f"    and {format_count(more)} more"))
    return lines


def _pair_table(hits: Sequence[Hit], many: bool, style: Style) -> list[str]:
    """The level with neither, with the first, with the second and with both."""
    numbers = max(len(str(hit.row.number)) for hit in hits)
    titles = ("neither", "first", "second", "both")
    cells = [len(title) + 2 for title in titles]
    room = style.width - numbers - sum(cells) - 6 - 14 * many
    names = [_shorten(show(hit.row.perturbation), max(room, 8)) for hit in hits]
    longest = max(map(width, names))
    head = "".join(pad_left(title, cell) for title, cell in zip(titles, cells, strict=True))
    lines = [style.faint(" " * (numbers + longest + 6) + head)]
    for hit, name in zip(hits, names, strict=True):
        shown = (hit.before, *hit.alone, hit.after)
        line = f"    {style.faint(f'{hit.row.number:>{numbers}}')}  {pad(name, longest)}"
        for level, cell in zip(shown, cells, strict=True):
            line += style.cell(pad_left(format_level(level), cell))
        if many and (left := style.width - numbers - longest - sum(cells) - 10) > 4:
            line += f"  {_name_some(hit.environments, left)}"
        lines.append(line)
    return lines


# -- the rest ------------------------------------------------------------------------------


def _notes(summary: ScreenSummary, style: Style) -> list[str]:
    """Experiments that are vacuous or mistaken, counted, with examples."""
    if not summary.notes:
        return []
    lines = [style.title("Experiments to look at")]
    for code, (number, examples) in summary.notes.items():
        one, many = _NOTES.get(code, ("has a note", "have a note"))
        text = f"{format_count(number)} {one if number == 1 else many}"
        text += f" ({code})" if code in _NOTES else ""
        lines += wrap_text(text, style.width, first="  ", indent=4)
        for row in examples:
            note = next(note for note in row.notes if note.split(":")[0] == code)
            text = f"{row.number}  {show(row.perturbation)}: {_without_code(note)}"
            lines += wrap(text.split(" "), style.width, first="    ", indent=8)
    return lines


def _without_code(note: str) -> str:
    code, _, text = note.partition(": ")
    return show(text if code in _NOTES else note)


def _settled(summary: ScreenSummary, style: Style) -> list[str]:
    if not summary.rows:
        return []
    told = [
        f"{show(text or 'not said')} {format_count(number)}" for text, number in summary.settled
    ]
    first = "Settled by "
    return wrap_names(told, style.width, first=first, indent=len(first))


def _part(screen: Screen, summary: ScreenSummary) -> str:
    """How much of the screen there is."""
    return (
        f"stopped early: {format_count(sum(summary.sizes.values()))} of "
        f"{plural(len(screen.experiments), 'experiment')} are here"
    )


def _closing(summary: ScreenSummary, style: Style, part: str) -> list[str]:
    """Last: how much is proven, and how to go on."""
    bounded = summary.incomplete + sum(row.coverage != "complete" for row in summary.baselines)
    if bounded:
        told = f"{plural(bounded, 'lower bound')} (*), the rest complete"
        told = f"{part}, {told}" if part else told
    else:
        told = f"{part}, and these are complete" if part else "complete"
    if summary.rows:
        told += "; --explain N says why experiment N does what it does"
    return wrap_text(told, style.width)
