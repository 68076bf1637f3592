"""Synchronous cycles of a large part: paths unrolled in the solver.

Find a path of k steps whose last state is on no known cycle. Follow the map from there: the
cycle it ends on may be new, and is excluded from then on. If it is known, double k. When
there is no such path, every state is on a known cycle after k steps, so all are known.

Source:
    E. Dubrova, M. Teslenko, IEEE/ACM Trans. Comput. Biol. Bioinf. 8 (2011) 1393-1399,
    doi:10.1109/TCBB.2010.20.
"""

from __future__ import annotations

import random
from typing import Any

from boolnet.engines.budget import CONFLICT, Budget
from boolnet.engines.maps import StepMap
from boolnet.engines.orbits import Orbit
from boolnet.engines.periodic import Timed
from boolnet.engines.solving import PULSE
from boolnet.logic import circuit as ci
from boolnet.logic.circuit import Circuits

LANES = 256  # random states that are followed before the solver is asked
WARM = 64  # steps before they are looked at
FOLLOWED = 1 << 16  # steps that one state is followed in search of its cycle


class Unrolling:
    """A synchronous map in the solver, step by step into the past.

    Layer 0 is the last state of a path, at phase 0; each further layer is one step earlier.
    So what is said about the last state stays true when paths get longer.
    """

    def __init__(self, circuits: Circuits, functions: Timed) -> None:
        self.circuits = circuits
        self.steps = StepMap(circuits, functions)
        self._known: set[int] = set()  # states on known orbits, at phase 0
        self._orbits: list[Orbit] = []
        self._layers: list[dict[int, int]] = []
        self._excluded = 0
        self._control: Any = None

    def find_orbits(self, budget: Budget, conflicts: int | None = None) -> tuple[list[Orbit], bool]:
        """All orbits, each from its smallest state at phase 0, and whether these are all.

        Args:
            budget: Where to look for a stop.
            conflicts: Conflicts after which the solver gives up; never when `None`.
        """
        from clingo import Control

        self._simulate(budget)
        self._control = Control(["--warn=none"])
        length = 2
        self._extend(length + 1)
        while not budget.spent:
            self._exclude()
            budget.report(f"paths of {length} steps over {len(self.steps.nodes)} nodes")
            last, exhausted = self._find_last(budget, conflicts)
            if last is None:
                return sorted(self._orbits), exhausted
            known = len(self._orbits)
            distance = self._follow(last, budget)
            if distance is None:
                break
            if len(self._orbits) == known:
                # On its way to a known orbit: look at paths that have arrived.
                length += max(length, distance)
                self._extend(length + 1)
        return sorted(self._orbits), False

    def _simulate(self, budget: Budget) -> None:
        """Find most orbits by following random states, all at once at first."""
        rng = random.Random(0)
        columns: list[Any] = [rng.getrandbits(LANES) for _ in self.steps.nodes]
        period = self.steps.period
        for step in range(-(-WARM // period) * period):
            if budget.spent:
                return
            columns = self.steps.columns(columns, step, 0)
        seen: set[int] = set()
        for lane in range(LANES):
            state = sum((bits >> lane & 1) << j for j, bits in enumerate(columns))
            if self._follow(state, budget, seen) is None:
                return

    def _follow(self, state: int, budget: Budget, seen: set[int] | None = None) -> int | None:
        """Learn the orbit that *state*, at phase 0, leads to.

        Returns:
            The steps until a state that was known or returned; `None` if that took too long.
        """
        path: list[int] = []
        place: dict[int, int] = {}
        period = self.steps.period
        while state not in self._known and state not in place:
            if seen is not None and state in seen:
                break
            if len(path) > FOLLOWED or budget.spent:
                return None
            place[state] = len(path)
            for phase in range(period):
                path.append(state)
                state = self.steps.step(state, phase)
        if seen is not None:
            seen.update(place)
        if state not in place:
            return len(path)
        orbit = path[place[state] :]
        starts = orbit[::period]
        self._known.update(starts)
        turn = starts.index(min(starts)) * period
        self._orbits.append(tuple(orbit[turn:] + orbit[:turn]))
        return place[state]

    def _extend(self, layers: int) -> None:
        """Add earlier layers until there are *layers*."""
        nodes = self.steps.nodes
        with self._control.backend() as backend:
            while len(self._layers) < layers:
                atoms = {node: backend.add_atom() for node in nodes}
                backend.add_rule(list(atoms.values()), choice=True)
                if self._layers:
                    self._connect(backend, atoms, self._layers[-1], -len(self._layers))
                self._layers.append(atoms)

    def _connect(
        self, backend: Any, atoms: dict[int, int], later: dict[int, int], phase: int
    ) -> None:
        """Make *later* the step after *atoms*, which is at *phase*."""
        true = backend.add_atom()
        backend.add_rule([true])
        gates = {ci.TRUE: true, ci.FALSE: -true}
        for node, atom in atoms.items():
            gates[self.circuits.literal(node, True)] = atom
            gates[self.circuits.literal(node, False)] = -atom
        roots = self.steps.roots(phase)
        for gate in self.circuits.postorder(roots):
            atom = gates[gate] = backend.add_atom()
            children = [gates[child] for child in self.circuits.children[gate]]
            if self.circuits.is_conjunction(gate):
                backend.add_rule([atom], children)
            else:
                for child in children:
                    backend.add_rule([atom], [child])
        for node, root in zip(self.steps.nodes, roots, strict=True):
            backend.add_rule([], [gates[root], -later[node]])
            backend.add_rule([], [-gates[root], later[node]])

    def _exclude(self) -> None:
        """Forbid that a path ends on an orbit that became known."""
        last = self._layers[0]
        with self._control.backend() as backend:
            for orbit in self._orbits[self._excluded :]:
                for state in orbit[:: self.steps.period]:
                    body = [
                        last[node] if state >> j & 1 else -last[node]
                        for j, node in enumerate(self.steps.nodes)
                    ]
                    backend.add_rule([], body)
        self._excluded = len(self._orbits)

    def _find_last(self, budget: Budget, conflicts: int | None) -> tuple[int | None, bool]:
        """The last state of a path that ends on no known orbit; or whether there is none."""
        affordable = budget.afford(CONFLICT)
        limits = [n for n in (conflicts, affordable) if n is not None]
        self._control.configuration.solve.solve_limit = (
            f"{max(min(limits), 1) if limits else 'umax'}"
        )
        try:
            with self._control.solve(yield_=True, async_=True) as handle:
                handle.resume()
                while not handle.wait(PULSE):
                    if budget.overdue:
                        handle.cancel()
                        return None, False
                model = handle.model()
                if model is None:
                    return None, bool(handle.get().unsatisfiable)
                last = self._layers[0]
                state = sum(model.is_true(last[v]) << j for j, v in enumerate(self.steps.nodes))
                return state, False
        finally:
            statistics = self._control.statistics
            budget.spend(CONFLICT * int(statistics["solving"]["solvers"]["conflicts"]))
