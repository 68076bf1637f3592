"""Circuits: functions in negation normal form, shared, and exact on spaces.

A *circuit* is a number; its gate is in the `Circuits` it belongs to. Gates are literals,
conjunctions and disjunctions, hash-consed: equal gates have equal numbers, so two networks
that share rules share circuits, and a comparison of functions often is one of integers.

A circuit is *exact* when, on every space, it is possible (three-valued: every child of an
AND possible, some child of an OR, a literal whose value the space allows) exactly if some
state of the space satisfies it. An NNF circuit is exact if no AND has a variable positively
below one child and negatively below another. Where a rule breaks this, `Circuits.exact`
decides on the variables that clash, and only on those (Shannon expansion); rules with one
sign per regulator stay as written. See A. Darwiche, J. ACM 48 (2001) 608-647,
doi:10.1145/502090.502091, for the same idea as decomposability.

This file knows variables by number only. It does not know about names or networks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from boolnet.errors import UnsupportedError
from boolnet.logic.bits import bits_of

FALSE: Final = 0
TRUE: Final = 1

AND: Final = 0
OR: Final = 1

FOLD: Final = 1 << 14  # bits of a stored support; wider networks fold theirs onto it


class Circuits:
    """The gates over `variables` numbered variables.

    Gate ``0`` is false, ``1`` is true, ``2 + 2 v`` is "not v" and ``3 + 2 v`` is "v"; what
    follows are conjunctions and disjunctions. Gates are added, and forgotten only by `rewind`.

    Attributes:
        variables: How many variables there are.
        kinds: Per gate, whether it is an AND (0) or an OR (1); constants and literals have
            no children and their kind means nothing.
        children: Per gate, the sorted numbers of its children; empty for leaves.
        limit: The largest number of gates; `exact` refuses to go beyond it.
    """

    def __init__(self, variables: int, limit: int = 5_000_000) -> None:
        self.variables = variables
        self.limit = limit
        leaves = 2 + 2 * variables
        self.kinds: list[int] = [AND] * leaves
        self.children: list[tuple[int, ...]] = [()] * leaves
        self._leaves = leaves
        # Of gates only, and folded: variable v is bit v % FOLD, so that 100,000 of them fit
        # into memory. Two that do not meet when folded do not meet; else one has to look.
        self._positive: list[int] = []
        self._negative: list[int] = []
        self._is_folded = variables > FOLD
        self._literals: dict[int, frozenset[int]] = {}
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._exact: dict[int, int] = {}
        self._regulators: dict[tuple[int, int], tuple[int, ...]] = {}

    def rewind(self, gates: int) -> None:
        """Forget all gates from number *gates* on, as if they had never been built."""
        del self.kinds[gates:], self.children[gates:]
        del self._positive[gates - self._leaves :], self._negative[gates - self._leaves :]
        self._known = {key: gate for key, gate in self._known.items() if gate < gates}
        self._literals, self._exact, self._regulators = {}, {}, {}

    def literal(self, variable: int, value: bool) -> int:
        """The circuit "*variable* has this *value*"."""
        return 2 + 2 * variable + int(value)

    def is_leaf(self, gate: int) -> bool:
        """Whether *gate* is a constant or a literal."""
        return gate < self._leaves

    def positive(self, gate: int) -> int:
        """The variables that occur positively at or below *gate*, as bits."""
        return self._signed(gate, 1, self._positive)

    def negative(self, gate: int) -> int:
        """The variables that occur negatively at or below *gate*, as bits."""
        return self._signed(gate, 0, self._negative)

    def _signed(self, gate: int, sign: int, stored: list[int]) -> int:
        if gate < self._leaves:
            return 1 << ((gate - 2) >> 1) if gate > TRUE and gate & 1 == sign else 0
        if not self._is_folded:
            return stored[gate - self._leaves]
        mask = 0
        for leaf in self.literals(gate):
            if leaf & 1 == sign:
                mask |= 1 << ((leaf - 2) >> 1)
        return mask

    def support(self, gate: int) -> int:
        """The variables that occur at or below *gate*, as bits."""
        return self.positive(gate) | self.negative(gate)

    def literals(self, gate: int) -> frozenset[int]:
        """The literals at or below *gate*."""
        if self.is_leaf(gate):
            return frozenset((gate,)) if gate > TRUE else frozenset()
        known = self._literals.get(gate)
        if known is None:
            found: set[int] = set()
            for inner in self.postorder([gate]):
                found.update(child for child in self.children[inner] if child < self._leaves)
            known = self._literals[gate] = frozenset(found)
        return known

    def regulators(self, pair: tuple[int, int]) -> tuple[int, ...]:
        """The variables that occur in a function or in its negation, ascending."""
        known = self._regulators.get(pair)
        if known is None:
            if self._is_folded:
                leaves = self.literals(pair[0]) | self.literals(pair[1])
                known = tuple(sorted({(leaf - 2) >> 1 for leaf in leaves}))
            else:
                known = tuple(bits_of(self.support(pair[0]) | self.support(pair[1])))
            self._regulators[pair] = known
        return known

    def _folded(self, gate: int) -> int:
        if gate < self._leaves:
            return 1 << ((gate - 2) >> 1) % FOLD if gate > TRUE else 0
        gate -= self._leaves
        return self._positive[gate] | self._negative[gate]

    def postorder(self, roots: Iterable[int]) -> list[int]:
        """The AND and OR gates below *roots*, children before parents."""
        order: list[int] = []
        seen: set[int] = set()
        stack = [gate for gate in roots if not self.is_leaf(gate)]
        while stack:
            gate = stack[-1]
            if gate in seen:
                stack.pop()
                continue
            waiting = [c for c in self.children[gate] if c not in seen and not self.is_leaf(c)]
            if waiting:
                stack.extend(waiting)
            else:
                seen.add(gate)
                order.append(gate)
                stack.pop()
        return order

    def is_conjunction(self, gate: int) -> bool:
        """Whether *gate* is an AND (and no leaf)."""
        return self.kinds[gate] == AND and not self.is_leaf(gate)

    def fold(self, root: int, values: Mapping[int, int], full: int) -> int:
        """Evaluate *root* on bit sets: AND is ``&``, OR is ``|``.

        Args:
            root: A circuit.
            values: A set, as an integer, for each leaf below *root*.
            full: The set of everything.
        """
        if self.is_leaf(root):
            return values[root]
        results = dict(values)
        for gate in self.postorder([root]):
            both = self.kinds[gate] == AND
            value = full if both else 0
            for child in self.children[gate]:
                value = value & results[child] if both else value | results[child]
            results[gate] = value
        return results[root]

    def conjunction(self, gates: Iterable[int]) -> int:
        """All of *gates*, flattened, with what its literals decide already decided."""
        return self.gate(AND, gates)

    def disjunction(self, gates: Iterable[int]) -> int:
        """Any of *gates*, flattened, with what its literals decide already decided."""
        return self.gate(OR, gates)

    def choice(self, variable: int, high: int, low: int) -> int:
        """*high* where *variable* is 1, *low* where it is 0."""
        if high == low:
            return high
        on = self.conjunction((self.literal(variable, True), high))
        off = self.conjunction((self.literal(variable, False), low))
        return self.disjunction((on, off))

    def gate(self, kind: int, gates: Iterable[int]) -> int:
        """A conjunction (*kind* `AND`) or disjunction (`OR`) of *gates*."""
        neutral, absorbing = (TRUE, FALSE) if kind == AND else (FALSE, TRUE)
        leaves, kinds = self._leaves, self.kinds  # this is the hottest function there is
        parts: set[int] = set()
        for gate in gates:
            if gate == absorbing:
                return absorbing
            if gate == neutral:
                continue
            if gate >= leaves and kinds[gate] == kind:
                parts.update(self.children[gate])
            else:
                parts.add(gate)
        # In `v & rest` the rest matters only where v is 1; in `v | rest` only where v is 0.
        decided: dict[int, bool] = {}
        changed = False
        for gate in parts:
            if gate < leaves:
                if gate ^ 1 in parts:
                    return absorbing
                decided[(gate - 2) >> 1] = bool(gate & 1) == (kind == AND)
        if decided and len(decided) < len(parts):
            mask = 0
            for variable in decided:
                mask |= 1 << variable % FOLD
            for g in [g for g in parts if g >= leaves and self._folded(g) & mask]:
                simpler = self.restrict(g, decided)
                if simpler != g:
                    parts.discard(g)
                    parts.add(simpler)
                    changed = True
            if changed:
                return self.gate(kind, parts)
        if len(parts) < 2:
            return parts.pop() if parts else neutral
        key = (kind, tuple(sorted(parts)))
        gate = self._known.get(key, -1)
        if gate < 0:
            gate = len(self.kinds)
            self._known[key] = gate
            positive = negative = 0
            for child in key[1]:
                if child >= leaves:
                    positive |= self._positive[child - leaves]
                    negative |= self._negative[child - leaves]
                elif child & 1:
                    positive |= 1 << ((child - 2) >> 1) % FOLD
                else:
                    negative |= 1 << ((child - 2) >> 1) % FOLD
            self.kinds.append(kind)
            self.children.append(key[1])
            self._positive.append(positive)
            self._negative.append(negative)
        return gate

    def restrict(self, root: int, values: Mapping[int, bool]) -> int:
        """The circuit of *root* with some variables replaced by *values*.

        What was exact stays exact. Cost: the gates below *root* that mention them.
        """
        folded = self._folded
        mask = 0
        for variable in values:
            mask |= 1 << variable % FOLD
        if not folded(root) & mask:
            return root
        results: dict[int, int] = {}
        stack = [root]
        while stack:
            gate = stack[-1]
            if gate in results:
                stack.pop()
            elif not folded(gate) & mask:
                results[gate] = gate
                stack.pop()
            elif gate < self._leaves:
                value = values.get((gate - 2) >> 1)
                if value is None:
                    results[gate] = gate
                else:
                    results[gate] = TRUE if value == bool(gate & 1) else FALSE
                stack.pop()
            else:
                waiting = [child for child in self.children[gate] if child not in results]
                if waiting:
                    stack.extend(waiting)
                else:
                    children = self.children[gate]
                    parts = [results[child] for child in children]
                    same = tuple(parts) == children
                    results[gate] = gate if same else self.gate(self.kinds[gate], parts)
                    stack.pop()
        return results[root]

    def is_possible(self, root: int, values: Mapping[int, bool]) -> bool:
        """Whether *root* is possible where some variables have *values* (see the module).

        Of an exact circuit: whether it is true in some state with these values.

        Cost:
            At most the gates below *root*; a small circuit is cheaper than `restrict`.
        """
        leaves, kinds, children = self._leaves, self.kinds, self.children
        if root < leaves:
            if root <= TRUE:
                return root == TRUE
            return values.get((root - 2) >> 1, root & 1) == root & 1
        known: dict[int, bool] = {}
        # Each entry: a gate, and how many of its children have been looked at.
        stack = [(root, 0)]
        result = False
        while stack:
            gate, place = stack.pop()
            below = children[gate]
            stop = kinds[gate] == OR  # an OR ends with the first possible child
            result = not stop
            while place < len(below):
                child = below[place]
                if child < leaves:
                    result = values.get((child - 2) >> 1, child & 1) == child & 1
                elif child in known:
                    result = known[child]
                else:
                    stack.append((gate, place))
                    stack.append((child, 0))
                    break
                if result == stop:
                    known[gate] = result
                    break
                place += 1
            else:
                known[gate] = result = not stop
        return result

    def is_exact(self, root: int) -> bool:
        """Whether no AND below *root* has a variable with both signs below two children."""
        return all(self._clash(gate) is None for gate in self.postorder([root]))

    def exact(self, root: int, *, effort: int | None = None) -> int:
        """An exact circuit of the same function.

        Args:
            root: Any circuit.
            effort: How many gates may be added; as many as `limit` allows when `None`.

        Raises:
            UnsupportedError: It would take more gates than *effort*, or than `limit`.

        Cost:
            Linear where no variable clashes; in the worst case 2^k for k that do.
        """
        memo = self._exact
        limit = self.limit if effort is None else min(self.limit, len(self.kinds) + effort)
        stack = [root]
        while stack:
            gate = stack[-1]
            if gate in memo:
                stack.pop()
                continue
            if self.is_leaf(gate):
                memo[gate] = gate
                stack.pop()
                continue
            waiting = [child for child in self.children[gate] if child not in memo]
            if waiting:
                stack.extend(waiting)
                continue
            whole = gate
            if any(memo[child] != child for child in self.children[gate]):
                whole = self.gate(self.kinds[gate], (memo[c] for c in self.children[gate]))
            variable = self._clash(whole)
            if variable is None:
                memo[gate] = memo[whole] = whole
                stack.pop()
                continue
            high = self.restrict(whole, {variable: True})
            low = self.restrict(whole, {variable: False})
            waiting = [half for half in (high, low) if half not in memo]
            if waiting:
                if len(self.kinds) > limit:
                    raise UnsupportedError(
                        f"a rule needs more than {limit:,} gates to be treated exactly"
                    )
                stack.extend(waiting)
                continue
            memo[gate] = memo[whole] = self.choice(variable, memo[high], memo[low])
            stack.pop()
        return memo[root]

    def _clash(self, gate: int) -> int | None:
        """The variable to decide on first in an AND that is not exact, else `None`."""
        if self.kinds[gate] != AND or self.is_leaf(gate):
            return None
        inner = gate - self._leaves
        if not self._positive[inner] & self._negative[inner]:
            return None
        positive = negative = clashing = 0
        for child in self.children[gate]:
            clashing |= self.positive(child) & negative
            clashing |= self.negative(child) & positive
            positive |= self.positive(child)
            negative |= self.negative(child)
        counts: dict[int, int] = {}
        for child in self.children[gate]:
            for variable in bits_of(self.support(child) & clashing):
                counts[variable] = counts.get(variable, 0) + 1
        return max(counts, key=lambda variable: (counts[variable], -variable), default=None)
