"""What one node does and why: its rule in cases, the part of each regulator, its loops.

Everything is a property of the function, never of its spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.question import Question
from boolnet.engines.budget import Budget
from boolnet.engines.reduction import percolate
from boolnet.engines.tendency import Tendency, tendency_of
from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.cases import find_cover
from boolnet.logic.clause import ALWAYS, NEVER, Clause, clause_of, recognise
from boolnet.logic.diagram import FALSE, TRUE, Case, Diagrams, build_rules
from boolnet.network.influence import Regulation
from boolnet.network.loops import LoopCount, count_loops_through
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation

ROLE_NODES = 4_000  # nodes that the diagrams of one regulator may add
MOST_CASES = 200  # cases that a rule, or the part of a regulator, is told in
# A sentence has so many names at most, by how many clauses lie within each other in it.
LONGEST = {0: 1, 1: 60, 2: 40, 3: 12}


class Part(Enum):
    """The part that a regulator has in a rule."""

    ALONE = "decides alone"
    NEEDED = "needed in every case"
    ENOUGH = "enough on its own"
    BLOCKS = "blocks in every case"
    FREES = "its absence is enough"
    ALWAYS = "matters in every case"
    SOMETIMES = "matters only when"
    NONE = "never makes a difference"
    UNKNOWN = "too entangled to tell"


@dataclass(frozen=True)
class Role:
    """What a regulator does in a rule.

    Attributes:
        regulation: The regulation, with its sign.
        part: Its part in short.
        activates: The shortest conditions on the others under which switching it on switches
            the node on; `None` where they are too many.
        inhibits: The same for switching the node off.
    """

    regulation: Regulation
    part: Part
    activates: tuple[Case, ...] | None
    inhibits: tuple[Case, ...] | None


@dataclass(frozen=True)
class When:
    """When a node is on, told in one of several ways; equal to its rule in every state.

    Attributes:
        clause: As one sentence; `None` where that would be too long.
        on: Prime and irredundant cases in which it is on; `None` where they are too many.
        off: The same for off.
        share: In how many of all cases it is on; `None` where that is not known.
        names: The regulators that have an effect.
    """

    clause: Clause | None
    on: tuple[Case, ...] | None
    off: tuple[Case, ...] | None
    share: Fraction | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a node does in the attractors.

    Attributes:
        tendency: In how many it is on, off, both.
        complete: Whether these are all attractors.
    """

    tendency: Tendency
    complete: bool


@dataclass(frozen=True)
class Explanation:
    """One node explained.

    Attributes:
        name: The node.
        when: When it is on.
        roles: Its regulators, in the order of the rule.
        targets: What it regulates, with an effect; an input does not count as its own target.
        loops: The feedback loops that it is in.
        forces: For 0 and 1, the nodes that it settles when it is held at that value, in the
            order in which they follow, with their values.
        seen: What it does in the attractors; `None` where nobody asked.
    """

    name: str
    when: When
    roles: tuple[Role, ...]
    targets: tuple[Regulation, ...]
    loops: LoopCount
    forces: dict[int, tuple[tuple[str, bool], ...]]
    seen: Seen | None


def explain_nodes(
    question: Question, names: Sequence[str], budget: Budget | None = None
) -> tuple[Explanation, ...]:
    """Explain nodes of a network.

    Args:
        question: The network, and the conditions for what is forced and for the attractors.
        names: The nodes.
        budget: What the search for attractors may spend; nobody looks for them when `None`.

    Cost:
        Bounded for each node; with a budget, a search for attractors besides.
    """
    network = question.network
    search = None if budget is None else AttractorSearch(question, budget)
    base = _settled(question)
    found = []
    for name in names:
        when, roles = find_roles(network, name)
        node = network.nodes[network.position(name)]
        targets = tuple(
            r
            for r in network.influence.out_of(name)
            if r.essential and not (node.is_input and r.target == name)
        )
        loops = LoopCount((), {"+": 0, "-": 0, "±": 0}, False)
        if not node.is_input:
            loops = count_loops_through(network.influence, name)
        forces = {}
        for value in (0, 1):
            held = question.with_perturbation(Perturbation(((name, bool(value)),)))
            settled = _settled(held)
            forces[value] = tuple(
                (network.names[v], fixed)
                for v, fixed in settled.items()
                if v not in base and network.names[v] != name
            )
        seen = None if search is None else _look(search, name)
        found.append(Explanation(name, when, roles, targets, loops, forces, seen))
    return tuple(found)


def find_roles(network: Network, name: str) -> tuple[When, tuple[Role, ...]]:
    """When the node *name* is on, and what each of its regulators does."""
    rule = network.rule(name)
    regulators = network.nodes[network.position(name)].function.regulators
    regulations = {r.regulator: r for r in network.influence.into(name)}
    try:
        diagrams, (root,) = build_rules([rule])
        when = describe_rule(diagrams, root, rule)
    except UnsupportedError:
        clause = _sentence(rule)
        unknown = tuple(
            Role(r, Part.NONE if not r.essential else Part.UNKNOWN, None, None)
            for r in regulations.values()
        )
        return When(clause, None, None, None, tuple(regulators)), unknown
    roles = tuple(_role(diagrams, root, regulations[r], when.names) for r in regulators)
    return when, roles


def describe_rule(diagrams: Diagrams, root: int, rule: ex.Expression) -> When:
    """When the function *root*, written as *rule*, is on.

    Raises:
        UnsupportedError: The diagrams become too large.
    """
    names = diagrams.support(root)
    clause: Clause | None
    if root in (FALSE, TRUE):
        clause = ALWAYS if root == TRUE else NEVER
    else:
        clause = recognise(diagrams, root)
        if clause is None and len(names) == len(ex.symbols_of(rule)):
            clause = _sentence(rule)
    on, off = (_cover(diagrams, part) for part in (root, diagrams.negate(root)))
    return When(clause, on, off, diagrams.share(root), names)


def _sentence(rule: ex.Expression) -> Clause | None:
    clause = clause_of(rule, max(LONGEST.values()))
    return clause if clause is not None and clause.size <= LONGEST.get(clause.depth, 0) else None


def _cover(diagrams: Diagrams, root: int) -> tuple[Case, ...] | None:
    try:
        cases = find_cover(diagrams, root, MOST_CASES)
    except UnsupportedError:
        return None
    return None if cases is None else tuple(cases)


def _role(
    diagrams: Diagrams, root: int, regulation: Regulation, essential: tuple[str, ...]
) -> Role:
    name = regulation.regulator
    if name not in essential:
        return Role(regulation, Part.NONE, (), ())
    try:
        with diagrams.scratch(ROLE_NODES):
            low = diagrams.restrict(root, {name: False})
            high = diagrams.restrict(root, {name: True})
            part = _part(diagrams, low, high, len(essential))
            activates = _cover(diagrams, diagrams.without(high, low))
            inhibits = _cover(diagrams, diagrams.without(low, high))
    except UnsupportedError:
        return Role(regulation, Part.UNKNOWN, None, None)
    return Role(regulation, part, activates, inhibits)


def _part(diagrams: Diagrams, low: int, high: int, regulators: int) -> Part:
    if regulators == 1:
        return Part.ALONE
    if diagrams.differ(low, high) == TRUE:
        return Part.ALWAYS
    if low == FALSE:
        return Part.NEEDED
    if high == TRUE:
        return Part.ENOUGH
    if high == FALSE:
        return Part.BLOCKS
    return Part.FREES if low == TRUE else Part.SOMETIMES


def _settled(question: Question) -> dict[int, bool]:
    """What follows from what *question* holds, by position."""
    network = question.perturbed
    part = dict(enumerate(network.functions))
    return percolate(network.circuits, part, question.held)[1]


def _look(search: AttractorSearch, name: str) -> Seen:
    position = search.question.network.position(name)
    answer = search.search.answer(search.functions, search.question.held, (position,))
    return Seen(tendency_of(answer, position, search.combine), answer.complete)
