"""What can be done about a finding: its fix, all safe fixes at once, or an ``ignore:``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from boolnet.checking.fixing import fix_reading, list_fixes
from boolnet.diagnostics import Applicability, Diagnostic, Edit, Severity, Span
from boolnet.formats.reading import Reading
from boolnet.formats.registry import find_format
from boolnet.language.source import SourceText
from boolnet.lsp.line import Line
from boolnet.lsp.view import RULES, View
from boolnet.network.build import IGNORABLE

LARGE = 3_000  # lines of a file in which all fixes are only worked out when they are asked for
_LONGEST = 80  # characters of a title


class Sort(Enum):
    """What an action is, as the protocol calls it."""

    FIX = "quickfix"
    FIX_ALL = "source.fixAll"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that an editor offers.

    Attributes:
        title: What it does, in words.
        sort: What it is.
        edits: The edits that do it.
        finding: What it is about; `None` when it is about the whole file.
        preferred: Whether it may be done at the press of a key.
    """

    title: str
    sort: Sort
    edits: tuple[Edit, ...]
    finding: Diagnostic | None = None
    preferred: bool = False


def list_actions(view: View, span: Span, wanted: tuple[str, ...] = ()) -> Iterator[Action]:
    """What can be done about the findings that touch *span*.

    Args:
        view: The file.
        span: What is selected; a place between two characters is enough.
        wanted: The kinds of actions that are asked for; every kind when empty.

    Cost:
        That of a check, when the file was not checked yet; that of several for all fixes.
    """
    if _is_wanted(Sort.FIX, wanted):
        touched = [
            finding
            for finding in view.reading.diagnostics
            if _touches(finding.span or Span(0, 0), span)
        ]
        for finding in touched:
            yield from _fix(finding)
        for finding in touched:
            yield from _ignore(view, finding)
    if _is_wanted(Sort.FIX_ALL, wanted) or (not wanted and len(view.source.starts) <= LARGE):
        yield from _fix_all(view)


def _is_wanted(sort: Sort, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return sort is Sort.FIX
    return any(sort.value == kind or sort.value.startswith(f"{kind}.") for kind in wanted)


def _touches(place: Span, span: Span) -> bool:
    return place.start <= span.end and span.start <= place.end


def _fix(finding: Diagnostic) -> Iterator[Action]:
    fix = finding.fix
    if fix is None or not fix.edits:
        return
    safe = fix.applicability is Applicability.SAFE
    title = _title(finding.help or f"correct {finding.code}")
    if not safe:
        title += " (likely what was meant)"
    yield Action(title, Sort.FIX, fix.edits, finding, preferred=safe)


def _title(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else ""
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return line[:1].upper() + line[1:]


def _fix_all(view: View) -> Iterator[Action]:
    reading = view.reading
    if not list_fixes(reading, unsafe=False) or find_format(view.format).binary:
        return
    if reading.source.text != view.source.text:
        return

    def read(text: str) -> Reading:
        return view.after(SourceText.of(text, view.source.path)).reading

    fixed = fix_reading(reading, read, unsafe=False)
    if fixed.count:
        problems = "1 problem" if fixed.count == 1 else f"{fixed.count:,} problems"
        edit = difference(view.source.text, fixed.reading.source.text)
        yield Action(f"Fix all that is safe ({problems})", Sort.FIX_ALL, (edit,))


def difference(before: str, after: str) -> Edit:
    """One edit that makes *after* of *before*: what they have in common at both ends stays."""
    limit = min(len(before), len(after))
    start = 0
    while start < limit and before[start] == after[start]:
        start += 1
    end = 0
    while end < limit - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Edit(Span(start, len(before) - end), after[start : len(after) - end])


# -- turning a finding off -----------------------------------------------------------------


def _ignore(view: View, finding: Diagnostic) -> Iterator[Action]:
    """An ``ignore:`` above the rule; at the head of the file where there is no rule."""
    if view.format != RULES or finding.code == "BN510":
        return
    if finding.severity is Severity.ERROR and finding.code not in IGNORABLE:
        return  # what keeps a file from being read cannot be turned off
    number = _rule_at(view, finding)
    if number is None:
        place, text = _head(view), f"#@ model: ignore: {finding.code}"
        where = "in this file"
    else:
        place, text = view.source.starts[number - 1], f"#@ ignore: {finding.code}"
        where = "for this rule"
    ends = "\r\n" if "\r\n" in view.source.text else "\n"
    edits = (Edit(Span(place, place), text + ends),)
    yield Action(f"Ignore {finding.code} {where}", Sort.FIX, edits, finding)


def _rule_at(view: View, finding: Diagnostic) -> int | None:
    """The line of the rule that a finding is about: its own, or the one below its annotation."""
    if finding.span is None or not view.lines:
        return None
    number = view.source.line(finding.span.start)
    while number <= len(view.lines) and _is_annotation(view.lines[number - 1]):
        number += 1
    if number > len(view.lines):
        return None
    line = view.lines[number - 1]
    return number if line.tokens and not line.header else None


def _is_annotation(line: Line) -> bool:
    return line.statement is not None and not line.tokens


def _head(view: View) -> int:
    """Behind the header; at the start of a file without one."""
    for number, line in enumerate(view.lines, 1):
        if line.header and number < len(view.source.starts):
            return view.source.starts[number]
        if line.tokens:
            break
    return 0
