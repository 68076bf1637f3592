"""Writing truth tables: all rows while they are few, else rows with free places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from boolnet.errors import FormatError
from boolnet.formats.cells import format_cells, protect
from boolnet.formats.grid import is_cell
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.logic.circuit import FALSE
from boolnet.network.network import Network

FULL_WIDTH = 12  # regulators up to which all rows are written
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Rows:
    """The truth table of a node.

    Attributes:
        target: The node.
        regulators: Its regulators, in the order of the rule.
        rows: Per row the values of the regulators (`None` for either) and that of the target.
    """

    target: str
    regulators: tuple[str, ...]
    rows: tuple[tuple[tuple[bool | None, ...], bool], ...]


def tabulate_node(network: Network, name: str, *, compact: bool | None = None) -> Rows:
    """The truth table of the node *name*.

    Args:
        network: The network.
        name: The node.
        compact: Whether rows that differ only where it does not matter are one; all rows when
            `False`; when `None`, only beyond 12 regulators.

    Raises:
        UnknownNodeError: There is no such node.
        FormatError: There are more than 100,000 rows.
        UnsupportedError: The rule is too entangled.

    Cost:
        A look at the function for each row.
    """
    position = network.position(name)
    regulators = network.nodes[position].function.regulators
    if compact is None:
        compact = len(regulators) > FULL_WIDTH
    if not compact and 1 << len(regulators) > MOST_ROWS:
        raise FormatError(
            f"the table of {name} has 2^{len(regulators)} rows; ask for a compact one"
        )
    rows = []
    for row in _iter_rows(network, position, regulators, compact=compact):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise FormatError(f"the table of {name} has more than {MOST_ROWS:,} rows")
    return Rows(name, regulators, tuple(rows))


def format_table(
    network: Network,
    name: str,
    *,
    delimiter: str = ",",
    compact: bool | None = None,
    free: str = "*",
) -> str:
    """The truth table of the node *name* as text: a row of names, the target last, then values.

    Args:
        network: The network.
        name: The node.
        delimiter: What stands between the cells.
        compact: See `tabulate_node`.
        free: What stands for either value.

    Raises:
        UnknownNodeError: There is no such node.
        FormatError: There are more than 100,000 rows.
        UnsupportedError: The rule is too entangled.
    """
    table = tabulate_node(network, name, compact=compact)
    names = (*table.regulators, table.target)
    lines = [format_cells(map(protect, names), delimiter)]
    for values, result in table.rows:
        cells = (free if value is None else str(int(value)) for value in (*values, result))
        lines.append(delimiter.join(cells) + "\n")
    return "".join(lines)


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """The truth tables of all nodes, with an empty line between; nodes called ``0`` are renamed.

    Raises:
        FormatError: A table has more than 100,000 rows.
        UnsupportedError: A rule is too entangled.
    """
    lost = [f"the start values of {len(start):,} nodes"] if start else []
    known = network.ladders or any(n.evidence or n.about != type(n.about)() for n in network.nodes)
    if known:
        lost.append("what is known about nodes and regulations")
    names = changes(rename(network.names, is_cell))
    named = with_names(network, names)
    text = "\n".join(format_table(named, name) for name in named.names)
    return Written(text.encode(), names, tuple(lost))


def _iter_rows(
    network: Network, position: int, regulators: tuple[str, ...], *, compact: bool
) -> Iterator[tuple[tuple[bool | None, ...], bool]]:
    """The rows in the order of a printed table: the last column changes first."""
    circuits, pair = network.circuits, network.functions[position]
    places = [network.index[name] for name in regulators]
    stack: list[tuple[tuple[bool | None, ...], tuple[int, int]]] = [((), pair)]
    while stack:
        values, (one, none) = stack.pop()
        decided = FALSE in (one, none)
        if len(values) == len(places) or (compact and decided):
            rest = (None,) * (len(places) - len(values))
            yield (*values, *rest), one != FALSE
            continue
        place = places[len(values)]
        halves = []
        for value in (False, True):
            held = {place: value}
            halves.append((circuits.restrict(one, held), circuits.restrict(none, held)))
        if compact and halves[0] == halves[1]:
            stack.append(((*values, None), halves[0]))
            continue
        stack += [((*values, value), halves[value]) for value in (True, False)]
