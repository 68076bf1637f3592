"""One row of a screen: what one experiment does in one environment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Change = tuple[str, Fraction | None, Fraction | None]  # a node, its mean before and after


@dataclass(frozen=True)
class Shown:
    """How far a phenotype is shown, over all attractors.

    Attributes:
        words: In ``every``, ``some`` or ``no`` attractor; ``unknown`` where that is open.
        mean: Its mean over the attractors, between 0 and 1, each attractor counted once;
            `None` where nobody knows it.
    """

    words: str
    mean: Fraction | None = None


@dataclass(frozen=True)
class ScreenRow:
    """What one experiment does in one environment.

    Attributes:
        number: The place of the experiment in its set, from 1; 0 is the baseline, which has
            no experiment.
        members: The places of its single experiments among the parts of the set.
        perturbation: What is held, for people: ``TNF=0 + OPG=1``; empty in the baseline.
        size: How many single experiments are combined.
        environment: The name of the environment.
        attractors: How many attractors there are.
        fixed_points: How many of them are fixed points.
        oscillating: How many of them are not.
        kept: How many of the baseline's attractors are there, too; `None` where there are
            too many to match them, as for the next two.
        lost: How many of the baseline's attractors are gone.
        gained: How many attractors the baseline does not have.
        phenotypes: How far each phenotype is shown, in the order of the screen.
        changes: The readouts that change: a node, its mean in the baseline and with the
            experiment; `None` where a mean is not known.
        coverage: ``complete`` or ``lower-bound``.
        settled: What settled the row, in a few words.
        notes: What is vacuous or mistaken in the experiment.
        epistasis: For a pair, how its two single experiments act together on each phenotype,
            as `boolnet.analysis.epistasis` has it; empty for all others.
    """

    number: int
    members: tuple[int, ...]
    perturbation: str
    size: int
    environment: str
    attractors: int
    fixed_points: int
    oscillating: int
    kept: int | None
    lost: int | None
    gained: int | None
    phenotypes: tuple[Shown, ...] = ()
    changes: tuple[Change, ...] = ()
    coverage: str = "complete"
    settled: str = ""
    notes: tuple[str, ...] = ()
    epistasis: tuple[str, ...] = ()
