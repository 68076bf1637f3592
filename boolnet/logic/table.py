"""What a function really depends on: essential regulators, signs, witnesses, digests.

Everything here is decided on the function, never on its spelling. Functions of few
regulators are decided on their truth table (one big integer), wider ones on exact
circuits, where "can these two differ?" is a question about one conjunction.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from boolnet.errors import UnsupportedError
from boolnet.logic import circuit as ci
from boolnet.logic import expression as ex
from boolnet.logic.bits import bits_of, column
from boolnet.logic.circuit import Circuits
from boolnet.logic.diagram import Diagrams, build_diagram
from boolnet.logic.encoding import encode

TABLE_WIDTH = 12  # regulators up to which a truth table beats circuits (measured)
EFFORT = 200_000  # gates that a question about one wide function may add


@dataclass(frozen=True, slots=True)
class Effect:
    """How one regulator acts on a function.

    Attributes:
        activates: Values of the other regulators for which switching this one on switches
            the function on; `None` when there are none.
        inhibits: The same for switching the function off.
    """

    activates: Mapping[str, bool] | None
    inhibits: Mapping[str, bool] | None

    @property
    def essential(self) -> bool:
        """Whether the regulator has any effect at all."""
        return self.activates is not None or self.inhibits is not None

    @property
    def sign(self) -> str:
        """``+`` activates, ``-`` inhibits, ``±`` does both, ``0`` has no effect."""
        if self.activates is not None:
            return "+" if self.inhibits is None else "±"
        return "0" if self.inhibits is None else "-"


def compute_table(circuits: Circuits, root: int, variables: Sequence[int]) -> int:
    """The truth table of *root* over *variables*, which must contain its support."""
    width = len(variables)
    full = (1 << (1 << width)) - 1
    values: dict[int, int] = {ci.FALSE: 0, ci.TRUE: full}
    for position, variable in enumerate(variables):
        on = column(position, width)
        values[circuits.literal(variable, True)] = on
        values[circuits.literal(variable, False)] = full ^ on
    return circuits.fold(root, values, full)


def find_difference(
    first: ex.Expression, second: ex.Expression, effort: int | None = None
) -> dict[str, bool] | None:
    """Values of the names for which two expressions disagree, or `None` if there are none.

    Args:
        first: One expression.
        second: The other one.
        effort: How many gates they may take to be exact; as many as circuits hold when `None`.

    Raises:
        UnsupportedError: The expressions are too entangled to be compared exactly.
    """
    names = tuple(dict.fromkeys(ex.symbols_of(first) + ex.symbols_of(second)))
    index = {name: position for position, name in enumerate(names)}
    circuits = Circuits(len(names)) if effort is None else Circuits(len(names), effort)
    one, not_one = encode(circuits, first, index)
    two, not_two = encode(circuits, second, index)
    if one == two:
        return None
    differs = circuits.disjunction(
        (circuits.conjunction((one, not_two)), circuits.conjunction((not_one, two)))
    )
    witness = find_witness(circuits, circuits.exact(differs))
    if witness is None:
        return None
    return {name: witness.get(index[name], False) for name in names}


def find_witness(circuits: Circuits, root: int) -> dict[int, bool] | None:
    """Values of some variables that make an exact circuit true, or `None` if it is false."""
    if root == ci.FALSE:
        return None
    values: dict[int, bool] = {}
    stack = [root]
    while stack:
        gate = stack.pop()
        if circuits.is_leaf(gate):
            if gate != ci.TRUE:
                values[(gate - 2) >> 1] = bool(gate & 1)
        elif circuits.is_conjunction(gate):
            stack.extend(circuits.children[gate])
        else:
            stack.append(circuits.children[gate][0])
    return values


def compute_effects(
    circuits: Circuits, positive: int, negative: int, names: Sequence[str]
) -> dict[int, Effect]:
    """The effect of each variable that the function mentions, with witnesses.

    Args:
        circuits: Where the function lives.
        positive: The exact circuit of the function.
        negative: The exact circuit of its negation.
        names: The name of each variable, for the witnesses.

    Raises:
        UnsupportedError: The function is too entangled to be decided exactly.
    """
    mentioned = bits_of(circuits.support(positive) | circuits.support(negative))
    if len(mentioned) <= TABLE_WIDTH:
        return _effects_by_table(circuits, positive, mentioned, names)
    sample = _Sample(circuits, positive, mentioned)
    diagram = _Diagram(circuits, positive, mentioned, names)
    effects: dict[int, Effect] = {}
    for variable in mentioned:
        witnesses: list[Mapping[str, bool] | None] = []
        for value, occurs in ((True, circuits.positive), (False, circuits.negative)):
            # A variable that occurs with one sign only cannot act with the other.
            if not occurs(positive) >> variable & 1:
                witnesses.append(None)
                continue
            found = sample.find(variable, value)
            if found is None and diagram.is_known:
                found = diagram.find(variable, value)
            elif found is None:
                both = (
                    circuits.restrict(positive, {variable: value}),
                    circuits.restrict(negative, {variable: not value}),
                )
                meets = circuits.exact(circuits.conjunction(both), effort=EFFORT)
                found = find_witness(circuits, meets)
            others = (v for v in mentioned if v != variable)
            witnesses.append(
                None if found is None else {names[v]: found.get(v, False) for v in others}
            )
        effects[variable] = Effect(*witnesses)
    return effects


class _Diagram:
    """A function as a decision diagram, when it is first asked for and as far as it is small.

    Cheap where a conjunction of two circuits is not: rules of hundreds of conjunctions.
    """

    LIMIT = 60_000  # nodes, those on the way included

    def __init__(
        self, circuits: Circuits, root: int, variables: Sequence[int], names: Sequence[str]
    ) -> None:
        self.circuits = circuits
        self.gate = root
        self.names = names
        self.variables = {names[variable]: variable for variable in variables}

    @cached_property
    def _built(self) -> tuple[Diagrams, int] | None:
        try:
            return build_diagram(self.circuits, self.gate, self.names, self.LIMIT)
        except UnsupportedError:
            return None

    @property
    def is_known(self) -> bool:
        """Whether the diagram is small enough."""
        return self._built is not None

    def find(self, variable: int, value: bool) -> dict[int, bool] | None:
        """A state in which the function follows *variable* (or opposes it)."""
        assert self._built is not None
        diagrams, root = self._built
        name = self.names[variable]
        with diagrams.scratch(self.LIMIT):
            low = diagrams.restrict(root, {name: not value})
            high = diagrams.restrict(root, {name: value})
            case = diagrams.first_common(high, low)
        return None if case is None else {self.variables[n]: v for n, v in case.items()}


class _Sample:
    """A function on a thousand states of several densities: a cheap source of witnesses."""

    LANES = 1024

    def __init__(self, circuits: Circuits, root: int, variables: Sequence[int]) -> None:
        self.circuits = circuits
        self.root = root
        self.full = (1 << self.LANES) - 1
        rng = random.Random(0)
        self.columns: dict[int, int] = {}
        for variable in variables:
            half, other = rng.getrandbits(self.LANES), rng.getrandbits(self.LANES)
            lanes = self.LANES // 4  # densities 1/2, 1/4, 3/4 and 1/2 again
            quarter = (1 << lanes) - 1
            low, high = half & other & quarter << lanes, (half | other) & quarter << 2 * lanes
            rest = half & (quarter | quarter << 3 * lanes)
            self.columns[variable] = low | high | rest

    def find(self, variable: int, value: bool) -> dict[int, bool] | None:
        """A sampled state in which the function follows *variable* (or opposes it)."""
        on = self._evaluate({variable: self.full})
        off = self._evaluate({variable: 0})
        lanes = on & ~off if value else off & ~on
        if not lanes:
            return None
        lane = (lanes & -lanes).bit_length() - 1
        return {v: bool(bits >> lane & 1) for v, bits in self.columns.items()}

    def _evaluate(self, changed: Mapping[int, int]) -> int:
        values = {ci.FALSE: 0, ci.TRUE: self.full}
        for variable, bits in (self.columns | dict(changed)).items():
            values[self.circuits.literal(variable, True)] = bits
            values[self.circuits.literal(variable, False)] = self.full ^ bits
        return self.circuits.fold(self.root, values, self.full)


def _effects_by_table(
    circuits: Circuits, positive: int, mentioned: Sequence[int], names: Sequence[str]
) -> dict[int, Effect]:
    width = len(mentioned)
    table = compute_table(circuits, positive, mentioned)
    full = (1 << (1 << width)) - 1
    effects: dict[int, Effect] = {}
    for position, variable in enumerate(mentioned):
        # In `low`, bit i (with bit `position` of i clear) is the value with the regulator off.
        mask = full ^ column(position, width)
        low, high = table & mask, table >> (1 << position) & mask
        witnesses: list[Mapping[str, bool] | None] = []
        for rows in (high & ~low, low & ~high):
            row = (rows & -rows).bit_length() - 1
            witnesses.append(
                {names[v]: bool(row >> j & 1) for j, v in enumerate(mentioned) if v != variable}
                if rows
                else None
            )
        effects[variable] = Effect(*witnesses)
    return effects


def compute_digest(
    circuits: Circuits, positive: int, negative: int, names: Sequence[str], effort: int = 200_000
) -> str:
    """A digest of a function: equal for equal functions, however they are written.

    The digest is that of the reduced decision diagram over the essential regulators in
    alphabetical order. Functions whose diagram would take more than *effort* steps are
    digested by their simplified circuit, so that there, and only there, two spellings of
    one function may differ.

    Cost:
        At most about *effort* gate visits.
    """
    variables = sorted(
        bits_of(circuits.support(positive) | circuits.support(negative)), key=names.__getitem__
    )
    if len(variables) <= TABLE_WIDTH:
        effects = _effects_by_table(circuits, positive, sorted(variables), names)
        variables = [v for v in variables if effects[v].essential]
        fixed = {v: False for v, effect in effects.items() if not effect.essential}
        table = compute_table(circuits, circuits.restrict(positive, fixed), variables)
        text = f"table {[names[v] for v in variables]} {table:x}"
    else:
        diagram = _diagram(circuits, positive, variables, names, effort)
        if diagram is None:
            text = f"circuit {_spell(circuits, positive, names)}"
        else:
            text = diagram
    return hashlib.sha256(text.encode()).hexdigest()


def _diagram(
    circuits: Circuits, root: int, order: Sequence[int], names: Sequence[str], effort: int
) -> str | None:
    """The reduced decision diagram of *root* as text, or `None` beyond *effort*."""
    rank = {variable: position for position, variable in enumerate(order)}
    made: dict[int, int] = {ci.FALSE: 0, ci.TRUE: 1}
    unique: dict[tuple[int, int, int], int] = {}
    halves: dict[int, tuple[int, int, int]] = {}
    stack = [root]
    while stack:
        gate = stack[-1]
        if gate in made:
            stack.pop()
            continue
        if gate not in halves:
            top = min(bits_of(circuits.support(gate)), key=rank.__getitem__)
            effort -= 1 + len(circuits.postorder([gate]))
            if effort < 0:
                return None
            low = circuits.restrict(gate, {top: False})
            high = circuits.restrict(gate, {top: True})
            halves[gate] = (top, low, high)
        top, low, high = halves[gate]
        waiting = [half for half in (low, high) if half not in made]
        if waiting:
            stack.extend(waiting)
            continue
        key = (top, made[low], made[high])
        made[gate] = key[1] if key[1] == key[2] else unique.setdefault(key, len(unique) + 2)
        stack.pop()
    # Numbers depend on the order of construction: renumber from the root.
    by_number = {number: key for key, number in unique.items()}
    numbers: dict[int, int] = {0: 0, 1: 1}
    lines: list[str] = []
    queue = [made[root]]
    while queue:
        number = queue.pop()
        if number in numbers:
            continue
        numbers[number] = len(numbers)
        queue.extend((by_number[number][2], by_number[number][1]))
    for number in numbers:
        if number > 1:
            top, low, high = by_number[number]
            lines.append(f"{names[top]}?{numbers[high]}:{numbers[low]}")
    variables = {by_number[n][0] for n in numbers if n > 1}
    if len(variables) <= TABLE_WIDTH:
        essential = [v for v in order if v in variables]
        fixed = {v: False for v in order if v not in variables}
        table = compute_table(circuits, circuits.restrict(root, fixed), essential)
        return f"table {[names[v] for v in essential]} {table:x}"
    return "diagram " + "\n".join(lines)


def _spell(circuits: Circuits, root: int, names: Sequence[str]) -> str:
    """A text of a circuit that does not depend on how its gates are numbered."""
    texts: dict[int, str] = {ci.FALSE: "0", ci.TRUE: "1"}

    def text_of(gate: int) -> str:
        if circuits.is_leaf(gate) and gate > ci.TRUE:
            return ("" if gate & 1 else "!") + names[(gate - 2) >> 1]
        return texts[gate]

    for gate in circuits.postorder([root]):
        sign = "&" if circuits.is_conjunction(gate) else "|"
        body = sign + "\n".join(sorted(text_of(child) for child in circuits.children[gate]))
        texts[gate] = hashlib.sha256(body.encode()).hexdigest()
    return text_of(root)
