"""Carrying out the fixes of findings on a text."""

from __future__ import annotations

from collections.abc import Iterable

from boolnet.diagnostics import Edit, Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """*text* after *fixes*, and how many of them were carried out.

    A fix is carried out as a whole, and only if no earlier one touches the same characters.

    Cost:
        Sorting the edits, and one copy of the text.
    """
    taken: list[Edit] = []
    carried = 0
    occupied: set[int] = set()
    for fix in fixes:
        touched = [range(e.span.start, e.span.end) for e in fix.edits]
        if any(offset in occupied for places in touched for offset in places):
            continue
        for places in touched:
            occupied.update(places)
        taken.extend(fix.edits)
        carried += 1
    parts: list[str] = []
    done = 0
    for edit in sorted(taken, key=lambda edit: (edit.span.start, edit.span.end)):
        parts += (text[done : edit.span.start], edit.text)
        done = max(done, edit.span.end)
    parts.append(text[done:])
    return "".join(parts), carried
