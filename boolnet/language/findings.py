"""A collector of diagnostics that says the same thing once, with a count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Edit, Fix, Severity, Span


class Findings:
    """Diagnostics in the making.

    Args:
        ignore: Codes that are warnings here, whatever they are elsewhere.
    """

    def __init__(self, ignore: Collection[str] = ()) -> None:
        self._ignore = ignore
        self._excused: list[tuple[str, Span | None]] = []
        self._single: list[Diagnostic] = []
        self._repeated: dict[tuple[str, str], list[Diagnostic]] = {}
        self.errors = 0

    def excuse(self, code: str, scope: Span | None) -> None:
        """From now on, *code* is a warning within *scope*; in the whole file when it is `None`."""
        self._excused.append((code, scope))

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
        if finding.severity is Severity.ERROR and (
            finding.code in self._ignore or self._is_excused(finding)
        ):
            return replace(finding, severity=Severity.WARNING)
        return finding

    def _is_excused(self, finding: Diagnostic) -> bool:
        place = finding.span.start if finding.span else -1
        return any(
            finding.code == code and (scope is None or scope.start <= place <= scope.end)
            for code, scope in self._excused
        )

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
