"""One truth table of a file: its rows, and the function they make.

Rows of 0 and 1; ``-``, ``*`` or nothing stands for either value. The last column is the target.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeAlias

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.formats.grid import Row
from boolnet.language.findings import Findings
from boolnet.logic.bits import column
from boolnet.logic.expression import (
    Expression,
    conjunction,
    disjunction,
    negation,
    symbol,
)
from boolnet.logic.minimize import factor, shorten_table

WIDEST = 20  # regulators up to which all rows are held as bits
MOST_REGULATORS = 200
_MOST_WORK = 1 << 31  # bytes that rows with free places may touch
_MOST_STEPS = 4_000_000  # rows that are looked at, column by column: seconds
_MOST_FACTORED = 300  # rows of which common factors are looked for
_MOST_BROKEN = 100  # rows with mistakes after which a table is given up
_VALUES = {"0": False, "1": True, "false": False, "true": True}
Values: TypeAlias = tuple[bool | None, ...]
Case: TypeAlias = tuple[Values, bool, int]
FREE = frozenset(("-", "*", "", "x"))


@dataclass(slots=True)
class TruthTable:
    """A table as it is written.

    Attributes:
        target: The node of the last column.
        regulators: The nodes of the other columns.
        header: The row of the names.
        names: Where each name stands, the target last.
        rows: Per row the values of the regulators (`None` for either), the value of the
            target, and where it stands.
        broken: How many rows could not be read, so that more may seem to be missing.
    """

    target: str
    regulators: tuple[str, ...]
    header: Span
    names: tuple[Span, ...]
    rows: list[tuple[Values, bool, Span]] = field(default_factory=list)
    broken: int = 0

    def add(self, row: Row, findings: Findings) -> None:
        """Take in a row; BN709 where it is none."""
        if self.broken > _MOST_BROKEN:
            return
        wanted = len(self.regulators) + 1
        plain = [_VALUES.get(written) for written in row.raw]
        if len(plain) == wanted and None not in plain:
            self.rows.append((tuple(plain[:-1]), plain[-1] is True, row.span()))
            return
        cells = row.values()
        if len(cells) != wanted:
            self.broken += 1
            findings.add_once(
                self.finding(
                    f"this row of the table of {shorten(self.target)} has {len(cells):,} "
                    f"cells, not {wanted:,}",
                    row.span(),
                    help="write 0, 1 or - for each regulator, and the value of the target last",
                ),
                key=f"width {self.target}",
            )
            return
        values = [_VALUES.get(text.lower()) for text in cells]
        for index, value in enumerate(values):
            last = index == len(self.regulators)
            if value is None and (last or cells[index].lower() not in FREE):
                self.broken += 1
                shown = f'"{shorten(cells[index])}"' if cells[index] else "an empty cell"
                what = "the value of the target is 0 or 1" if last else "values are 0, 1 or -"
                findings.add_once(
                    self.finding(
                        f"{shown} is no value in the table of {shorten(self.target)}",
                        row.span(row.index(index)),
                        help=f"{what}; 0 is off, 1 is on" + ("" if last else ", - is either"),
                    ),
                    key=f"value {self.target} {last}",
                )
                return
        self.rows.append((tuple(values[:-1]), bool(values[-1]), row.span()))

    def finding(self, message: str, span: Span, *, help: str, **more: object) -> Diagnostic:
        """BN709."""
        error = Severity.ERROR
        return Diagnostic("BN709", error, message, span, help=help, node=self.target, **more)  # type: ignore[arg-type]

    def build(self, findings: Findings) -> Expression | None:
        """The rule that the rows make; `None`, and BN709, where they are not one.

        Cost:
            Up to 20 regulators ``2^k`` bits and a step for each row; beyond, and where many rows
            have free places, a step for each row in each column, four million at most.
        """
        if self.broken:
            return None
        width = len(self.regulators)
        free = sum(None in values for values, _, _ in self.rows)
        if width <= WIDEST and (free * width << width) // 8 <= _MOST_WORK:
            return self._by_bits(findings)
        try:
            return self._by_cases(findings)
        except UnsupportedError:
            findings.add(
                self.finding(
                    f"the table of {shorten(self.target)} has too many rows to be checked",
                    self.header,
                    help=f"write the rule of {shorten(self.target)} as a formula",
                )
            )
            return None

    # -- up to twenty regulators -------------------------------------------------------

    def _by_bits(self, findings: Findings) -> Expression | None:
        width = len(self.regulators)
        size = 1 << width
        exact = (bytearray(-(-size // 8)), bytearray(-(-size // 8)))  # rows with 0, with 1
        cubes = [0, 0]
        full = (1 << size) - 1
        weights = [1 << i for i in range(width)]
        seen: set[tuple[Values, bool]] = set()
        for values, result, _ in self.rows:
            if None not in values:
                place = sum(compress(weights, values))
                exact[result][place >> 3] |= 1 << (place & 7)
            elif (values, result) not in seen:
                seen.add((values, result))
                cells = full
                for position, value in enumerate(values):
                    if value is not None:
                        on = column(position, width)
                        cells &= on if value else ~on
                cubes[result] |= cells
        off, on = (int.from_bytes(exact[i], "little") | cubes[i] for i in (0, 1))
        if off & on:
            self._report_conflict(_lowest(off & on, width), findings)
            return None
        missing = full & ~(off | on)
        if missing:
            self._report_missing(_lowest(missing, width), missing.bit_count(), findings)
            return None
        return shorten_table(on, self.regulators)

    # -- more regulators ---------------------------------------------------------------

    def _by_cases(self, findings: Findings) -> Expression | None:
        """Column by column, with the rows that fit: what is left at the end must agree."""
        width = len(self.regulators)
        rows = dict.fromkeys((values, result) for values, result, _ in self.rows)
        # Per row: values, result, and the column behind its last value.
        cases = [
            (values, result, max((i + 1 for i, v in enumerate(values) if v is not None), default=0))
            for values, result in rows
        ]
        steps = _MOST_STEPS
        stack: list[tuple[tuple[bool, ...], list[Case]]] = [((), cases)]
        while stack:
            chosen, fitting = stack.pop()
            position = len(chosen)
            steps -= len(fitting)
            if steps < 0:
                raise UnsupportedError("too many rows")
            settled = {result for _, result, end in fitting if end <= position}
            against = next((case for case in fitting if settled - {case[1]}), None)
            if against is not None:
                rest = [bool(value) for value in against[0][position:]]
                self._report_conflict([*chosen, *rest], findings)
                return None
            if not fitting:
                rest = [False] * (width - position)
                self._report_missing([*chosen, *rest], 0, findings)
                return None
            if settled:
                continue
            off = [case for case in fitting if case[0][position] is not True]
            on = [case for case in fitting if case[0][position] is not False]
            stack.append(((*chosen, True), on))
            if len(off) < len(fitting) or len(on) < len(fitting):
                stack.append(((*chosen, False), off))
        return self._spell_cases([values for values, result in rows if result], rows)

    def _spell_cases(self, on: list[Values], rows: Collection[tuple[Values, bool]]) -> Expression:
        """A rule of the rows with 1, or of those with 0 where they are fewer."""
        off = [values for values, result in rows if not result]
        cubes = [
            tuple((i, value) for i, value in enumerate(values) if value is not None)
            for values in min(on, off, key=len)
        ]
        if len(cubes) <= _MOST_FACTORED:
            rule = factor(sorted(cubes), self.regulators)
        else:
            names = [symbol(name) for name in self.regulators]
            rule = disjunction(
                conjunction(names[i] if value else negation(names[i]) for i, value in cube)
                for cube in cubes
            )
        return rule if len(on) <= len(off) else negation(rule)

    # -- what is wrong -----------------------------------------------------------------

    def _spell(self, values: Sequence[bool]) -> str:
        pairs = zip(self.regulators, values, strict=True)
        shown = [f"{shorten(name)}={int(value)}" for name, value in pairs]
        return ", ".join(shown[:20]) + (", ..." if len(shown) > 20 else "")

    def _report_missing(self, values: Sequence[bool], count: int, findings: Findings) -> None:
        written = ",".join(str(int(value)) for value in values)
        more = (f"{count:,} rows are missing",) if count > 1 else ()
        name = shorten(self.target)
        where = self._spell(values)
        findings.add(
            self.finding(
                f"the table of {name} has no row for {where}" if where else
                f"the table of {name} has no row",
                self.header,
                notes=more,
                help=f"add the row {shorten(written, 100)},0 or {shorten(written, 100)},1"
                if written else "add a row with 0 or 1",
            )
        )  # fmt: skip

    def _report_conflict(self, values: Sequence[bool], findings: Findings) -> None:
        first: dict[bool, Span] = {}
        for row, result, span in self.rows:
            if all(v is None or v == w for v, w in zip(row, values, strict=True)):
                first.setdefault(result, span)
        one, two = sorted(first.values())
        findings.add(
            self.finding(
                f"two rows of the table of {shorten(self.target)} disagree"
                + (f" for {self._spell(values)}" if values else ""),
                two,
                related=((one, "the other one"),),
                help="delete the one that is wrong",
            )
        )


def _lowest(bits: int, width: int) -> list[bool]:
    """The first row of *bits* in the order of a printed table: the last column changes first."""
    if width <= 12:
        rows = (i for i in range(1 << width) if bits >> i & 1)
        return min([bool(row >> i & 1) for i in range(width)] for row in rows)
    row = (bits & -bits).bit_length() - 1
    return [bool(row >> i & 1) for i in range(width)]
