"""The network as one solver program, asked many times.

Atoms ``can(v, 0)`` and ``can(v, 1)`` say which values a space allows node ``v``; a gate is
possible in the space by the rules of `boolnet.logic.circuit`. A space is a trap when every
value that some state of it produces is allowed. The same program finds minimal trap spaces
(subset-minimal answers), fixed points and candidate states (every node has one value):
which one, under which held nodes, for which part of the network, is said by *assumptions*.
Nothing is encoded twice; a rule changed by a perturbation adds its own gates, once.

Solver: clingo (M. Gebser et al., Theory Pract. Log. Program. 19 (2019) 27-82,
doi:10.1017/S1471068418000054). Minimal trap spaces as answer sets: see L. Paulevé et al.,
doi:10.1038/s41467-020-18112-5, and V.-G. Trinh et al., doi:10.1007/978-3-031-15034-0_7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from boolnet.engines.budget import Budget
from boolnet.engines.solving import count_models, iter_models
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

Space = tuple[int, int]  # fixed nodes and their values, as bits
Target = tuple[int, int, bool]  # node, circuit, value: "if possible, the value is allowed"


@dataclass(frozen=True)
class Question:
    """What is asked of the program.

    Attributes:
        functions: Per node of the part in question, the circuits of its function and of
            the negation; they may mention nodes in `known`.
        known: The value of every node outside the part that those functions mention.
        retained: Nodes whose move away from the given value is forbidden (see
            `boolnet.engines.candidates`); empty for trap spaces and fixed points.
        avoid: Spaces that no answer may lie in.
    """

    functions: Mapping[int, tuple[int, int]]
    known: Mapping[int, bool] = field(default_factory=dict)
    retained: Mapping[int, bool] = field(default_factory=dict)
    avoid: tuple[Space, ...] = ()


class Program:
    """The solver program of a network and its perturbed copies.

    Args:
        circuits: The circuits that the functions live in.
        nodes: The nodes it is about, all by default; a question may mention no others.
        large: Look for the largest trap spaces but the whole, not for the smallest.
    """

    def __init__(
        self, circuits: Circuits, nodes: Iterable[int] | None = None, *, large: bool = False
    ) -> None:
        from clingo import Control
        from clingo.backend import HeuristicType

        self.circuits = circuits
        self._control = Control(["--heuristic=Domain", "--warn=none"])
        self._can: dict[int, tuple[int, int]] = {}
        self._single: dict[int, int] = {}
        self._possible: dict[int, int] = {}
        self._closed: dict[Target, int] = {}
        self._moved: dict[Target, int] = {}
        self._any_moved = 0
        self._forbidden: dict[tuple[Space, ...], int] = {}
        wanted = HeuristicType.True_ if large else HeuristicType.False_
        both: list[int] = []
        with self._control.backend() as backend:
            # Gate 1 is a fact, gate 0 has no rule.
            self._possible[ci.FALSE] = backend.add_atom()
            self._possible[ci.TRUE] = backend.add_atom()
            backend.add_rule([self._possible[ci.TRUE]])
            for node in range(circuits.variables) if nodes is None else sorted(nodes):
                pair = (backend.add_atom(), backend.add_atom())
                single = backend.add_atom()
                backend.add_rule([*pair, single], choice=True)
                backend.add_rule([], [-pair[0], -pair[1]])
                backend.add_rule([], [single, *pair])
                for value in (False, True):
                    backend.add_heuristic(pair[value], wanted, 1, 1, [])
                    self._possible[circuits.literal(node, value)] = pair[value]
                if large:
                    both.append(backend.add_atom())
                    backend.add_rule([both[-1]], pair)
                self._can[node] = pair
                self._single[node] = single
            if large:  # the whole is no answer
                backend.add_rule([], both)
        self.solves = 0

    def _learn(self, targets: Iterable[Target]) -> None:
        """Add the gates and switches of functions not seen before."""
        new = [target for target in targets if target not in self._closed]
        if not new:
            return
        possible = self._possible
        with self._control.backend() as backend:
            for gate in self.circuits.postorder(circuit for _, circuit, _ in new):
                if gate in possible:
                    continue
                atom = possible[gate] = backend.add_atom()
                children = [possible[child] for child in self.circuits.children[gate]]
                if self.circuits.is_conjunction(gate):
                    backend.add_rule([atom], children)
                else:
                    for child in children:
                        backend.add_rule([atom], [child])
            # A later step may not add rules to an old atom: chain to a new one.
            any_moved = backend.add_atom()
            if self._any_moved:
                backend.add_rule([any_moved], [self._any_moved])
            for target in new:
                node, circuit, value = target
                closed, moved = backend.add_atom(), backend.add_atom()
                backend.add_rule([closed, moved], choice=True)
                allowed = self._can[node][value]
                backend.add_rule([], [closed, possible[circuit], -allowed])
                backend.add_rule([any_moved], [moved, possible[circuit], -allowed])
                self._closed[target] = closed
                self._moved[target] = moved
            self._any_moved = any_moved

    def _assume(self, question: Question, states: bool) -> list[int]:
        """The literals that turn the program into *question*."""
        functions = question.functions
        targets: list[Target] = []
        for node, (positive, negative) in functions.items():
            targets += [(node, positive, True), (node, negative, False)]
        self._learn(targets)
        self._forbid(question.avoid)
        known = question.known
        assumptions = []
        for node, (off, on) in self._can.items():
            inside = node in functions
            if not inside:
                # Nodes that do not matter may have both values: one choice, not three.
                value = known.get(node)
                assumptions.append(off if value is not True else -off)
                assumptions.append(on if value is not False else -on)
            assumptions.append(self._single[node] if inside and states else -self._single[node])
        # A node at its retained value need not obey: the move away is what is forbidden.
        dropped = {
            (node, functions[node][value], not value)  # index 0 is the circuit for 1
            for node, value in question.retained.items()
        }
        wanted = set(targets) - dropped
        for target, closed in self._closed.items():
            assumptions.append(closed if target in wanted else -closed)
            moved = self._moved[target]
            assumptions.append(moved if target in dropped else -moved)
        if question.retained:
            assumptions.append(self._any_moved)
        for avoid, switch in self._forbidden.items():
            assumptions.append(switch if avoid == question.avoid else -switch)
        return assumptions

    def _ask(self, question: Question, states: bool) -> list[int]:
        """The assumptions of *question*, with the solver set to its kind of answers."""
        assumptions = self._assume(question, states)
        solver: Any = self._control.configuration.solve
        solver.enum_mode = "auto" if states else "domRec"
        self.solves += 1
        return assumptions

    def _iter_answers(
        self, question: Question, states: bool, budget: Budget, limit: int
    ) -> Iterator[Space]:
        nodes = [(1 << node, *self._can[node]) for node in question.functions]
        everything = sum(bit for bit, _, _ in nodes)
        assumptions = self._ask(question, states)
        with closing(iter_models(self._control, assumptions, budget, limit)) as models:
            for model in models:
                free = values = 0
                is_true = model.is_true
                for bit, off, on in nodes:
                    if is_true(on):
                        if states or not is_true(off):
                            values |= bit
                        else:
                            free |= bit
                yield everything ^ free, values

    def _forbid(self, avoid: tuple[Space, ...]) -> None:
        """Make a switch that forbids the spaces to avoid, once."""
        if not avoid or avoid in self._forbidden:
            return
        with self._control.backend() as backend:
            switch = self._forbidden[avoid] = backend.add_atom()
            backend.add_rule([switch], choice=True)
            for mask, values in avoid:
                body = [-self._can[node][not values >> node & 1] for node in bits_of(mask)]
                backend.add_rule([], [switch, *body])

    def iter_trap_spaces(
        self, question: Question, budget: Budget, limit: int = 0
    ) -> Iterator[Space]:
        """The minimal (or, if `large`, maximal) trap spaces; see `budget.spent` for all or not.

        Args:
            question: The part, with nothing retained.
            budget: Where to look for a stop.
            limit: At most this many; 0 for all.
        """
        return self._iter_answers(question, False, budget, limit)

    def iter_states(self, question: Question, budget: Budget, limit: int = 0) -> Iterator[Space]:
        """Fixed points of the part, or its candidate states that are none."""
        return self._iter_answers(question, True, budget, limit)

    def count_states(self, question: Question, budget: Budget, limit: int) -> int:
        """How many states `iter_states` would give, up to *limit*; nothing is decoded."""
        return count_models(self._control, self._ask(question, True), budget, limit)
