"""Ladders: nodes that are the levels of one thing.

``OPG < OPG_hi < OPG_max`` declares that each name includes the one before it: where `OPG_hi`
is 1, `OPG` is. What holds one level therefore holds others: without `OPG` there is neither
`OPG_hi` nor `OPG_max`, and with `OPG_max` there are both of the others.

    >>> ladders = (("OPG", "OPG_hi", "OPG_max"),)
    >>> complete_levels(ladders, {"OPG_hi": True})
    {'OPG_hi': True, 'OPG': True}
    >>> str(close_perturbation(knockout("OPG"), ladders))
    'OPG=0 OPG_hi=0 OPG_max=0'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from boolnet.errors import InputError, PerturbationError
from boolnet.network.perturbation import Perturbation

Ladder: TypeAlias = tuple[str, ...]


def validate_ladders(ladders: Sequence[Ladder], names: Collection[str]) -> None:
    """Make sure that *ladders* can be those of a network with the nodes *names*.

    Raises:
        ValueError: One has fewer than two levels, names no node, or a node stands twice.
    """
    seen: set[str] = set()
    for ladder in ladders:
        if len(ladder) < 2:
            raise ValueError(f"a ladder needs two levels: {format_ladder(ladder)}")
        for name in ladder:
            if name not in names:
                raise ValueError(f"{format_ladder(ladder)} mentions {name}, which is no node")
            if name in seen:
                raise ValueError(f"{name} stands twice in ladders")
            seen.add(name)


def format_ladder(ladder: Ladder) -> str:
    """``OPG < OPG_hi < OPG_max``."""
    return " < ".join(ladder)


def complete_levels(ladders: Sequence[Ladder], values: Mapping[str, bool]) -> dict[str, bool]:
    """*values*, followed by the levels that they imply.

    What is below a level that is 1 is 1; what is above one that is 0 is 0.

    Raises:
        InputError: A level is 1 and one below it 0; the message names both.
    """
    completed = dict(values)
    for ladder in ladders:
        on = max((i for i, name in enumerate(ladder) if values.get(name) is True), default=-1)
        off = min(
            (i for i, name in enumerate(ladder) if values.get(name) is False), default=len(ladder)
        )
        if off < on:
            lower, upper = ladder[off], ladder[on]
            raise InputError(
                f"{upper} = 1 includes {lower} = 1, and {lower} = 0 contradicts it: leave one of "
                f"them out (levels: {format_ladder(ladder)})"
            )
        completed |= dict.fromkeys(ladder[: on + 1], True) | dict.fromkeys(ladder[off:], False)
    return completed


def close_perturbation(perturbation: Perturbation, ladders: Sequence[Ladder]) -> Perturbation:
    """*perturbation* with the levels that go along with the nodes that it holds.

    A held regulation stays the only one: what a target sees of one level is not what it sees
    of the next.

    Raises:
        PerturbationError: It holds a level at 1 and one below it at 0.
    """
    held = dict(perturbation.nodes)
    try:
        completed = complete_levels(ladders, held)
    except InputError as error:
        raise PerturbationError(str(error)) from None
    if completed == held:
        return perturbation
    return Perturbation(tuple(completed.items()), perturbation.regulations, perturbation.label)


def order_inputs(ladders: Sequence[Ladder], free: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbours on a ladder among the *free* inputs: the lower, the upper."""
    chains = [[name for name in ladder if name in free] for ladder in ladders]
    return tuple(pair for chain in chains for pair in pairwise(chain))
