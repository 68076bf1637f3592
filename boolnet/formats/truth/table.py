"""One truth table of a file: its rows, and the function they make.

Rows of 0 and 1; ``-``, ``*`` or nothing stands for either value. The last column is the target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.formats.grid import Row
from boolnet.language.findings import Findings
from boolnet.logic.bits import column
from boolnet.logic.circuit import Circuits
from boolnet.logic.cover import encode_cover
from boolnet.logic.expression import (
    Expression,
    conjunction,
    disjunction,
    negation,
    symbol,
)
from boolnet.logic.minimize import factor, shorten_table
from boolnet.logic.table import find_witness

WIDEST = 20  # regulators up to which all rows are held as bits
MOST_REGULATORS = 200
_MOST_WORK = 1 << 31  # bytes that rows with free places may touch
_VALUES = {"0": False, "1": True, "false": False, "true": True}
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
        broken: Whether a row could not be read, so that more may seem to be missing.
    """

    target: str
    regulators: tuple[str, ...]
    header: Span
    names: tuple[Span, ...]
    rows: list[tuple[tuple[bool | None, ...], bool, Span]] = field(default_factory=list)
    broken: bool = False

    def add(self, row: Row, cells: Sequence[tuple[str, Span]], findings: Findings) -> None:
        """Take in a row; BN709 where it is none."""
        wanted = len(self.regulators) + 1
        if len(cells) != wanted:
            self.broken = True
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
        values: list[bool | None] = []
        for text, span in cells:
            value = _VALUES.get(text.lower())
            last = len(values) == len(self.regulators)
            if value is None and (last or text.lower() not in FREE):
                shown = f'"{shorten(text)}"' if text else "an empty cell"
                what = "the value of the target is 0 or 1" if last else "values are 0, 1 or -"
                findings.add_once(
                    self.finding(
                        f"{shown} is no value in the table of {shorten(self.target)}", span,
                        help=f"{what}; 0 is off, 1 is on" + ("" if last else ", - is either"),
                    ),
                    key=f"value {self.target} {last}",
                )  # fmt: skip
                self.broken = True
                return
            values.append(value)
        self.rows.append((tuple(values[:-1]), bool(values[-1]), row.span()))

    def finding(self, message: str, span: Span, *, help: str, **more: object) -> Diagnostic:
        """BN709."""
        error = Severity.ERROR
        return Diagnostic("BN709", error, message, span, help=help, node=self.target, **more)  # type: ignore[arg-type]

    def build(self, findings: Findings) -> Expression | None:
        """The rule that the rows make; `None`, and BN709, where they are not one.

        Cost:
            Up to 20 regulators ``2^k`` bits and a step for each row; beyond, and where many rows
            have free places, exact circuits within their limits.
        """
        if self.broken:
            return None
        width = len(self.regulators)
        free = sum(None in values for values, _, _ in self.rows)
        if width <= WIDEST and (free * width << width) // 8 <= _MOST_WORK:
            return self._by_bits(findings)
        try:
            return self._by_circuits(findings)
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
        seen: set[tuple[tuple[bool | None, ...], bool]] = set()
        for values, result, _ in self.rows:
            if None not in values:
                place = sum(1 << i for i, value in enumerate(values) if value)
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

    def _by_circuits(self, findings: Findings) -> Expression | None:
        width = len(self.regulators)
        circuits = Circuits(width, 200_000)
        covers: tuple[dict[int, None], dict[int, None]] = ({}, {})
        for values, result, _ in self.rows:
            cube = sum((2 if v else 1) << 2 * i for i, v in enumerate(values) if v is not None)
            covers[result][cube] = None
        variables = range(width)
        (off, not_off), (on, not_on) = (
            encode_cover(circuits, frozenset(cover), variables) for cover in covers
        )
        both = find_witness(circuits, circuits.exact(circuits.conjunction((off, on))))
        if both is not None:
            self._report_conflict([both.get(i, False) for i in variables], findings)
            return None
        neither = find_witness(circuits, circuits.exact(circuits.conjunction((not_off, not_on))))
        if neither is not None:
            self._report_missing([neither.get(i, False) for i in variables], 0, findings)
            return None
        fewer = covers[0] if len(covers[0]) < len(covers[1]) else covers[1]
        cubes = [
            tuple((i, v) for i, v in enumerate(values) if v is not None)
            for values in dict.fromkeys(
                values for values, result, _ in self.rows if result == (fewer is covers[1])
            )
        ]
        if len(cubes) <= 1_000:
            rule = factor(sorted(cubes), self.regulators)
        else:
            names = [symbol(name) for name in self.regulators]
            terms = (
                conjunction(names[i] if v else negation(names[i]) for i, v in c) for c in cubes
            )
            rule = disjunction(terms)
        return rule if fewer is covers[1] else negation(rule)

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
