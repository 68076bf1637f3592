"""Why a change spreads: the chain of rules, as constant propagation finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One step of an explanation.

    Attributes:
        node: The node whose behaviour this step explains.
        value: What it becomes: 0 or 1, or `None` where it only becomes free to vary.
        because: The regulators that force it, with their values; for a node that is held,
            empty.
        rule: The rule, as text; empty for a node that is held.
        before: What it was without the perturbation by the same argument, or `None`.
        proven: Whether the step follows by propagation alone; otherwise it was read off
            the attractors, and `because` lists the regulators that changed with it.
        distance: Steps from what is held.
    """

    node: str
    value: int | None
    because: tuple[tuple[str, int], ...]
    rule: str
    before: int | None
    proven: bool
    distance: int
