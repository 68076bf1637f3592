"""Smallest sets that satisfy what was learned so far: hitting sets, by solving.

What has to be hit is not known beforehand: somebody looks at each set that is proposed, and
says what it and others like it lack. Sets come by size, so that those that are accepted are
the smallest; when none is left of a size, that is proved. (Implicit hitting sets: E.
Moreno-Centeno and R. M. Karp, Oper. Res. 61 (2013) 453-468, doi:10.1287/opre.1120.1139.)
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from contextlib import closing

from boolnet.engines.budget import Budget
from boolnet.engines.solving import iter_models

Members = tuple[int, ...]


class HittingSets:
    """Sets of elements, each of which brings some things along.

    Args:
        brings: Per element, what it brings; several may bring the same.
        rivals: Pairs of things that no set may bring together.
        largest: The size of the largest sets.
    """

    def __init__(
        self,
        brings: Sequence[Iterable[Hashable]],
        rivals: Iterable[tuple[Hashable, Hashable]],
        largest: int,
    ) -> None:
        from clingo import Control

        self._control = Control(["--warn=none"])
        self._brought: dict[Hashable, int] = {}
        with self._control.backend() as backend:
            self._chosen = [backend.add_atom() for _ in brings]
            backend.add_rule(self._chosen, choice=True)
            for atom, things in zip(self._chosen, brings, strict=True):
                for thing in things:
                    if thing not in self._brought:
                        self._brought[thing] = backend.add_atom()
                    backend.add_rule([self._brought[thing]], [atom])
            for one, other in rivals:
                if one in self._brought and other in self._brought:
                    backend.add_rule([], [self._brought[one], self._brought[other]])
            self._at_least = [backend.add_atom() for _ in range(largest + 2)]
            for size, atom in enumerate(self._at_least):
                backend.add_weight_rule([atom], size, [(chosen, 1) for chosen in self._chosen])

    def propose(self, size: int, budget: Budget) -> Members | None:
        """A set of *size* elements that nothing learned speaks against.

        Returns:
            Places of elements in order, or `None` if there is none; with `budget.spent` that
            is not proved.
        """
        assumptions = [self._at_least[size], -self._at_least[size + 1]]
        with closing(iter_models(self._control, assumptions, budget, 1)) as models:
            for model in models:
                return tuple(
                    place for place, atom in enumerate(self._chosen) if model.is_true(atom)
                )
        return None

    def learn(self, hit: Iterable[int], without: Iterable[Hashable] = ()) -> None:
        """From now on each set has an element of *hit*, or brings not all of *without*."""
        self._forbid(
            [-self._chosen[place] for place in hit] + [self._brought[thing] for thing in without]
        )

    def exclude(self, members: Members) -> None:
        """From now on this set is not proposed again; larger ones may be."""
        chosen = [self._chosen[place] for place in members]
        self._forbid([*chosen, -self._at_least[len(members) + 1]])

    def exclude_larger(self, members: Members) -> None:
        """From now on no set that contains this one is proposed."""
        self._forbid([self._chosen[place] for place in members])

    def _forbid(self, body: list[int]) -> None:
        with self._control.backend() as backend:
            backend.add_rule([], body)
