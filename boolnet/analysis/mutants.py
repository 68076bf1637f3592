"""What each of many experiments leaves of a network in one environment, and its attractors.

A stretch of experiments is percolated together (`boolnet.engines.lanes`), each with every
setting of the free inputs as long as these are few; what is left of each is searched once
(`boolnet.engines.rests`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from boolnet.analysis.attractors import combination_of, leaves_of
from boolnet.analysis.question import Question
from boolnet.engines.budget import Budget
from boolnet.engines.lanes import Lanes, Other, Pair, transpose
from boolnet.engines.rest import Found, Rest
from boolnet.engines.rests import Rests
from boolnet.errors import InputError
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.therapy import Therapy

SETTINGS = 256  # of the free inputs that are looked at one by one; more are left to the search
LANES = 1 << 16  # copies of the network that are percolated together


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left of a mutant under one setting of the inputs.

    Attributes:
        values: The constant nodes and conditions that are 1, as bits.
        rest: What is left.
        found: The attractors of that.
    """

    values: int
    rest: Rest
    found: Found


@dataclass(frozen=True)
class Effect:
    """What a single experiment does to a network.

    Attributes:
        nodes: The nodes that it holds, with the levels that go along.
        regulations: Triples of a regulator, its target, and the value that the target sees.
        inputs: The inputs that it switches.
    """

    nodes: tuple[tuple[int, bool], ...]
    regulations: tuple[tuple[int, int, bool], ...]
    inputs: tuple[tuple[str, bool], ...]


def effect_of(network: Network, part: Therapy) -> Effect:
    """What *part* does to *network*.

    Raises:
        InputError: It does not fit.
    """
    closed = network.close(part.perturbation)
    if closed.regulations:
        network.with_perturbation(Perturbation((), closed.regulations))  # says what is amiss
    Environment(part.inputs).settle(network)
    return Effect(
        tuple((network.position(name), value) for name, value in closed.nodes),
        tuple(
            (network.position(regulator), network.position(target), value)
            for regulator, target, value in closed.regulations
        ),
        tuple(sorted(part.inputs.items())),
    )


class Mutants:
    """The mutants of one network in one environment.

    Args:
        question: The network under conditions, without any experiment.
        effects: What the single experiments do.
        open_budget: Makes the budget of each rest.
        listed: Up to how many attractors of a mutant are listed.
        like: Others of the same network and update scheme, to share what both leave.
        exact: Whether to work out all means, also where that takes all states of a large
            attractor.
    """

    def __init__(
        self,
        question: Question,
        effects: Sequence[Effect],
        open_budget: Callable[[], Budget],
        listed: int,
        like: Mutants | None = None,
        *,
        exact: bool = False,
    ) -> None:
        self.question = question
        network = question.network
        self.functions: tuple[Pair, ...] = (
            *question.perturbed.functions,
            *question.conditions.values(),
        )
        self.effects = effects
        self.rests: Rests
        self._lanes: Lanes
        if like is not None and like.functions == self.functions:
            self.rests, self._lanes = like.rests, like._lanes
        else:
            self._lanes = Lanes(network.circuits, self.functions)
            self.rests = Rests(
                self._lanes.programs,
                self.functions,
                len(network),
                leaves_of(question.update),
                combination_of(question.update),
                open_budget,
                listed,
                exact=exact,
            )
        self._treated: dict[tuple[tuple[str, bool], ...], dict[int, bool]] = {
            (): self._positions(question.held_inputs)
        }

    def _positions(self, values: Mapping[str, bool]) -> dict[int, bool]:
        return {self.question.network.index[name]: value for name, value in values.items()}

    @cached_property
    def background(self) -> dict[int, bool]:
        """What is held in every mutant, by position."""
        return self._positions(dict(self.question.closed.nodes))

    @cached_property
    def settings(self) -> tuple[dict[int, bool], ...]:
        """The settings of the free inputs, each of which every mutant is looked at under.

        One without any value if there are too many, and then the inputs stay free.
        """
        question = self.question
        if question.settings_count > SETTINGS:
            return ({},)
        free = [question.network.index[name] for name in question.free_inputs]
        pairs = [
            (question.network.index[lower], question.network.index[upper])
            for lower, upper in question.ordered_inputs
        ]
        found = []
        for bits in range(1 << len(free)):
            setting = {node: bool(bits >> place & 1) for place, node in enumerate(free)}
            if all(setting[lower] or not setting[upper] for lower, upper in pairs):
                found.append(setting)
        return tuple(found)

    def iter_outcomes(
        self, members: Sequence[Sequence[int]]
    ) -> Iterator[tuple[Outcome, ...] | None]:
        """What each experiment leads to, one outcome for each setting that it allows.

        `None` for one that contradicts itself, or what is held everywhere.

        Args:
            members: The single experiments that each is made of.
        """
        together = max(1, LANES // len(self.settings))
        for start in range(0, len(members), together):
            yield from self._outcomes_of(members[start : start + together])

    def _outcomes_of(
        self, members: Sequence[Sequence[int]]
    ) -> Iterator[tuple[Outcome, ...] | None]:
        batch = _Batch(self, members)
        zero, one = self._lanes.percolate(batch.full, batch.held, batch.others)
        lanes = batch.lanes
        free = transpose([a & b for a, b in zip(zero, one, strict=True)], lanes)
        values = transpose([b & ~a for a, b in zip(zero, one, strict=True)], lanes)
        width = len(self.settings)
        for place in range(len(members)):
            if place in batch.contradictions:
                yield None
                continue
            yield tuple(
                self._outcome(values[lane], free[lane], batch.changed.get(place, ()))
                for lane in range(place * width, (place + 1) * width)
                if not batch.excluded >> lane & 1
            )

    def _outcome(self, values: int, free: int, changed: Sequence[tuple[int, Pair]]) -> Outcome:
        border = values & self.rests.border_of(free)
        others = tuple((node, pair) for node, pair in changed if free >> node & 1)
        rest = Rest(free, border, others)
        return Outcome(values, rest, self.rests.find(rest))

    def inputs_under(self, switched: tuple[tuple[str, bool], ...]) -> dict[int, bool]:
        """The values of the held inputs where an experiment has *switched* some."""
        if switched not in self._treated:
            question = self.question
            treated = Therapy("treated", dict(switched)).treat(question.environment)
            held = replace(question, environment=treated).held_inputs
            self._treated[switched] = self._positions(held)
        return self._treated[switched]


class _Batch:
    """Some experiments side by side: what is held where.

    Attributes:
        lanes: How many copies: one for each experiment and setting.
        full: All of them, as bits.
        held: Per node, the lanes in which it is held at 0 and at 1.
        others: Per node, the functions that experiments give it.
        changed: Per experiment, the nodes whose function it changes, with the new one.
        contradictions: The experiments that contradict themselves.
        excluded: Lanes whose setting gives an input another value than the experiment.
    """

    def __init__(self, mutants: Mutants, members: Sequence[Sequence[int]]) -> None:
        self.mutants = mutants
        self.width = len(mutants.settings)
        self.lanes = len(members) * self.width
        self.full = (1 << self.lanes) - 1
        self.held: dict[int, tuple[int, int]] = {}
        self.others: dict[int, list[Other]] = {}
        self.changed: dict[int, list[tuple[int, Pair]]] = {}
        self.contradictions: set[int] = set()
        self.excluded = 0
        self._hold(members)

    def _hold(self, members: Sequence[Sequence[int]]) -> None:
        where: dict[int, list[int]] = {}  # single experiment -> the experiments with it
        unusual: dict[int, list[int]] = {}  # experiments that do more than hold nodes
        effects = self.mutants.effects
        for place, member in enumerate(members):
            for part in member:
                where.setdefault(part, []).append(place)
                if effects[part].regulations or effects[part].inputs:
                    unusual.setdefault(place, []).append(part)
        off: dict[int, int] = {}
        on: dict[int, int] = {}
        for part, places in where.items():
            lanes = self._lanes_of(places)
            for node, value in effects[part].nodes:
                values = on if value else off
                values[node] = values.get(node, 0) | lanes
        for node, value in self.mutants.background.items():
            values = on if value else off
            values[node] = self.full
        for node in off.keys() & on.keys():
            self._contradict(off[node] & on[node])
        switched: dict[tuple[tuple[str, bool], ...], list[int]] = {}
        for place in range(len(members)):
            parts = unusual.get(place, ())
            switched.setdefault(self._switched(place, parts), []).append(place)
            self._change(place, parts)
        for inputs, places in switched.items():
            self._set_inputs(inputs, places, off, on)
        self._settle(off, on)
        self.held = {node: (off.get(node, 0), on.get(node, 0)) for node in off.keys() | on.keys()}

    def _lanes_of(self, places: Sequence[int]) -> int:
        """The lanes of the experiments at *places*."""
        bits = 0
        for place in places:
            bits |= 1 << place
        return self._spread(bits)

    def _spread(self, places: int) -> int:
        """One bit for each experiment, as one for each of its lanes."""
        if self.width == 1:
            return places
        block = (1 << self.width) - 1
        lanes, place = 0, 0
        while places:
            low = (places & -places).bit_length() - 1
            places >>= low + 1
            place += low
            lanes |= block << place * self.width
            place += 1
        return lanes

    def _contradict(self, lanes: int) -> None:
        while lanes:
            low = (lanes & -lanes).bit_length() - 1
            place = low // self.width
            self.contradictions.add(place)
            lanes &= ~(((1 << self.width) - 1) << place * self.width)

    def _switched(self, place: int, parts: Sequence[int]) -> tuple[tuple[str, bool], ...]:
        """The inputs that an experiment switches."""
        inputs: dict[str, bool] = {}
        for part in parts:
            for name, value in self.mutants.effects[part].inputs:
                if inputs.setdefault(name, value) != value:
                    self.contradictions.add(place)
        return tuple(sorted(inputs.items()))

    def _change(self, place: int, parts: Sequence[int]) -> None:
        """Give targets of held regulations their new functions."""
        seen: dict[int, dict[int, bool]] = {}
        for part in parts:
            for regulator, target, value in self.mutants.effects[part].regulations:
                if seen.setdefault(target, {}).setdefault(regulator, value) != value:
                    self.contradictions.add(place)
        circuits = self.mutants.question.network.circuits
        index = self.mutants.question.network.index
        for name, aim, value in self.mutants.question.perturbation.regulations:
            mine = seen.get(index[aim], {})
            if mine.get(index[name], value) != value:
                self.contradictions.add(place)
        for target, values in sorted(seen.items()):
            one, zero = self.mutants.functions[target]
            pair = circuits.restrict(one, values), circuits.restrict(zero, values)
            self.changed.setdefault(place, []).append((target, pair))
            others = self.others.setdefault(target, [])
            lanes = self._spread(1 << place)
            for position, other in enumerate(others):
                if other.pair == pair:
                    others[position] = Other(pair, other.lanes | lanes)
                    break
            else:
                others.append(Other(pair, lanes))

    def _set_inputs(
        self,
        switched: tuple[tuple[str, bool], ...],
        places: Sequence[int],
        off: dict[int, int],
        on: dict[int, int],
    ) -> None:
        """Hold the inputs as the environment and the experiments say."""
        try:
            inputs = self.mutants.inputs_under(switched)
        except InputError:  # a level without the one below it
            self.contradictions.update(places)
            return
        lanes = self._lanes_of(places)
        for node, value in inputs.items():
            values = on if value else off
            taken = off.get(node, 0) | on.get(node, 0) | self._changed_lanes(node)
            values[node] = values.get(node, 0) | lanes & ~taken

    def _changed_lanes(self, node: int) -> int:
        """The lanes in which *node* has another function: an input is none there."""
        lanes = 0
        for other in self.others.get(node, ()):
            lanes |= other.lanes
        return lanes

    def _settle(self, off: dict[int, int], on: dict[int, int]) -> None:
        """Give the free inputs each setting in a lane of its own."""
        repeated = sum(1 << place * self.width for place in range(self.lanes // self.width))
        free = self.mutants.settings[0].keys()
        for node in free:
            bits = sum(
                1 << number for number, setting in enumerate(self.mutants.settings) if setting[node]
            )
            one = bits * repeated
            zero = self.full & ~one
            held_off, held_on = off.get(node, 0), on.get(node, 0)
            changed = self._changed_lanes(node) & ~(held_off | held_on)
            self.excluded |= held_off & one | held_on & zero | changed & one
            left = self.full & ~(held_off | held_on | changed)
            off[node], on[node] = held_off | zero & left, held_on | one & left
