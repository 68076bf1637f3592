"""Decision diagrams of single rules: counted, compared, restricted.

A diagram decides the regulators of a rule one after the other, in a fixed order, and shares
what is equal; two rules have one diagram exactly if they are one function. See R. E. Bryant,
IEEE Trans. Comput. C-35 (1986) 677-691, doi:10.1109/TC.1986.1676819. Everything here is exact,
whatever the width; where a diagram would become too large, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Final, TypeAlias

from boolnet.errors import UnsupportedError
from boolnet.logic import circuit as ci
from boolnet.logic import expression as ex
from boolnet.logic.circuit import Circuits
from boolnet.logic.encoding import encode

FALSE: Final = 0
TRUE: Final = 1
LIMIT: Final = 60_000  # nodes that the diagrams of one rule may have: a second or two

Case: TypeAlias = dict[str, bool]  # values of some regulators; the others may be either
_AND, _OR, _XOR = 0, 1, 2


class Diagrams:
    """Diagrams over *names*, decided in that order. A diagram is a number.

    Args:
        names: What the functions may read.
        limit: The largest number of nodes, those that are no longer used included.
    """

    def __init__(self, names: Iterable[str], limit: int = LIMIT) -> None:
        self.names = tuple(names)
        self.index = {name: place for place, name in enumerate(self.names)}
        self.limit = limit
        self._steps = 10 * limit
        width = len(self.names)
        self.tops = [width, width]  # the variable that each node decides
        self.lows = [FALSE, TRUE]
        self.highs = [FALSE, TRUE]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._memo: dict[tuple[int, int, int], int] = {}

    # -- building ----------------------------------------------------------------------

    def literal(self, name: str, value: bool = True) -> int:
        """The diagram "*name* has this *value*"."""
        low, high = (FALSE, TRUE) if value else (TRUE, FALSE)
        return self.node(self.index[name], low, high)

    def build(self, expression: ex.Expression) -> int:
        """The diagram of *expression*.

        Raises:
            UnsupportedError: It would have too many nodes.
        """
        made: dict[int, int] = {}
        for part in ex.iter_postorder(expression):
            operator = ex.operator_of(part)
            values = [made[id(argument)] for argument in ex.arguments_of(part)]
            if operator == "name":
                result = self.literal(ex.name_of(part))
            elif operator == "const":
                result = TRUE if part is ex.TRUE else FALSE
            elif operator == "not":
                result = self.negate(values[0])
            elif operator == "and":
                result = self.all_of(values)
            elif operator == "or":
                result = self.any_of(values)
            elif operator == "parity":
                result = self._join(_XOR, values, FALSE)
            else:
                result = self._at_least(part.threshold, values)
            made[id(part)] = result
        return made[id(expression)]

    def case(self, case: Mapping[str, bool]) -> int:
        """The diagram of the states that agree with *case*."""
        result = TRUE
        for place in sorted((self.index[name] for name in case), reverse=True):
            low, high = (FALSE, result) if case[self.names[place]] else (result, FALSE)
            result = self.node(place, low, high)
        return result

    def all_of(self, parts: Sequence[int]) -> int:
        """The conjunction of *parts*."""
        return self._join(_AND, parts, TRUE)

    def any_of(self, parts: Sequence[int]) -> int:
        """The disjunction of *parts*."""
        return self._join(_OR, parts, FALSE)

    def differ(self, first: int, second: int) -> int:
        """Where exactly one of the two is true."""
        return self._apply(_XOR, first, second)

    def without(self, first: int, second: int) -> int:
        """Where *first* is true and *second* is not."""
        return self._apply(_AND, first, self.negate(second))

    def negate(self, root: int) -> int:
        """Where *root* is false."""
        return self._apply(_XOR, root, TRUE)

    def restrict(self, root: int, values: Mapping[str, bool]) -> int:
        """*root* with some regulators held. Cost: the nodes below *root*."""
        held = {self.index[name]: value for name, value in values.items()}
        last = max(held, default=-1)
        made = {FALSE: FALSE, TRUE: TRUE}
        for node in self._below(root):
            top = self.tops[node]
            low, high = self.lows[node], self.highs[node]
            if top > last:
                made[node] = node
            elif top in held:
                made[node] = made[high if held[top] else low]
            else:
                made[node] = self.node(top, made[low], made[high])
        return made[root]

    @contextmanager
    def scratch(self, most: int) -> Iterator[None]:
        """Forget afterwards what is built meanwhile, *most* nodes: keep answers, no diagrams."""
        kept, memo, limits = len(self.tops), self._memo, (self.limit, self._steps)
        self._memo, self.limit, self._steps = {}, kept + most, 10 * most
        try:
            yield
        finally:
            for node in range(kept, len(self.tops)):
                del self._unique[self.tops[node], self.lows[node], self.highs[node]]
            del self.tops[kept:], self.lows[kept:], self.highs[kept:]
            self._memo, (self.limit, self._steps) = memo, limits

    # -- looking -----------------------------------------------------------------------

    def size(self, root: int) -> int:
        """The number of nodes below *root*."""
        return len(self._below(root))

    def support(self, root: int) -> tuple[str, ...]:
        """The names that *root* depends on, in order."""
        return tuple(self.names[v] for v in sorted({self.tops[n] for n in self._below(root)}))

    def value(self, root: int, state: Mapping[str, bool]) -> bool:
        """The value of *root* in *state*."""
        while root > TRUE:
            high = state[self.names[self.tops[root]]]
            root = self.highs[root] if high else self.lows[root]
        return root == TRUE

    def share(self, root: int) -> Fraction:
        """The share of all states in which *root* is true."""
        return Fraction(self._shares(self._below(root))[root], 1 << len(self.names))

    def shares_given(self, root: int) -> dict[str, tuple[Fraction, Fraction]]:
        """Per name that *root* depends on, the share where it is 0 and the share where it is 1.

        Cost:
            Two walks over the diagram, for all names together.
        """
        below = self._below(root)
        width = len(self.names)
        share = self._shares(below)
        reach = dict.fromkeys(below, 0)
        reach[root] = 1 << width
        slope: dict[int, int] = {}
        for node in reversed(below):
            low, high, half = self.lows[node], self.highs[node], reach[node] >> 1
            for child in (low, high):
                if child > TRUE:
                    reach[child] += half
            top = self.tops[node]
            slope[top] = slope.get(top, 0) + reach[node] * (share[high] - share[low])
        whole = Fraction(share[root], 1 << width)
        halves = {v: Fraction(rise, 1 << 2 * width + 1) for v, rise in slope.items()}
        return {self.names[v]: (whole - halves[v], whole + halves[v]) for v in sorted(halves)}

    def _shares(self, below: Iterable[int]) -> dict[int, int]:
        """Per node, in how many of the states over all names it is true."""
        found = {FALSE: 0, TRUE: 1 << len(self.names)}
        for node in below:
            found[node] = (found[self.lows[node]] + found[self.highs[node]]) >> 1
        return found

    def first(self, root: int) -> Case | None:
        """A state in which *root* is true: with 1 for as many of the first names as can be.

        `None` when there is none. Names that do not matter are left out.
        """
        if root == FALSE:
            return None
        case: Case = {}
        while root > TRUE:
            high = self.highs[root] != FALSE
            case[self.names[self.tops[root]]] = high
            root = self.highs[root] if high else self.lows[root]
        return case

    def first_common(self, true: int, false: int) -> Case | None:
        """A state in which one diagram is true and the other false, found without a third.

        `None` when there is none. Names that do not matter are left out.

        Raises:
            UnsupportedError: It would take too many steps.

        Cost:
            One look at each pair of nodes on the way; most pairs are settled at once.
        """
        seen: set[tuple[int, int]] = set()
        stack: list[tuple[int, int, tuple[Any, ...]]] = [(true, false, ())]
        while stack:
            one, two, path = stack.pop()
            if one in (FALSE, two) or two == TRUE or (one, two) in seen:
                continue
            if len(seen) > 5 * self.limit:
                raise UnsupportedError("its decision diagram takes too many steps")
            if one == TRUE and two == FALSE:
                case: Case = {}
                while path:
                    place, value, path = path
                    case[self.names[place]] = value
                return case
            seen.add((one, two))
            top = min(self.tops[one], self.tops[two])
            low_one, high_one = self.halves(one, top)
            low_two, high_two = self.halves(two, top)
            stack.append((low_one, low_two, (top, False, path)))
            stack.append((high_one, high_two, (top, True, path)))
        return None

    # -- inside ------------------------------------------------------------------------

    def node(self, top: int, low: int, high: int) -> int:
        """*low* where the variable *top* is 0, *high* where it is 1; both decide later ones."""
        if low == high:
            return low
        key = (top, low, high)
        found = self._unique.get(key)
        if found is None:
            if len(self.tops) > self.limit:
                raise UnsupportedError(
                    f"its decision diagram has more than {self.limit:,} nodes in the order of "
                    "the rule"
                )
            found = self._unique[key] = len(self.tops)
            self.tops.append(top)
            self.lows.append(low)
            self.highs.append(high)
        return found

    def _below(self, root: int) -> list[int]:
        """The nodes below *root* that decide something, children before parents."""
        seen: set[int] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if node > TRUE and node not in seen:
                seen.add(node)
                stack += (self.lows[node], self.highs[node])
        return sorted(seen)  # a node is made after its children

    def _join(self, operation: int, parts: Sequence[int], neutral: int) -> int:
        """By pairs, so that what is joined already is not walked through for each part."""
        parts = sorted(parts, key=lambda part: self.tops[part])
        while len(parts) > 1:
            pairs = zip(parts[::2], parts[1::2], strict=False)
            odd = parts[-1:] if len(parts) % 2 else []
            parts = [self._apply(operation, one, two) for one, two in pairs] + odd
        return parts[0] if parts else neutral

    def _at_least(self, threshold: int, values: Sequence[int]) -> int:
        reached = [TRUE] + [FALSE] * threshold  # [j]: at least j of those so far
        # From the last name up: each step then only adds nodes above those there are.
        for value in sorted(values, key=lambda part: -self.tops[part]):
            for j in range(threshold, 0, -1):
                more = self._apply(_AND, reached[j - 1], value)
                reached[j] = self._apply(_OR, reached[j], more)
        return reached[threshold]

    def _apply(self, operation: int, first: int, second: int) -> int:
        memo = self._memo
        if first > second:
            first, second = second, first
        goal = (operation, first, second)
        stack = [goal]
        tops, lows, highs = self.tops, self.lows, self.highs
        while stack:
            key = stack[-1]
            if key in memo:
                stack.pop()
                continue
            _, one, two = key
            settled = self._settle(operation, one, two)
            if settled is not None:
                memo[key] = settled
                stack.pop()
                continue
            top = min(tops[one], tops[two])
            low_one, high_one = (lows[one], highs[one]) if tops[one] == top else (one, one)
            low_two, high_two = (lows[two], highs[two]) if tops[two] == top else (two, two)
            low = (operation, min(low_one, low_two), max(low_one, low_two))
            high = (operation, min(high_one, high_two), max(high_one, high_two))
            waiting = [half for half in (low, high) if half not in memo]
            if waiting:
                stack += waiting
                if len(memo) > self._steps:
                    raise UnsupportedError("its decision diagram takes too many steps")
                continue
            memo[key] = self.node(top, memo[low], memo[high])
            stack.pop()
        return memo[goal]

    def _settle(self, operation: int, one: int, two: int) -> int | None:
        """The result where it is plain; *one* is not greater than *two*."""
        if operation == _AND:
            if one in (two, TRUE):
                return two
            return FALSE if one == FALSE else None
        if operation == _OR:
            if one in (two, FALSE):
                return two
            return TRUE if one == TRUE else None
        if one == two:
            return FALSE
        if one == FALSE:
            return two
        return None

    def halves(self, node: int, top: int) -> tuple[int, int]:
        """*node* where the variable *top*, decided before all below, is 0 and where it is 1."""
        return (self.lows[node], self.highs[node]) if self.tops[node] == top else (node, node)


def build_rules(rules: Sequence[ex.Expression], limit: int = LIMIT) -> tuple[Diagrams, list[int]]:
    """Diagrams of some rules together: in the order in which they mention their regulators, or
    where that makes them large, in one that keeps the first of them small.

    Raises:
        UnsupportedError: They would have too many nodes in both orders.
    """
    names = tuple(dict.fromkeys(name for rule in rules for name in ex.symbols_of(rule)))
    try:
        diagrams = Diagrams(names, limit // 3)
        roots = [diagrams.build(rule) for rule in rules]
        diagrams.limit, diagrams._steps = limit, 10 * limit
    except UnsupportedError:
        circuits = Circuits(len(names))
        index = {name: place for place, name in enumerate(names)}
        gates = [encode(circuits, rule, index)[0] for rule in rules]
        order = [names[v] for v in _arrange(circuits, gates[0])]
        diagrams = Diagrams(dict.fromkeys((*order, *names)), limit)
        roots = [_convert(diagrams, circuits, gate, names) for gate in gates]
    return diagrams, roots


def _arrange(circuits: Circuits, root: int) -> list[int]:
    """The variables of a circuit, those that meet in a gate side by side."""
    gates = circuits.postorder([root])
    leaves = [leaf for gate in gates for leaf in circuits.children[gate] if circuits.is_leaf(leaf)]
    return list(dict.fromkeys((leaf - 2) >> 1 for leaf in leaves or [root] if leaf > ci.TRUE))


def build_diagram(
    circuits: Circuits, root: int, names: Sequence[str], limit: int = LIMIT
) -> tuple[Diagrams, int]:
    """The diagram of a circuit, in an order that keeps it small.

    Variables that meet in a gate stand together, whatever the order of the network or the rule.

    Args:
        circuits: Where the function lives.
        root: The function.
        names: The name of each variable.
        limit: See `Diagrams`.

    Raises:
        UnsupportedError: It would have too many nodes.
    """
    diagrams = Diagrams((names[variable] for variable in _arrange(circuits, root)), limit)
    return diagrams, _convert(diagrams, circuits, root, names)


def _convert(diagrams: Diagrams, circuits: Circuits, root: int, names: Sequence[str]) -> int:
    made = {ci.FALSE: FALSE, ci.TRUE: TRUE}
    for leaf in circuits.literals(root):
        made[leaf] = diagrams.literal(names[(leaf - 2) >> 1], bool(leaf & 1))
    for gate in circuits.postorder([root]):
        parts = [made[child] for child in circuits.children[gate]]
        join = diagrams.all_of if circuits.is_conjunction(gate) else diagrams.any_of
        made[gate] = join(parts)
    return made[root]
