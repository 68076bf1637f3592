"""The rows of a screen by column: the same names wherever rows are shown as a table.

``number, perturbation, size, environment, attractors, fixed_points, oscillating, kept, lost,
gained``, for each phenotype P ``P`` (every, some, no, unknown), ``P mean`` and, in a screen with
pairs, ``P epistasis``, then ``changes, coverage, settled, notes``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from boolnet.analysis.screen_row import ScreenRow
from boolnet.errors import FormatError
from boolnet.formats.evidence_table import join

COUNTS = ("attractors", "fixed_points", "oscillating", "kept", "lost", "gained")
HEAD = ("number", "perturbation", "size", "environment", *COUNTS)
TAIL = ("changes", "coverage", "settled", "notes")
INTEGERS = frozenset(("number", "size", *COUNTS))
_PLAIN = re.compile(r'[^\s";]+')

Value = str | int | float | None | list[str] | list[dict[str, str | float | None]]


@dataclass(frozen=True)
class Columns:
    """Which columns a table has.

    Attributes:
        phenotypes: The phenotypes, in the order of the rows.
        pairs: Whether pairs have their epistasis.
    """

    phenotypes: tuple[str, ...]
    pairs: bool = False

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the columns of each phenotype begin with: its name, unless that is taken."""
        taken = {*HEAD, *TAIL}
        titles = []
        for name in self.phenotypes:
            while taken & set(self._of(name)):
                name = f"phenotype {name}"
            taken.update(self._of(name))
            titles.append(name)
        return tuple(titles)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All columns, in order."""
        return (*HEAD, *(name for title in self.titles for name in self._of(title)), *TAIL)

    @cached_property
    def means(self) -> frozenset[str]:
        """The columns that hold means."""
        return frozenset(f"{title} mean" for title in self.titles)

    def _of(self, title: str) -> tuple[str, ...]:
        names = (title, f"{title} mean", f"{title} epistasis")
        return names if self.pairs else names[:2]

    @classmethod
    def of(cls, names: Sequence[str]) -> Columns:
        """The columns of a table whose first line is *names*.

        Raises:
            FormatError: They are not those of a screen.
        """
        found = list(names[len(HEAD) : len(names) - len(TAIL)])
        pairs = any(name.endswith(" epistasis") for name in found)
        columns = cls(tuple(found[:: 3 if pairs else 2]), pairs)
        if columns.names != tuple(names):
            raise FormatError("these are not the columns of a screen")
        return columns


def to_record(columns: Columns, row: ScreenRow) -> dict[str, Value]:
    """*row* by column, with typed values: numbers, texts, lists; `None` for what is not known."""
    told = row.epistasis or ("",) * len(row.phenotypes)
    record: dict[str, Value] = {name: getattr(row, name) for name in HEAD}
    for title, shown, epistasis in zip(columns.titles, row.phenotypes, told, strict=True):
        record[title] = shown.words
        record[f"{title} mean"] = to_number(shown.mean)
        if columns.pairs:
            record[f"{title} epistasis"] = epistasis or None
    record["changes"] = [
        {"node": node, "before": to_number(before), "after": to_number(after)}
        for node, before, after in row.changes
    ]
    return record | {
        "coverage": row.coverage,
        "settled": row.settled,
        "notes": list(row.notes),
    }


def to_flat(columns: Columns, row: ScreenRow) -> dict[str, str | int | float | None]:
    """As `to_record`, with the lists as texts: ``TRAP 1>0; OCdiff 1>0.5``."""
    record: dict[str, object] = dict(to_record(columns, row))
    record["changes"] = "; ".join(
        f"{_quote(node)} {show_mean(to_number(before))}>{show_mean(to_number(after))}"
        for node, before, after in row.changes
    )
    record["notes"] = join(row.notes)
    return record  # type: ignore[return-value]  # nothing else in it is a list


def _quote(node: str) -> str:
    return node if _PLAIN.fullmatch(node) else f'"{node}"'


def show_mean(value: float | None) -> str:
    """``0``, ``0.5``, ``0.3333333333333333``; ``?`` for what is not known."""
    return "?" if value is None else repr(value).removesuffix(".0")


def to_number(mean: Fraction | None) -> float | None:
    """The floating-point number next to *mean*; 0 and 1 only for exactly these."""
    if mean is None:
        return None
    found = float(mean)
    if found in (0, 1) and mean.denominator != 1:
        found = math.nextafter(found, 0.5)
    return found
