"""The truth table of one node: all rows, or few rows with free places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from boolnet.errors import InputError, UnsupportedError
from boolnet.logic.cases import find_rows
from boolnet.logic.diagram import Case, build_rules
from boolnet.network.network import Network

WIDEST = 16  # regulators up to which all rows are listed


@dataclass(frozen=True)
class TruthTable:
    """The truth table of a node.

    Attributes:
        name: The node.
        regulators: The columns, in the order of the rule.
        rows: Values of regulators, and the value of the node. What a row does not name may be
            either; no two rows agree, and together they are all states that agree with *held*.
        held: Regulators that are held at a value.
        compact: Whether rows may have free places.
    """

    name: str
    regulators: tuple[str, ...]
    rows: tuple[tuple[Case, bool], ...]
    held: Case
    compact: bool


def tabulate(
    network: Network,
    name: str,
    *,
    compact: bool = True,
    held: Mapping[str, bool] | None = None,
    most: int = 1_000,
) -> TruthTable:
    """The truth table of the node *name*.

    Args:
        network: The network.
        name: The node.
        compact: Few rows with free places, the leaves of a decision tree; else all rows.
        held: Only the rows with these values of regulators.
        most: How many rows there may be.

    Raises:
        UnknownNodeError: There is no such node.
        InputError: There are more rows, or more than 16 free regulators for all rows, or a node
            that is held is no regulator; the message says the way out.

    Cost:
        A look at the decision diagram of the rule for each row.
    """
    regulators = network.nodes[network.position(name)].function.regulators
    fixed = dict(held or {})
    for other in fixed:
        if other not in regulators:
            raise InputError(f"{other} is not in the rule of {name}")
    free = [other for other in regulators if other not in fixed]
    way = "hold some of them with --set NODE=0|1"
    if not compact and len(free) > WIDEST:
        raise InputError(
            f"the full table of {name} has 2^{len(free)} rows, at most 2^{WIDEST} are listed; "
            f"leave --full out, or {way}"
        )
    if not compact and 1 << len(free) > most:
        raise InputError(
            f"the full table of {name} has {1 << len(free):,} rows, more than --limit {most:,}"
        )
    try:
        rows = _rows(network, name, free if not compact else None, fixed, most)
    except UnsupportedError as error:
        raise InputError(
            f"the rule of {name} is too entangled for a table of so many regulators: {error}; {way}"
        ) from None
    if rows is None:
        raise InputError(
            f"the table of {name} has more than {most:,} rows; list more with --limit, or {way}"
        )
    return TruthTable(
        name, regulators, tuple((fixed | case, v) for case, v in rows), fixed, compact
    )


def _rows(
    network: Network, name: str, free: Sequence[str] | None, fixed: Case, most: int
) -> list[tuple[Case, bool]] | None:
    """A row for each case of *free*, or few rows where that is `None`."""
    diagrams, (whole,) = build_rules([network.rule(name)])
    root = diagrams.restrict(whole, fixed)
    if free is None:
        return find_rows(diagrams, root, most)
    cases = (
        dict(zip(free, values, strict=True)) for values in product((False, True), repeat=len(free))
    )
    return [(case, diagrams.value(root, case)) for case in cases]
