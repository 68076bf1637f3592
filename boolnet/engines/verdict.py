"""What is known about a target: reached or not, with a path or a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap


@dataclass(frozen=True)
class Elsewhere:
    """A state of another attractor, from which nothing else is reached.

    Attributes:
        place: The place of that attractor among the targets.
    """

    place: int


@dataclass(frozen=True)
class Exhausted:
    """A search that looked at everything.

    Attributes:
        states: How many states can be reached, none of them in the target, not counting what
            lies behind a state from which the target is out of reach even most permissively;
            or, backwards, from how many states the target is reached.
        nodes: The number of nodes that these are states of.
        backwards: Which of the two it was.
    """

    states: int
    nodes: int
    backwards: bool


Why = Trap | Obstacle | Exhausted | Elsewhere


@dataclass(frozen=True)
class Move:
    """One step of a path.

    Attributes:
        node: The node that changes.
        value: Its new value; under most-permissive update also where it is heading.
        arrives: Whether it has the value then; `False` while it is on its way.
        reading: Where it is on its way, a state that its rule may read.
    """

    node: int
    value: bool
    arrives: bool = True
    reading: int = 0


@dataclass
class Verdict:
    """What is known about one target.

    Attributes:
        some: Whether it is reached from some state of the start; `None` for undecided.
        every: Whether it is reached from every state of the start.
        path: A state of the start, and the steps from there to the target.
        failing: A state of the start from which the target is not reached, where it is
            reached from others.
        why: Why it is not reached, from `failing` or from anywhere.
        steps: What settled it, in order.
    """

    some: bool | None = None
    every: bool | None = None
    path: tuple[int, tuple[Move, ...]] | None = None
    failing: int | None = None
    why: Why | None = None
    steps: list[str] = field(default_factory=list)
