"""Findings in the words of an editor."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.diagnostics import Diagnostic, Severity

MOST = 1_000  # findings of a file that an editor is sent
# What can go without a loss: editors show it faded.
UNNECESSARY = frozenset(("BN013", "BN202", "BN303", "BN510"))


def choose(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """*findings*, or the weightiest of very many with a word on the rest, in their order."""
    if len(findings) <= MOST:
        return tuple(findings)
    ranked = sorted(range(len(findings)), key=lambda i: -findings[i].severity.rank)
    chosen = [findings[i] for i in sorted(ranked[:MOST])]
    left = len(findings) - MOST
    more = Diagnostic(
        chosen[0].code,
        Severity.INFO,
        f"{left:,} more findings are not shown here",
        help="boolnet check shows them all",
    )
    return (more, *chosen)


def words_of(finding: Diagnostic) -> str:
    """The message of *finding* with its notes and its help."""
    lines = [finding.message]
    if finding.label:
        lines[0] += f" ({finding.label})"
    lines += [f"note: {note}" for note in finding.notes]
    if finding.help:
        lines.append(f"help: {finding.help}")
    lines.append(f"boolnet explain {finding.code}")
    return "\n".join(lines)
