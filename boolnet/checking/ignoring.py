"""Findings that the author of a file turned off there, and those that turn nothing off (BN510)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from boolnet.checking.settings import Settings
from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from boolnet.formats.reading import Reading
from boolnet.language.ignores import IgnoredCode
from boolnet.language.source import SourceText
from boolnet.network.ignores import Ignore, read_ignores

# What is looked for only where an option asks for it: nobody can say that it is not there.
_ON_REQUEST = frozenset(("BN501", "BN507", "BN607", "BN608"))


def apply_ignores(reading: Reading, settings: Settings) -> Reading:
    """*reading* without what its ``#@ ignore:`` lines turn off, and BN510 for those in vain.

    An error that keeps the file from being read stays. A code that *settings* turn off is
    not missed. While the file has errors, nothing is said about ignores in vain: what they are
    for may not have been looked for.

    Cost:
        Nothing without such lines; with them, the text is parsed once more.
    """
    ignores = _ignores_of(reading)
    if not ignores:
        return reading
    kept, used = _sort_out(reading, ignores)
    if reading.network is not None:
        for i, ignore in enumerate(ignores):
            for j, code in enumerate(ignore.codes):
                vain = (i, j) not in used and code.code not in _ON_REQUEST
                if vain and settings.says(code.code):
                    kept.append(_in_vain(ignore, code, reading.source))
    kept.sort(key=lambda finding: finding.span.start if finding.span else -1)
    return replace(reading, diagnostics=tuple(kept))


def hide_ignored(reading: Reading) -> Reading:
    """*reading* without what its ``#@ ignore:`` lines turn off."""
    return replace(reading, diagnostics=tuple(_sort_out(reading, _ignores_of(reading))[0]))


def _ignores_of(reading: Reading) -> Sequence[Ignore]:
    return read_ignores(reading.source) if reading.format == "bnet" else ()


def _sort_out(
    reading: Reading, ignores: Sequence[Ignore]
) -> tuple[list[Diagnostic], set[tuple[int, int]]]:
    """The findings that stay, and which codes of which lines turn something off."""
    kept: list[Diagnostic] = []
    used: set[tuple[int, int]] = set()
    for finding in reading.diagnostics:
        reached = [
            (i, j)
            for i, ignore in enumerate(ignores)
            if ignore.reaches(finding.node, finding.span)
            for j, code in enumerate(ignore.codes)
            if code.covers(finding.code)
        ]
        used.update(reached)
        if not reached or (finding.severity is Severity.ERROR and reading.network is None):
            kept.append(finding)
    return kept, used


def _in_vain(ignore: Ignore, code: IgnoredCode, source: SourceText) -> Diagnostic:
    where = "in this file" if ignore.scope is None else "in the rule below"
    if ignore.node is not None and ignore.line.subject is not None:
        where = f"in the rule of {ignore.node}"
    return Diagnostic(
        "BN510",
        Severity.INFO,
        f'"ignore: {code.code}" suppresses nothing',
        code.span,
        notes=(f"there is no such finding {where}",),
        help="delete it",
        fix=Fix((Edit(_remove(ignore, code, source), ""),), Applicability.SAFE),
        node=ignore.node,
    )


def _remove(ignore: Ignore, code: IgnoredCode, source: SourceText) -> Span:
    """What has to go: the code, or the item, or the whole line."""
    text = source.text
    if len(ignore.codes) > 1:
        start, end = code.span
        last = code is ignore.codes[-1]
        while not last and text[end] in " \t,;":
            end += 1
        while last and text[start - 1] in " \t,;":
            start -= 1
        return Span(start, end)
    start, end = ignore.item.span
    stop = source.line_end(source.line(start))
    if len(ignore.line.items) > 1:
        bar = text.find("|", end, stop)
        if bar >= 0:
            end = bar + 1
            while text[end : end + 1] in (" ", "\t"):
                end += 1
        else:
            start = text.rfind("|", 0, start)
            while text[start - 1] in " \t":
                start -= 1
        return Span(start, end)
    number = source.line(start)
    begin = source.starts[number - 1]
    if text[begin : ignore.line.span.start].strip():  # behind a rule
        start = ignore.line.span.start
        while text[start - 1] in " \t":
            start -= 1
        return Span(start, stop)
    return Span(begin, source.starts[number] if number < len(source.starts) else stop)
