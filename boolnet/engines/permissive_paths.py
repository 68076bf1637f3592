"""What is reached from a start under most-permissive update, with a path or a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from boolnet.engines.budget import Budget
from boolnet.engines.permissive import Obstacle, iter_cubes, seek, survey
from boolnet.engines.program import Space
from boolnet.engines.region import Region
from boolnet.engines.relaxation import Literal, Spread, literals_of
from boolnet.engines.rules import Rules
from boolnet.engines.verdict import Move, Verdict
from boolnet.logic.bits import bits_of

CUBES = 10_000  # spaces that a condition is divided into, at most


def decide_permissive(
    rules: Rules,
    start: Space,
    targets: Sequence[Region],
    budget: Budget,
    note: Callable[[str], None],
) -> list[Verdict]:
    """A verdict for each of *targets*, which have no factors.

    Args:
        rules: The network under conditions.
        start: Where paths begin; held nodes have their values in it.
        targets: Spaces, or conditions within spaces.
        budget: What may be spent.
        note: Told what was too much.
    """
    verdicts = []
    for number, target in enumerate(targets, 1):
        budget.report(f"most-permissive update, target {number} of {len(targets)}")
        verdicts.append(_decide(rules, start, target, budget, note))
    return verdicts


def _decide(
    rules: Rules, start: Space, target: Region, budget: Budget, note: Callable[[str], None]
) -> Verdict:
    relaxation = rules.relaxation
    trap = rules.close(start)
    clash = target.space[0] & trap[0] & (target.space[1] ^ trap[1])
    literal = rules.circuits.literal
    gates = [literal(v, bool(target.space[1] >> v & 1)) for v in bits_of(clash)[:5]]
    if not gates and target.condition is not None:
        gates = [target.condition[0]]
    traps = [why for gate in gates if (why := rules.refute(trap, gate)) is not None]
    if traps:
        smallest = min(traps, key=lambda why: why.space[0].bit_count())
        return Verdict(False, False, why=smallest, steps=["a trap space around the start"])
    wanted = _cubes(rules, target, trap)
    if len(wanted) > CUBES:
        note(f"a condition falls into more than {CUBES:,} spaces")
        return Verdict()
    found = survey(relaxation, start, wanted, budget)
    verdict = Verdict(steps=["most-permissive update"])
    if found.reaching is not None:
        verdict.some = True
        verdict.path = _path(rules, found.reaching, wanted)
    if found.failing is not None:
        verdict.every = False
        space = rules.members, found.failing
        obstacles = [s for w in wanted if isinstance(s := seek(relaxation, space, w), Obstacle)]
        verdict.failing, verdict.why = found.failing, obstacles[0] if obstacles else None
    if found.complete:
        verdict.some = found.reaching is not None
        verdict.every = found.failing is None
        if not verdict.some:
            whole = [s for w in wanted if isinstance(s := seek(relaxation, start, w), Obstacle)]
            verdict.failing = None
            verdict.why = whole[0] if len(whole) == len(wanted) else verdict.why
    elif not budget.spent:
        note("the states of the start differ too much to be told apart")
    return verdict


def _cubes(rules: Rules, target: Region, trap: Space) -> list[Space]:
    """The spaces that *target* is made of, those left out that *trap* excludes."""
    if target.condition is None:
        return [target.space]
    mask, values = target.space
    circuits = rules.circuits
    known = {v: bool(trap[1] >> v & 1) for v in bits_of(trap[0])} | dict(literals_of(target.space))
    positive, negative = (circuits.restrict(gate, known) for gate in target.condition)
    cubes = islice(iter_cubes(circuits, (positive, negative)), CUBES + 1)
    return [(mask | more, values | told) for more, told in cubes]


def _path(rules: Rules, state: int, wanted: Sequence[Space]) -> tuple[int, tuple[Move, ...]]:
    """The shortest of the paths to the spaces *wanted*."""
    paths: list[list[Move]] = []
    for space in wanted:
        spread = seek(rules.relaxation, (rules.members, state), space)
        if isinstance(spread, Spread):
            paths.append(find_permissive_path(spread, state, space))
    shortest = min(paths, key=len)
    return state, tuple(shortest)


def find_permissive_path(spread: Spread, state: int, wanted: Space) -> list[Move]:
    """The steps from *state* to *wanted*, given what `seek` found for them.

    No more nodes move than the cheapest way to each value needs.
    """
    relaxation = spread.relaxation
    wishes = [wish for wish in literals_of(wanted) if relaxation.members >> wish[0] & 1]
    final = dict(wishes)
    needed = {relaxation.vertex(w) for w in wishes if (state >> w[0] & 1) != w[1]}
    while True:
        made = spread.made_of(needed)
        back = {
            relaxation.rule((node, final[node]))
            for node, value in made
            if final.get(node, value) != value
        }
        if back <= needed:
            break
        needed |= back
    moving = sum(1 << node for node, _ in made)
    heading = dict(made)
    moves = []
    for node, value in made:
        moves.append(Move(node, value, False, _state(spread, state, (node, value))))
    for node, value in made:
        if final.get(node, value) != value:
            back_to = node, not value
            heading[node] = not value
            moves.append(Move(*back_to, False, _state(spread, state, back_to)))
    moves += [Move(node, heading[node], True) for node in bits_of(moving)]
    return moves


def _state(spread: Spread, state: int, literal: Literal) -> int:
    """*state*, with the values that the rule has to read put in."""
    for node, value in spread.reading(literal).items():
        state = state | 1 << node if value else state & ~(1 << node)
    return state
