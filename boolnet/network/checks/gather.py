"""Many like findings as few: the first ones, and a note of how many more there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from boolnet.diagnostics import Diagnostic, shorten

_SHOWN: Final = 3  # of one code
_NAMED: Final = 8  # nodes in the note


def gather(findings: Iterable[Diagnostic], codes: Collection[str]) -> list[Diagnostic]:
    """*findings*, of each of *codes* at most three: the third has a note about the others."""
    kept: list[Diagnostic] = []
    last: dict[str, int] = {}
    more: dict[str, list[str]] = {}
    for finding in findings:
        code = finding.code
        if code in codes:
            if code in more and len(more[code]) >= _SHOWN:
                more[code].append(shorten(finding.node or ""))
                continue
            more.setdefault(code, []).append("")
            last[code] = len(kept)
        kept.append(finding)
    for code, place in last.items():
        others = more[code][_SHOWN:]
        if others:
            note = f"the same is true of {join(others[:_NAMED], len(others))}"
            kept[place] = replace(kept[place], notes=(*kept[place].notes, note))
    return kept


def join(names: Sequence[str], count: int) -> str:
    """``A, B and C``; *names* are the first of *count*."""
    more = count - len(names)
    parts = [*names, f"{more:,} more"] if more else list(names)
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
