"""Divide a network until its parts can be answered, and remember the parts.

What all exact searches share, whatever they look for (attractors, fixed points, trap
spaces): constants are percolated, nodes that regulate nothing are set aside, parts that
share no node answer on their own, and a block that nothing outside regulates is answered
first: each of its attractors that is a single state turns the rest into a smaller network.
Inputs are such blocks, so conditions that lead to the same rest are answered once.

A block with an attractor that is no single state drives the rest by its *set* of states, not
by the trap space around it. Every attractor of the whole runs through each state of that set,
and from there, while the block stands still, into an attractor of the rest with the block held:
if there is only one of these, there is only one attractor. (Asynchronous update only: see
`Leaves.drives`.)

What a search has to add is how to answer a part that cannot be divided (`Leaves`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

from boolnet.engines.answer import (
    Answer,
    Leaf,
    Product,
    Sum,
    Unresolved,
)
from boolnet.engines.budget import PART, Budget
from boolnet.engines.recursion import deep_recursion
from boolnet.engines.reduction import (
    Part,
    Targets,
    Values,
    find_source_blocks,
    percolate,
    regulators_in,
    split,
    strip,
    targets_in,
)
from boolnet.engines.states import Partial
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


class Leaves(ABC):
    """How a search answers a part that is not divided any further.

    Attributes:
        direct: Parts of up to this many nodes are not divided.
        least: How many answers every part has at least.
        drives: Whether a block may stand still while the rest moves, as single nodes do
            under asynchronous update. If not, a block with an attractor that is no single
            state is answered together with all it drives.
    """

    direct: int = 0
    least: int = 1
    drives: bool = False

    @abstractmethod
    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All answers of *part*, which is closed: it mentions only its own nodes.

        Nodes in *keep* are asked about: they may not be set aside.
        """

    def renew(self) -> Leaves:
        """The same, without anything remembered from its answers."""
        return self

    def around(self, search: Search, part: Part, seed: Mapping[int, bool]) -> Partial:
        """The one attractor of *part* that *seed* lies in; for those that `drive`."""
        raise TypeError(f"{type(self).__name__} cannot hold a block")


class Search:
    """A divided search; see the module.

    Attributes:
        circuits: The circuits that all functions live in.
        budget: What may be spent; when it is, parts not yet looked into stay unresolved.
        leaves: How undivided parts are answered.
        method: What settled how much, by name, in order of first use.
        answers: Complete answers of parts; searches of one kind may share them.
    """

    def __init__(
        self,
        circuits: Circuits,
        leaves: Leaves,
        budget: Budget,
        answers: dict[object, Answer] | None = None,
    ) -> None:
        self.circuits = circuits
        self.leaves = leaves
        self.budget = budget
        self.method: dict[str, int] = {}
        self.answers: dict[object, Answer] = {} if answers is None else answers

    def note(self, step: str, count: int = 1) -> None:
        """Count what *step* settled."""
        self.method[step] = self.method.get(step, 0) + count

    def answer(
        self,
        functions: tuple[tuple[int, int], ...],
        held: Mapping[int, bool],
        keep: Iterable[int] = (),
    ) -> Answer:
        """Answer a whole network in which some nodes are *held*.

        The values of nodes that percolation fixes are part of the answer; nodes that were
        set aside are not (`boolnet.engines.assembly` works them out for one attractor).
        """
        part = dict(enumerate(functions))
        left, known = percolate(self.circuits, part, held)
        if known:
            self.note("constant propagation", len(known))
        with deep_recursion():
            rest = self._divide(left, frozenset(keep))
        return Sum(((known, rest),), rest.complete, whole=True)

    def _divide(self, part: Part, keep: frozenset[int]) -> Answer:
        """Answer a percolated part: strip, split, and answer the pieces."""
        core = strip(self.circuits, part, keep)
        return _product([self.piece(piece, keep) for piece in split(self.circuits, core)])

    def within(
        self,
        part: Part,
        values: Mapping[int, bool],
        keep: frozenset[int],
        targets: Targets | None = None,
    ) -> Answer:
        """Answer *part* where some of its nodes have *values*, which are in the answer.

        *targets* are those of `targets_in`, for who asks about one part again and again.
        """
        rest, known = percolate(self.circuits, part, values, targets)
        answer = self._divide(rest, keep)
        return Sum(((known, answer),), answer.complete, whole=True)

    def piece(self, piece: Part, keep: frozenset[int] = frozenset()) -> Answer:
        """Answer a connected part, once.

        Args:
            piece: The part.
            keep: Nodes that must not be set aside, because someone asks about them.
        """
        keep = keep.intersection(piece)
        key = (tuple(sorted(piece.items())), keep)
        if key in self.answers:
            return self.answers[key]
        if self.budget.spent:
            return self._unresolved(piece)
        self.budget.spend(PART * len(piece))
        answer = self._answer_piece(piece, keep)
        if answer.complete:
            self.answers[key] = answer
            return answer
        # Stopped before it found the first: do not let that count as "none".
        return answer if answer.count else self._unresolved(piece)

    def _unresolved(self, piece: Part) -> Unresolved:
        """What is known without looking: every setting of the inputs has its attractors."""
        literal = self.circuits.literal
        inputs = sum(pair == (literal(v, True), literal(v, False)) for v, pair in piece.items())
        return Unresolved(self.leaves.least << inputs)

    def _answer_piece(self, piece: Part, keep: frozenset[int]) -> Answer:
        if len(piece) <= self.leaves.direct:
            return self.leaves.answer(self, piece, keep)
        blocks = find_source_blocks(self.circuits, piece)
        if len(blocks[0]) == len(piece):
            return self.leaves.answer(self, piece, keep)
        # Decide first what has a say in the most: it simplifies the most. (Measured on
        # osteoimmune with free inputs: a fifth of the cases that the out-degree leads to.)
        reach = _Reach(regulators_in(self.circuits, piece))
        block = max(blocks, key=lambda b: (len(b) == 1, *reach.of(b), -b[0]))
        first = self.piece({node: piece[node] for node in block})
        cases: list[tuple[Values, Answer]] = []
        complete = first.complete
        left = first.count
        targets = targets_in(self.circuits, piece)
        for partial in first.iter_partials():
            if self.budget.spent:
                break
            if not partial.factors:
                answer = self.within(piece, partial.values, keep, targets)
            elif self.leaves.drives:
                answer = self._above(piece, partial, keep)
            else:
                return self.leaves.answer(self, piece, keep)
            cases.append(({}, answer))
            complete = complete and answer.complete
            left -= 1
        if left > 0:  # each of the block's attractors that was not looked at drives some
            rest = {node: pair for node, pair in piece.items() if node not in block}
            cases.append(({}, Unresolved(left * self._unresolved(rest).least)))
            complete = False
        return Sum(tuple(cases), complete, first.complete)

    # -- above a block that does not come to rest --------------------------------------------

    def _above(self, piece: Part, partial: Partial, keep: frozenset[int]) -> Answer:
        """The attractors of *piece* above *partial*, an attractor of one of its source blocks."""
        sample = partial.sample()
        moving = frozenset(partial.variables - partial.values.keys())
        if not moving <= sample.keys():  # it was not looked into: there is one, at least
            return self._unresolved(piece)
        rest, known = percolate(self.circuits, piece, partial.values)
        core = strip(self.circuits, rest, keep | moving)
        answer = _product(
            [
                self._driven(sub, partial, moving & sub.keys(), keep)
                for sub in split(self.circuits, core)
            ]
        )
        return Sum(((known, answer),), answer.complete, whole=True)

    def _driven(
        self, piece: Part, partial: Partial, moving: frozenset[int], keep: frozenset[int]
    ) -> Answer:
        """The attractors of a connected *piece* in which *partial* is the life of *moving*."""
        if not moving:
            return self.piece(piece, keep)
        sample = partial.sample()
        still = self.within(piece, {node: sample[node] for node in moving}, keep)
        if still.complete and still.count == 1:
            # Nodes that were set aside follow from the others.
            _, seed = percolate(self.circuits, piece, next(still.iter_partials()).sample())
            if piece.keys() <= seed.keys():
                self.note("parts that a moving block drives into one attractor")
                return Leaf((self.leaves.around(self, piece, seed),))
        if not partial.is_known:  # which of the attractors are above it, nobody can tell
            return self._unresolved(piece)
        answer = self.leaves.answer(self, piece, keep | moving)
        found = [
            other
            for other in answer.iter_partials()
            if moving <= (state := other.sample()).keys() and partial.contains({**sample, **state})
        ]
        if not found and not answer.complete:
            return self._unresolved(piece)
        return Leaf(tuple(found), answer.complete)


def _product(answers: list[Answer]) -> Answer:
    if len(answers) == 1:
        return answers[0]
    return Product(tuple(answers), all(answer.complete for answer in answers))


class _Reach:
    """How far the nodes of a part have a say in it."""

    def __init__(self, mentions: Mapping[int, tuple[int, ...]]) -> None:
        self._targets = dict.fromkeys(mentions, 0)
        for node, regulators in mentions.items():
            for regulator in regulators:
                self._targets[regulator] |= 1 << node

    def of(self, block: list[int]) -> tuple[int, int]:
        """How many nodes *block* leads to, and how many it regulates itself."""
        found = frontier = sum(1 << node for node in block)
        direct = sum(self._targets[node].bit_count() for node in block)
        while frontier:
            reached = 0
            for node in bits_of(frontier):
                reached |= self._targets[node]
            frontier = reached & ~found
            found |= frontier
        return found.bit_count(), direct
