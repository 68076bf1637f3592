"""Tables of nodes by attractors: one row per name, one narrow column per attractor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from boolnet.engines.attractor import Attractor
from boolnet.network.ladder import Ladder
from boolnet.report.echo import show, width
from boolnet.report.levels import fold_levels
from boolnet.report.numbers import format_share
from boolnet.report.style import Style, pad, pad_left, wrap_names

VARIES = "~"  # in some states of the attractor, or of a trap space
UNKNOWN = "?"
_NARROWEST_NAME, _WIDEST_NAME = 14, 32
_GAP = 2


@dataclass(frozen=True)
class Column:
    """An attractor as a column of a table.

    Attributes:
        label: Its heading, for example ``A1``.
        values: Per node, what its cell shows.
        phenotypes: Per phenotype, what its cell shows.
    """

    label: str
    values: Mapping[str, str]
    phenotypes: Mapping[str, str]

    @classmethod
    def of(
        cls,
        label: str,
        attractor: Attractor,
        *,
        means: bool = True,
        ladders: Sequence[Ladder] = (),
    ) -> Column:
        """The column of *attractor*; without *means* every moving node shows ``~``.

        The nodes of each of *ladders* have one cell, under the lowest: their level.
        """
        shares: Mapping[str, Fraction] = attractor.mean if means else {}
        fixed = attractor.fixed
        moving = VARIES if attractor.states is not None else UNKNOWN
        values = {
            name: str(fixed[name])
            if name in fixed
            else format_share(shares[name])
            if name in shares
            else moving
            for name in attractor.space.nodes
        }
        found = {name: _phenotype(value) for name, value in attractor.phenotypes.items()}
        return cls(label, fold_levels(values, ladders), found)

    @property
    def cells(self) -> tuple[str, ...]:
        """Everything that the column shows."""
        return (*self.values.values(), *self.phenotypes.values())


def _phenotype(value: bool | str | None) -> str:
    return UNKNOWN if value is None else VARIES if value == "mixed" else str(int(bool(value)))


@dataclass(frozen=True)
class Matrix:
    """Where the columns of a table stand.

    Attributes:
        columns: Those that fit the page.
        names: The width of the column of names.
        left_out: How many did not fit.
    """

    columns: tuple[Column, ...]
    names: int
    left_out: int

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[str], style: Style) -> Matrix:
        """As many of *columns* as fit beside the names of *rows*."""
        longest = max((width(show(name)) for name in rows), default=0)
        names = max(min(longest, _WIDEST_NAME, style.width // 2), _NARROWEST_NAME)
        room = style.width - names - _GAP
        shown = 0
        for column in columns:
            room -= _cells(column)
            if room < 0:
                break
            shown += 1
        return cls(tuple(columns[:shown]), names, len(columns) - shown)

    def head(self, title: str, style: Style) -> str:
        """The line with *title* and the labels of the columns."""
        labels = "".join(pad_left(column.label, _cells(column)) for column in self.columns)
        return style.title(pad(title, self.names + _GAP)) + style.faint(labels)

    def row(self, name: str, cells: Sequence[str], style: Style) -> str:
        """The line of *name*, with a cell for each column."""
        shown = show(name)
        if width(shown) > self.names:
            shown = shown[: self.names - 2] + ".."
        values = "".join(
            style.cell(pad_left(cell, _cells(column)))
            for cell, column in zip(cells, self.columns, strict=True)
        )
        return "  " + pad(shown, self.names) + values

    def rows(self, names: Sequence[str], style: Style) -> list[str]:
        """The lines of the nodes *names*."""
        return [self.row(n, [c.values[n] for c in self.columns], style) for n in names]

    def phenotype_rows(self, names: Sequence[str], style: Style) -> list[str]:
        """The lines of the phenotypes *names*."""
        return [self.row(n, [c.phenotypes[n] for c in self.columns], style) for n in names]


def _cells(column: Column) -> int:
    return max(len(column.label), 3) + 1


def find_constant(columns: Sequence[Column], names: Sequence[str]) -> dict[str, list[str]]:
    """The nodes with one and the same level in every column: by value, the highest first."""
    constant: dict[str, list[str]] = {}
    for name in names:
        values = {column.values[name] for column in columns}
        if len(values) == 1 and (value := values.pop()).isdigit():
            constant.setdefault(value, []).append(name)
    return {value: constant[value] for value in sorted(constant, key=int, reverse=True)}


def format_constant(constant: Mapping[str, Sequence[str]], style: Style) -> list[str]:
    """Wrapped lines: ``always 1: …``, ``always 0: …``."""
    lines = []
    for value, names in constant.items():
        first = f"  always {value}: "
        shown = [show(name) for name in names]
        wrapped = wrap_names(shown, style.width, first=first, indent=len(first))
        wrapped[0] = first.replace(f"{value}:", f"{style.cell(value)}:") + wrapped[0][len(first) :]
        lines += wrapped
    return lines
