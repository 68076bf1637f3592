"""What sets of experiments hold, and why a failure of one is a failure of many.

The argument. Let B be an attractor of the network under a set S of experiments, in which the
phenotype is not as wanted, and K the nodes that are constant on it with their values. Let S'
be another set that

- holds what of S is *needed*: nodes whose own function is not constantly the held value on K,
  and regulations whose regulator does not have the held value in K (where there are such into
  a node that is held, they do not matter and the node is needed), and
- holds other nodes only at their value in K, and lets nodes that are not needed see regulators
  only at their value in K (it *agrees* with B).

Then every node does the same in the states of B under S' as under S. A node that S' holds is
constant on B, so that its function was constant there already; a node that only S holds is not
needed, so that its own function has the held value; a regulation that one of them lacks shows
its target what it sees anyway. So the steps from states of B are the same: B is closed, and
strongly connected, whatever the update scheme says of several nodes changing together. (Under
most-permissive update B is a minimal trap space, and K fixes it: the same traps lie in it.
Block by block, the states in the middle of a step are in K too.)

Where B is that way in a whole trap space, less will do. Let T be a trap space in all of whose
states the phenotype is wrong, with no fixed node to spare. S' needs what holds the nodes of T
in place, and may do as it likes outside T: then T is a trap space under S', and the attractors
in it are all wrong. The same T refutes S' when all attractors have to be wrong, if T follows
from what is held alone (percolation), or when it contains the state from which all begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from boolnet.analysis.question import Question
from boolnet.analysis.wanted import Wanted
from boolnet.engines.attractor import Attractor
from boolnet.engines.reduction import percolate
from boolnet.engines.rules import Rules, find_needed, find_reasons
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE
from boolnet.network.therapy import Therapy, combine

Members = tuple[int, ...]


@dataclass(frozen=True)
class Hold:
    """One thing that an experiment does.

    Attributes:
        place: The node, a pair of regulator and target, or -1 for an experiment that is not
            looked into.
        value: What it is held at; for an experiment that is not looked into its place.
    """

    place: int | tuple[int, int]
    value: int


@dataclass(frozen=True)
class Lesson:
    """Every set fails that has none of `against` and holds all of `needed`."""

    against: tuple[int, ...]
    needed: tuple[Hold, ...]


def apply(question: Question, parts: Sequence[Therapy], members: Members) -> Question:
    """The question with some of *parts* done.

    Raises:
        InputError: They contradict each other, or what the question holds.
    """
    together = combine(tuple(parts[place] for place in members))
    environment = question.environment
    if together.inputs:
        inputs = {**environment.inputs, **together.inputs}
        environment = replace(environment, inputs=inputs)
    perturbation = question.perturbation + together.perturbation
    return replace(question, environment=environment, perturbation=perturbation)


def find_holds(question: Question, part: Therapy, number: int) -> frozenset[Hold]:
    """What *part*, the experiment of that *number*, adds to what *question* holds."""
    network = question.network
    levels = {name for ladder in network.ladders for name in ladder}
    targets = {target for _, target, _ in part.perturbation.regulations}
    if levels & set(part.inputs) or targets & set(network.inputs):
        return frozenset({Hold(-1, number)})  # what it does depends on the other ones
    fixed = {**dict(question.closed.nodes), **question.settings}
    nodes = {name: value for name, value in part.inputs.items() if name not in fixed}
    nodes |= dict(network.close(part.perturbation).nodes)
    position = network.position
    holds = {Hold(position(name), int(value)) for name, value in nodes.items()}
    for regulator, target, value in part.perturbation.regulations:
        holds.add(Hold((position(regulator), position(target)), int(value)))
    return frozenset(holds)


def find_rivals(holds: Iterable[Collection[Hold]]) -> list[tuple[Hold, Hold]]:
    """What cannot be held together: one thing at both values."""
    known = dict.fromkeys(h for some in holds for h in some if h.place != -1 and h.value == 0)
    return [(hold, Hold(hold.place, 1)) for hold in known]


def find_ancestors(question: Question, markers: Iterable[str]) -> set[int]:
    """The nodes that may act on *markers*, themselves included."""
    network, functions = question.network, question.perturbed.functions
    waiting = [network.position(name) for name in markers]
    found = set(waiting)
    while waiting:
        more = set(bits_of(network.circuits.support(functions[waiting.pop()][0]))) - found
        waiting += more
        found |= more
    return found


class Teacher:
    """Draws lessons from sets that failed in one environment.

    Args:
        question: The network without the experiments.
        wanted: What they are to bring about.
        holds: What each of them holds.
        start: Values of the state from which all begins; `None` for anywhere.
    """

    def __init__(
        self,
        question: Question,
        wanted: Wanted,
        holds: Sequence[frozenset[Hold]],
        start: Mapping[int, bool] | None = None,
    ) -> None:
        self.question = question
        self.circuits = question.network.circuits
        self.gates = wanted.spoilers(question.conditions[wanted.phenotype.name])
        self.holds = holds
        self.start = None if start is None else {**start, **question.held}

    def learn_from_attractor(
        self, members: Members, bad: Attractor, *, whole: bool = False
    ) -> Lesson:
        """What *bad*, an attractor under *members*, says about other sets.

        Args:
            members: The set that failed.
            bad: What it failed for.
            whole: Whether only the attractor itself counts, and no other one in a trap space.
        """
        trap = self._values(bad.trap_space.mask, bad.trap_space.values)
        if not whole or not self._core(members, trap):
            lesson = self._learn_from_trap(members, trap)
            if lesson is not None:
                return lesson
        known = self._values(bad.space.mask, bad.space.values)
        needed = self._core(members, known)
        nodes = {hold.place for hold in needed}
        told = [h for h in needed if not (isinstance(h.place, tuple) and h.place[1] in nodes)]
        return self._lesson(members, known, told, exact=True)

    def learn_from_start(self, asked: Question, members: Members) -> Lesson | None:
        """What the trap space around the start says, if all of it is wrong."""
        assert self.start is not None
        rules = Rules(self.circuits, asked.perturbed.functions, asked.held)
        start = {**self.start, **asked.held}
        mask = sum(1 << node for node in start)
        trap = rules.close((mask, sum(value << node for node, value in start.items())))
        return self._learn_from_trap(members, self._values(*trap))

    def learn_from_percolation(self, asked: Question, members: Members) -> Lesson | None:
        """What follows from the holds alone, if that is wrong."""
        functions = asked.perturbed.functions
        _, known = percolate(self.circuits, dict(enumerate(functions)), asked.held)
        for gate in self.gates:
            fixed = find_needed(self.circuits, gate, known)
            if fixed is None:
                continue
            rank = {node: number for number, node in enumerate(known)}
            for node in sorted(known, key=rank.__getitem__, reverse=True):
                if node not in fixed or node in asked.held:
                    continue
                before = {v: known[v] for v in self._regulators(functions[node])
                          if rank.get(v, rank[node]) < rank[node]}  # fmt: skip
                fixed |= find_needed(self.circuits, functions[node][known[node]], before) or set()
            trap = {node: known[node] for node in fixed}
            return self._lesson(members, trap, self._touching(trap, self._all(members)))
        return None

    # -- parts of the argument ---------------------------------------------------------------

    def _learn_from_trap(self, members: Members, known: Mapping[int, bool]) -> Lesson | None:
        if all(self.circuits.restrict(gate, known) != FALSE for gate in self.gates):
            return None
        core = self._core(members, known)
        if any(hold.place == -1 for hold in core):
            return None
        functions, held = self._functions_under(core)
        for gate in self.gates:
            fixed = find_reasons(self.circuits, functions, held, known, gate)
            if fixed is not None:
                trap = {node: known[node] for node in fixed}
                return self._lesson(members, trap, self._touching(trap, core))
        return None

    def _all(self, members: Members) -> list[Hold]:
        return sorted({h for place in members for h in self.holds[place]}, key=_order)

    def _core(self, members: Members, known: Mapping[int, bool]) -> list[Hold]:
        """The holds of *members* that *known* needs."""
        holds = self._all(members)
        core = [hold for hold in holds if not self._is_spare(hold, known)]
        # A node that sees something else than what is there is not to be let go.
        misled = {hold.place[1] for hold in core if isinstance(hold.place, tuple)}
        return [hold for hold in holds if hold in core or hold.place in misled]

    def _is_spare(self, hold: Hold, known: Mapping[int, bool]) -> bool:
        if isinstance(hold.place, tuple):
            return known.get(hold.place[0]) == bool(hold.value)
        if hold.place == -1:
            return False
        if self.start is not None and self.start.get(hold.place) != bool(hold.value):
            return False
        value = bool(hold.value)
        if hold.place in self.question.held:
            return self.question.held[hold.place] == value
        against = self.question.perturbed.functions[hold.place][value]
        return self.circuits.restrict(against, self._restrict(known, against)) == FALSE

    def _restrict(self, known: Mapping[int, bool], gate: int) -> dict[int, bool]:
        return {v: known[v] for v in bits_of(self.circuits.support(gate)) if v in known}

    def _regulators(self, pair: tuple[int, int]) -> Iterable[int]:
        return bits_of(self.circuits.support(pair[0]))

    def _functions_under(
        self, core: Sequence[Hold]
    ) -> tuple[Sequence[tuple[int, int]], dict[int, bool]]:
        """The functions and what is held, when nothing but *core* is done."""
        functions = list(self.question.perturbed.functions)
        held = dict(self.question.held)
        seen: dict[int, dict[int, bool]] = {}
        for hold in core:
            if isinstance(hold.place, tuple):
                seen.setdefault(hold.place[1], {})[hold.place[0]] = bool(hold.value)
            else:
                held[hold.place] = bool(hold.value)
        for target, values in seen.items():
            positive, negative = functions[target]
            restrict = self.circuits.restrict
            functions[target] = restrict(positive, values), restrict(negative, values)
        return functions, held

    def _touching(self, trap: Mapping[int, bool], holds: Sequence[Hold]) -> list[Hold]:
        """Those of *holds* that keep nodes of *trap* in place."""
        nodes = {hold.place for hold in holds if hold.place in trap}
        return [
            hold
            for hold in holds
            if hold.place == -1
            or hold.place in nodes
            or (
                isinstance(hold.place, tuple)
                and hold.place[1] in trap
                and hold.place[1] not in nodes
            )
        ]

    def _lesson(
        self,
        members: Members,
        known: Mapping[int, bool],
        needed: Sequence[Hold],
        *,
        exact: bool = False,
    ) -> Lesson:
        nodes = {hold.place for hold in needed}
        against = tuple(
            number
            for number, holds in enumerate(self.holds)
            if any(
                hold not in needed
                and not (isinstance(hold.place, tuple) and hold.place[1] in nodes)
                and _contradicts(hold, known, exact, members)
                for hold in holds
            )
        )
        return Lesson(against, tuple(needed))

    @staticmethod
    def _values(mask: int, values: int) -> dict[int, bool]:
        return {node: bool(values >> node & 1) for node in bits_of(mask)}


def _order(hold: Hold) -> tuple[int, int, int]:
    if isinstance(hold.place, tuple):
        return (*hold.place, hold.value)
    return hold.place, -1, hold.value


def _contradicts(hold: Hold, known: Mapping[int, bool], exact: bool, members: Members) -> bool:
    """Whether *hold* may move what is *known*; *exact* when all that varies matters too."""
    if isinstance(hold.place, tuple):
        regulator, target = hold.place
        if not exact and target not in known:
            return False
        node = regulator
    elif hold.place == -1:
        return hold.value not in members
    else:
        node = hold.place
    value = known.get(node)
    return exact if value is None else value != bool(hold.value)
