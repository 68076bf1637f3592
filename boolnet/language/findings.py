"""A collector of diagnostics that says the same thing once, with a count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Edit, Fix, Severity


class Findings:
    """Diagnostics in the making.

    Args:
        ignore: Codes that are warnings here, whatever they are elsewhere.
    """

    def __init__(self, ignore: Collection[str] = ()) -> None:
        self._ignore = ignore
        self._single: list[Diagnostic] = []
        self._repeated: dict[tuple[str, str], list[Diagnostic]] = {}
        self.errors = 0

    def add(self, finding: Diagnostic) -> None:
        """Report *finding* by itself."""
        finding = self._weighed(finding)
        self._single.append(finding)
        self.errors += finding.severity is Severity.ERROR

    def add_once(self, finding: Diagnostic, key: str = "") -> None:
        """Report *finding*, or count it when the same was reported before.

        The first place is the one shown; the fix edits every place.

        Args:
            finding: What to report.
            key: What makes two findings of one code the same; the message when empty.
        """
        finding = self._weighed(finding)
        self._repeated.setdefault((finding.code, key or finding.message), []).append(finding)
        self.errors += finding.severity is Severity.ERROR

    def _weighed(self, finding: Diagnostic) -> Diagnostic:
        if finding.code in self._ignore and finding.severity is Severity.ERROR:
            return replace(finding, severity=Severity.WARNING)
        return finding

    def in_order(self) -> tuple[Diagnostic, ...]:
        """All findings in the order of the text, those about the whole file first."""
        merged = [_merge(group) for group in self._repeated.values()]
        return tuple(sorted([*self._single, *merged], key=_place))


def _place(finding: Diagnostic) -> tuple[int, int]:
    return (finding.span.start if finding.span else -1, -finding.severity.rank)


def _merge(group: list[Diagnostic]) -> Diagnostic:
    """The first of *group*, with the edits of all and the number of the others."""
    first, more = group[0], len(group) - 1
    if not more:
        return first
    edits: list[Edit] = [edit for finding in group if finding.fix for edit in finding.fix.edits]
    return replace(
        first,
        notes=(*first.notes, f"the same at {more:,} more place{'s' * (more > 1)}"),
        fix=Fix(tuple(edits), first.fix.applicability) if first.fix else None,
    )
