"""Reachability as text: what is reached and by which steps, what is not and why."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.analysis.path import Step
from boolnet.analysis.reachability import Reach, ReachReport
from boolnet.dynamics.scheme import MOST_PERMISSIVE
from boolnet.engines.attractor import Attractor, AttractorKind
from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap
from boolnet.engines.verdict import Elsewhere, Exhausted
from boolnet.network.space import Space
from boolnet.report.conditions import format_question
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_count, plural
from boolnet.report.story import join
from boolnet.report.style import Style, pad, wrap, wrap_names, wrap_text

_PATHS = 5  # paths and reasons that are printed
_STEPS = 60  # steps of a path that are printed
_NAMES = 8  # nodes that a sentence names


def format_reach(report: ReachReport, start: str, style: Style | None = None) -> str:
    """The answer as text.

    Args:
        report: What was found.
        start: The start in words.
        style: The look; plain text in 80 columns when `None`.
    """
    style = style or Style()
    update = str(report.question.update)
    name = show(report.question.network.title) or "the network"
    title = f"{update[:1].upper()}{update[1:]} reachability in {name}"
    asked = format_question(title, report.question, style)
    asked += wrap_text(show(_start(report, start)), style.width, first="  from         ", indent=15)
    parts = [asked, _table(report, style)]
    told = [reach for reach in report.reaches if reach.path is not None and reach.path.steps]
    parts += [_path(reach, report, style) for reach in told[:_PATHS]]
    if len(told) > _PATHS:
        more = f"{plural(len(told) - _PATHS, 'more path')}: ask with --to, or see --json"
        parts.append([style.faint(more)])
    parts += [part for part in [_reasons(report, style)] if part]
    return "\n\n".join("\n".join(part) for part in [*parts, _closing(report, style)])


def _start(report: ReachReport, start: str) -> str:
    free = len(report.start.free)
    return f"{start}; {plural(free, 'node')} free" if free else start


# -- the table -----------------------------------------------------------------------------


def _table(report: ReachReport, style: Style) -> list[str]:
    many = bool(report.start.free)
    rows = [(show(reach.name), _what(reach), _verdict(reach, many)) for reach in report.reaches]
    if not rows:
        return ["There is nothing to reach: no attractor was listed."]
    names = min(max(width(name) for name, _, _ in rows), style.width // 2)
    lines = []
    for reach, (name, what, verdict) in zip(report.reaches, rows, strict=True):
        paint = style.on if reach.some else style.warn if reach.some is None else style.off
        first = f"  {style.title(pad(name, names))}  "
        words = [*verdict.split(), *(f"({what})".split() if what else ())]
        wrapped = wrap(words, style.width, first="  " + pad(name, names) + "  ", indent=names + 4)
        wrapped[0] = first + wrapped[0][len("  " + pad(name, names) + "  ") :]
        wrapped[0] = wrapped[0].replace(verdict, paint(verdict), 1)
        lines += wrapped
    return lines


def _what(reach: Reach) -> str:
    """What an attractor is, and its phenotypes."""
    target = reach.target
    if not isinstance(target, Attractor):
        return ""
    kind = "fixed point"
    if target.kind is not AttractorKind.FIXED_POINT:
        kind = f"complex, {plural(target.count, 'state')}" if target.count else "complex"
    shown = [show(name) for name, holds in target.phenotypes.items() if holds is True]
    return f"{kind}: {', '.join(shown)}" if shown else kind


def _verdict(reach: Reach, many: bool) -> str:
    if reach.some is None:
        return "undecided"
    if not reach.some:
        return "not reached"
    path = reach.path
    if not many:
        if path is None:
            return "reached"
        return (
            f"reached in {plural(len(path.steps), 'step')}" if path.steps else "the start is in it"
        )
    steps = "" if path is None else f"; a path has {plural(len(path.steps), 'step')}"
    if path is not None and not path.steps:
        steps = "; some of them are in it already"
    if reach.every is None:
        return f"reached from some state, undecided whether from every state{steps}"
    return f"reached from {'every state' if reach.every else 'some states only'}{steps}"


# -- paths ---------------------------------------------------------------------------------


def _path(reach: Reach, report: ReachReport, style: Style) -> list[str]:
    path = reach.path
    assert path is not None
    lines = [style.title(f"To {show(reach.name)}")]
    chosen = _chosen(path.start, report)
    if chosen:
        lines += wrap_names(chosen, style.width, first="  begin with ", indent=4)
    # Those who are on their way at the end arrive in any order: told together.
    last = len(path.steps)
    if report.question.update == MOST_PERMISSIVE:
        while last and path.steps[last - 1].arrives:
            last -= 1
    shown = path.steps[: min(last, _STEPS)]
    digits = len(str(len(shown)))
    for number, step in enumerate(shown, 1):
        first = f"  {number:>{digits}}  "
        lines += wrap_text(_step(step), style.width, first=first, indent=digits + 8)
    if last > len(shown):
        lines.append(f"  and {plural(last - len(shown), 'more step')}; --json has all")
    arriving = [_value(step.node, step.value) for step in path.steps[last:]]
    if arriving:
        lines += wrap_names(arriving, style.width, first="  then all arrive: ", indent=4)
    return lines


def _chosen(state: Space, report: ReachReport) -> list[str]:
    """The values of a state where the start leaves them open, the rarer value by name."""
    free = report.start.free
    on = [name for name in free if state.fixed[name]]
    off = [name for name in free if not state.fixed[name]]
    if not free:
        return []
    fewer, value = (on, 1) if len(on) <= len(off) else (off, 0)
    words = [f"{show(name)} = {value}" for name in fewer]
    if len(fewer) < len(free):
        words.append(f"{'the other' if fewer else 'all'} free nodes = {1 - value}")
    return words


def _step(step: Step) -> str:
    name = show(step.node)
    text = f"{name} = {step.value}" if step.arrives else f"{name} starts towards {step.value}"
    if step.because:
        text += f", because {join([_value(*cause) for cause in step.because])}"
    return f"{text} (rule: {show(step.rule)})"


def _value(name: str, value: int) -> str:
    return f"{show(name)} = {value}"


# -- reasons -------------------------------------------------------------------------------


def _reasons(report: ReachReport, style: Style) -> list[str]:
    left = [reach for reach in report.reaches if reach.why is not None]
    if not left:
        return []
    lines = [style.title("Why not")]
    for reach in left[: 2 * _PATHS]:
        name = show(reach.name)
        if reach.failing is not None:
            chosen = _some(_chosen(reach.failing, report), "nodes")
            text = f"{name}, not from a state with {chosen}: {_why(reach, report)}"
        else:
            text = f"{name}: {_why(reach, report)}"
        lines += wrap_text(text, style.width, first="  ", indent=4)
    if len(left) > 2 * _PATHS:
        lines.append(f"  and {plural(len(left) - 2 * _PATHS, 'more reason')}; --json has all")
    return lines


def _why(reach: Reach, report: ReachReport) -> str:
    why = reach.why
    names = report.question.network.names
    if isinstance(why, Trap):
        space = Space(names, *why.space)
        clash = _clash(reach, space)
        inputs = set(report.question.network.inputs)
        # What contradicts the target comes first, then where it begins.
        fixed = sorted(
            space.fixed.items(), key=lambda pair: (pair[0] != clash, pair[0] not in inputs)
        )
        kept = [_value(name, value) for name, value in fixed]
        there = f"{show(reach.name)} has {clash} = {1 - space.fixed[clash]}" if clash else (
            "the condition holds nowhere in it"
        )  # fmt: skip
        return f"no step leaves the trap space with {_some(kept, 'nodes')}; {there}"
    if isinstance(why, Obstacle):
        missing = join([_value(names[v], int(value)) for v, value in why.missing[:1]])
        text = f"nothing leads to {missing}, not even most-permissive update"
        if why.staying:
            kept = [show(names[v]) for v in why.staying]
            value = "its value" if len(kept) == 1 else "their values"
            text += f"; {_some(kept, 'nodes')} would have to keep {value}: nothing restores it"
        return text
    if isinstance(why, Exhausted):
        verb = "matters" if why.nodes == 1 else "matter"
        those = f"of the {plural(why.nodes, 'node')} that {verb}"
        if why.backwards:
            return f"it is reached from {plural(why.states, 'state')} ({those}), none of them here"
        if why.states == 1:
            return f"nothing but the start could lead there ({those})"
        found = f"all {format_count(why.states)} states that could lead there"
        return f"{found} ({those}) were looked at"
    assert isinstance(why, Elsewhere)
    return f"that state is in {report.reaches[why.place].name}, which is never left"


def _clash(reach: Reach, space: Space) -> str:
    """A node with another value in the target than in *space*; empty when there is none."""
    target = reach.target
    if not isinstance(target, Attractor):
        return ""
    there = target.fixed
    return next((n for n, value in space.fixed.items() if there.get(n, value) != value), "")


def _some(words: Sequence[str], noun: str) -> str:
    """A list as far as a sentence bears it."""
    if len(words) <= _NAMES:
        return join(words)
    return f"{', '.join(words[: _NAMES - 1])} and {len(words) - _NAMES + 1} more {noun}"


def _closing(report: ReachReport, style: Style) -> list[str]:
    lines = []
    attractors = report.attractors
    all_asked = all(isinstance(reach.target, Attractor) for reach in report.reaches)
    noun = "attractor" if all_asked and report.reaches else "target"
    if attractors is not None and all_asked and len(attractors) < attractors.count:
        listed, count = format_count(len(attractors)), format_count(attractors.count)
        page = f"first page: {listed} of {count} attractors asked about; choose with --limit"
        lines += wrap_text(page, style.width)
    reached = sum(reach.some is True for reach in report.reaches)
    text = f"{reached} of {plural(len(report.reaches), noun)} reached"
    steps = list(dict.fromkeys(step for reach in report.reaches for step in reach.steps))
    if report.undecided:
        text += f", {report.undecided} undecided; {report.stopped or 'beyond the budget'}"
    elif report.stopped:
        text += f"; {report.stopped}"
    else:
        by = f" (by {', '.join(steps)})" if steps else ""
        text += f"; {'all proven' if lines else 'complete'}{by}"
    return [*lines, text]
