"""Rules in the shape in which they are said: negations only at names, counts as counts.

A `Clause` is what a sentence is made of (`boolnet.report.sentence`). Two ways lead to one: from
the spelling of a rule (`clause_of`), and from its function, where that is a count or a parity
however it is written (`recognise`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from boolnet.logic import expression as ex
from boolnet.logic.diagram import FALSE, Diagrams

WIDEST_COUNT = 24  # regulators up to which a count is looked for


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a sentence about a rule.

    Attributes:
        kind: ``on`` or ``off`` (of one name); ``all``, ``any``, ``least`` (at least *number* of
            the parts), ``most`` (at most), ``just`` (exactly), ``odd`` and ``even`` (so many of
            the parts); ``always`` and ``never``.
        name: The name, for ``on`` and ``off``.
        parts: The parts, for the others.
        number: How many, for ``least``, ``most`` and ``just``.
        size: How many names are said.
        depth: How many clauses lie within each other.
    """

    kind: str
    name: str = ""
    parts: tuple[Clause, ...] = ()
    number: int = 0
    size: int = 1
    depth: int = 0

    def holds(self, state: Mapping[str, bool]) -> bool:
        """Whether the clause is true in *state*; goes as deep as `depth`."""
        if self.kind in ("on", "off"):
            return state[self.name] == (self.kind == "on")
        count = sum(part.holds(state) for part in self.parts)
        match self.kind:
            case "all":
                return count == len(self.parts)
            case "any":
                return count > 0
            case "least":
                return count >= self.number
            case "most":
                return count <= self.number
            case "just":
                return count == self.number
            case "odd" | "even":
                return count % 2 == int(self.kind == "odd")
            case _:
                return self.kind == "always"


ALWAYS = Clause("always", size=0)
NEVER = Clause("never", size=0)
_OPPOSITE = {"all": "any", "any": "all", "odd": "even", "even": "odd"}


def literal(name: str, value: bool) -> Clause:
    """*name* is on, or off."""
    return Clause("on" if value else "off", name)


def together(kind: str, parts: tuple[Clause, ...], number: int = 0) -> Clause:
    """A clause of *parts*; what is said twice in a conjunction or disjunction is said once."""
    if kind in ("all", "any"):
        flat: dict[Clause, None] = {}
        absorbing, neutral = (NEVER, ALWAYS) if kind == "all" else (ALWAYS, NEVER)
        for part in parts:
            if part == absorbing:
                return absorbing
            for inner in part.parts if part.kind == kind else (part,):
                if inner != neutral:
                    flat[inner] = None
        parts = tuple(flat)
        if len(parts) < 2:
            return parts[0] if parts else neutral
        counted = _exactly(parts) if kind == "all" else None
        if counted is not None:
            return counted
    size = sum(part.size for part in parts)
    depth = 1 + max(part.depth for part in parts)
    return Clause(kind, "", parts, number, size, depth)


def _exactly(parts: tuple[Clause, ...]) -> Clause | None:
    """At least 2 and at most 2 are exactly 2."""
    if len(parts) != 2:
        return None
    counts = [part for part in parts if part.kind in ("least", "most")]
    if not counts:
        return None
    counted = counts[0].parts
    bounds = [_bounds(part, counted) for part in parts]
    least = max((low for low, _ in bounds), default=0)
    most = min((high for _, high in bounds), default=0)
    if (0, -1) in bounds or least != most:
        return None
    size, depth = counts[0].size, counts[0].depth
    return Clause("just", "", counted, least, size, depth)


def _bounds(part: Clause, counted: tuple[Clause, ...]) -> tuple[int, int]:
    """How many of *counted* hold where *part* does; ``(0, -1)`` when it counts something else."""
    count = len(counted)
    if part.parts == counted and part.kind in ("least", "any"):
        return (part.number if part.kind == "least" else 1), count
    if part.parts == counted and part.kind == "most":
        return 0, part.number
    others = {"on": "off", "off": "on"}
    turned = tuple(Clause(others.get(p.kind, ""), p.name) for p in counted)
    return (0, count - 1) if part.kind == "any" and part.parts == turned else (0, -1)


def clause_of(expression: ex.Expression, longest: int = 64) -> Clause | None:
    """*expression* as a clause.

    Returns:
        `None` where it would say more than *longest* names, or has more than as many clauses
        within each other.

    Cost:
        Linear in the shared size of the expression, times *longest*.
    """
    # Per part, the clause and that of its negation; `None` where it would be too long.
    made: dict[int, tuple[Clause | None, Clause | None]] = {}
    for part in ex.iter_postorder(expression):
        operator = ex.operator_of(part)
        below = [made[id(argument)] for argument in ex.arguments_of(part)]
        if operator == "name":
            name = ex.name_of(part)
            pair: tuple[Clause | None, Clause | None] = literal(name, True), literal(name, False)
        elif operator == "const":
            pair = (ALWAYS, NEVER) if part is ex.TRUE else (NEVER, ALWAYS)
        elif operator == "not":
            pair = below[0][1], below[0][0]
        else:
            positive = [clause for clause, _ in below if clause is not None]
            negative = [clause for _, clause in below if clause is not None]
            if len(positive) < len(below) or sum(c.size for c in positive) > longest:
                pair = None, None
            elif operator in ("and", "or"):
                kind = "all" if operator == "and" else "any"
                pair = together(kind, tuple(positive)), together(_OPPOSITE[kind], tuple(negative))
            elif operator == "parity":
                pair = _parity(positive), _parity(positive, even=True)
            else:
                parts = tuple(positive)
                pair = (
                    together("least", parts, part.threshold),
                    together("most", parts, part.threshold - 1),
                )
            if pair[0] is not None and pair[0].depth > longest:
                pair = None, None
        made[id(part)] = pair
    return made[id(expression)][0]


def _parity(parts: list[Clause], *, even: bool = False) -> Clause:
    """An odd number of *parts*, with every name said as on: turning one round turns all round."""
    turned = []
    for part in parts:
        if part.kind == "off":
            even = not even
            part = literal(part.name, True)
        if part in (ALWAYS, NEVER):
            even ^= part == ALWAYS
        else:
            turned.append(part)
    if len(turned) < 2:
        if not turned:
            return ALWAYS if even else NEVER
        if not even:
            return turned[0]
    return together("even" if even else "odd", tuple(turned))


def recognise(diagrams: Diagrams, root: int) -> Clause | None:
    """*root* as a count or a parity of single names, however its rule is written.

    Returns:
        ``least``, ``odd`` or ``even`` of two names or more; `None` when it is none of these
        (a plain conjunction or disjunction is left to the rule).

    Raises:
        UnsupportedError: The diagrams become too large.
    """
    names = diagrams.support(root)
    if not 2 <= len(names) <= WIDEST_COUNT:
        return None
    symbols = [ex.symbol(name) for name in names]
    odd = diagrams.build(ex.parity(symbols))
    if root in (odd, diagrams.negate(odd)):
        kind = "odd" if root == odd else "even"
        return together(kind, tuple(literal(name, True) for name in names))
    literals = []
    for name in names:
        low = diagrams.restrict(root, {name: False})
        high = diagrams.restrict(root, {name: True})
        rises, falls = diagrams.without(high, low), diagrams.without(low, high)
        if rises != FALSE and falls != FALSE:
            return None
        literals.append(literal(name, rises != FALSE))
    if not _is_symmetric(diagrams, root, literals):
        return None
    held: dict[str, bool] = {}
    for count, part in enumerate(literals):
        if diagrams.restrict(root, held | {p.name: p.kind != "on" for p in literals[count:]}):
            return together("least", tuple(literals), count) if count > 1 else None
        held[part.name] = part.kind == "on"
    return None  # a conjunction of all


def _is_symmetric(diagrams: Diagrams, root: int, literals: list[Clause]) -> bool:
    """Whether only the number of *literals* that hold matters: neighbours may be exchanged."""
    for one, two in pairwise(literals):
        first = diagrams.restrict(root, {one.name: one.kind == "on", two.name: two.kind != "on"})
        second = diagrams.restrict(root, {one.name: one.kind != "on", two.name: two.kind == "on"})
        if first != second:
            return False
    return True
