"""What each rule of a network does: constant or not, and how every regulator acts.

Made for looking at all rules of a file at once. Rules that differ in their names only are looked
at once; narrow ones by their truth tables; a rule that reads each name once is known from its
text, however wide it is. What is left is decided on circuits, within a limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.bits import column, tabulate
from boolnet.logic.circuit import Circuits
from boolnet.logic.postfix import tabulate_postfix
from boolnet.logic.table import Effect, compute_effects
from boolnet.network.function import UpdateFunction
from boolnet.network.network import Network
from boolnet.postfix import NOT

NARROW: Final = 16  # regulators up to which a rule is looked at as a truth table
EXACT_LIMIT: Final = 100  # regulators up to which a rule is decided exactly unless asked otherwise
GATES: Final = 12_000  # gates that the wide rules of a network may take: two seconds or three
_EACH: Final = 4_000  # gates that one of them may take
_REMEMBERED: Final = 8  # regulators up to which a rule is worth remembering


@dataclass(frozen=True)
class Deeds:
    """What one rule does.

    Attributes:
        names: The regulators, in the order in which the rule first mentions them.
        signs: For each, ``+``, ``-``, ``±`` (both), ``0`` (no effect) or ``?`` (not decided).
        constant: The value of a rule that always has the same; `None` for any other.
        table: The truth table over `names` (see `boolnet.logic.bits`); `None` for a wide rule.
        effects: Of a wide rule that was decided on circuits: the effects with their witnesses.
        decided: Whether all this is known; if not, `names` is all that is.
    """

    names: tuple[str, ...]
    signs: Sequence[str]
    constant: bool | None = None
    table: int | None = None
    effects: Mapping[str, Effect] | None = None
    decided: bool = True

    @property
    def acting(self) -> tuple[str, ...]:
        """The regulators that have an effect, or may have one."""
        return tuple(name for name, sign in zip(self.names, self.signs, strict=True) if sign != "0")


def find_deeds(network: Network, exact_limit: int = EXACT_LIMIT) -> list[Deeds]:
    """What each rule does, in the order of the nodes.

    Args:
        network: A network.
        exact_limit: Wider rules are not decided, unless they read each name once.

    Cost:
        About a microsecond for a rule whose form was seen before; at most some seconds for all
        wide rules together.
    """
    wide = _Wide(exact_limit)
    found = []
    for node in network.nodes:
        function = node.function
        names = function.regulators
        if len(names) <= NARROW:
            table = _tabulate(function)
            look = _look_again if len(names) <= _REMEMBERED else _look
            signs, constant = look(table, len(names))
            found.append(Deeds(names, signs, constant, table))
        else:
            found.append(wide.look(function))
    return found


def _tabulate(function: UpdateFunction) -> int:
    postfix = function.postfix
    if postfix is None:
        return tabulate(function.expression, function.regulators)
    if postfix.names != function.regulators:  # the expression was walked in another order
        return tabulate(function.expression, function.regulators)
    if len(postfix.names) <= _REMEMBERED and len(postfix.code) <= 8 * _REMEMBERED:
        return _tabulate_short(tuple(postfix.code), len(postfix.names))
    return tabulate_postfix(postfix.code, len(postfix.names))


@lru_cache(maxsize=4096)
def _tabulate_short(code: tuple[int, ...], width: int) -> int:
    return tabulate_postfix(code, width)


def _look(table: int, width: int) -> tuple[str, bool | None]:
    """The sign of each name, and the value of a constant."""
    full = (1 << (1 << width)) - 1
    if table in (0, full):
        return "0" * width, bool(table)
    signs = []
    for position in range(width):
        up, down = differences(table, position, width)
        signs.append({(True, True): "±", (True, False): "+", (False, True): "-"}.get(
            (bool(up), bool(down)), "0"
        ))  # fmt: skip
    return "".join(signs), None


_look_again = lru_cache(maxsize=4096)(_look)


def differences(table: int, position: int, width: int) -> tuple[int, int]:
    """Where switching a name on switches the function on, and where it switches it off.

    Both are tables whose rows with the name on are empty.
    """
    full = (1 << (1 << width)) - 1
    mask = full ^ column(position, width)
    low, high = table & mask, table >> (1 << position) & mask
    return high & ~low, low & ~high


class _Wide:
    """Looks at wide rules until the gates for all of them are used up."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = GATES

    def look(self, function: UpdateFunction) -> Deeds:
        names = function.regulators
        postfix = function.postfix
        if postfix is not None:
            signs = _signs_as_read(postfix.code, len(names))
            if signs is not None:
                order = dict(zip(postfix.names, signs, strict=True))
                return Deeds(names, [order[name] for name in names])
        unknown = Deeds(names, "?" * len(names), decided=False)
        if len(names) > self.limit or self.left <= 0:
            return unknown
        leaves = 2 + 2 * len(names)
        circuits = Circuits(len(names), leaves + min(self.left, _EACH))
        index = {name: place for place, name in enumerate(names)}
        try:
            positive, negative = function.encode(circuits, index)
            found = compute_effects(circuits, positive, negative, names)
        except UnsupportedError:
            return unknown
        finally:
            self.left -= len(circuits.kinds) - leaves
        effects = {name: found.get(index[name], Effect(None, None)) for name in names}
        signs = [effects[name].sign for name in names]
        constant = None
        if set(signs) <= {"0"}:
            constant = ex.evaluate(function.expression, dict.fromkeys(names, False))
        return Deeds(names, signs, constant, effects=effects)


def _signs_as_read(code: Sequence[int], width: int) -> list[str] | None:
    """The signs of a rule that reads each name once and has no constants; else `None`."""
    if len(code) > 3 * width or sum(sign >= 0 for sign in code) != width:
        return None
    if any(0 <= sign < 2 for sign in code):
        return None
    # Each operand is a list of the literals below it, one behind the other in `literals`:
    # a negation turns all of them over. Only the outermost ones count.
    literals: list[int] = []
    starts: list[int] = []
    turned = [0] * (len(code) + 1)  # differences, summed up at the end
    for sign in code:
        if sign >= 0:
            starts.append(len(literals))
            literals.append(sign)
        elif sign == NOT:
            turned[starts[-1]] ^= 1
            turned[len(literals)] ^= 1
        else:
            count = -sign >> 1
            del starts[len(starts) - count + 1 :]
    signs = ["0"] * width
    flip = 0
    for place, sign in enumerate(literals):
        flip ^= turned[place]
        signs[(sign - 2) >> 1] = "+" if (sign & 1) ^ flip else "-"
    return signs
