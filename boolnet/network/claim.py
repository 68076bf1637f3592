"""Claims: what a model must show, with the source that says so.

A claim is a protocol (one stage after the other: an environment, a therapy, a perturbation)
and what a readout does at its end. `boolnet.analysis.claims` runs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from boolnet.network.environment import Environment
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy

Expected = Literal[0, 1, "oscillates", "up", "down"]
EXPECTED: tuple[Expected, ...] = (0, 1, "oscillates", "up", "down")
QUANTIFIERS = ("every", "some", "no")
STARTS = ("any", "rest", "from", "wtfrom")
# The update schemes that need no blocks, by name: the schemes themselves lie a layer above.
UPDATES = ("asynchronous", "synchronous", "general", "most-permissive")
REACHING = ("asynchronous", "most-permissive")  # those under which reachability is answered


@dataclass(frozen=True)
class Stage:
    """One step of a protocol.

    Attributes:
        environment: The values of the inputs, before the therapy.
        therapy: What is given.
        perturbation: What the experiment holds besides.
        expected: What the readout does at the end of this stage; `None` when nothing is said.
    """

    environment: Environment
    therapy: Therapy = field(default_factory=lambda: Therapy(""))
    perturbation: Perturbation = field(default_factory=Perturbation)
    expected: Expected | None = None

    @cached_property
    def treated(self) -> Environment:
        """The environment with the therapy."""
        return self.therapy.treat(self.environment)

    @cached_property
    def held(self) -> Perturbation:
        """What perturbation and therapy hold."""
        return self.perturbation + self.therapy.perturbation

    @property
    def control(self) -> Stage:
        """The same stage without therapy and perturbation."""
        return Stage(self.environment)


@dataclass(frozen=True)
class Start:
    """Where a protocol begins.

    Attributes:
        kind: ``any`` (all attractors of the first stage), ``rest`` (those reached from rest),
            ``from`` (those reached from another environment, itself reached from rest, with
            the perturbation on), ``wtfrom`` (the same with the perturbation off).
        environment: That other environment.
    """

    kind: str = "any"
    environment: Environment | None = None


@dataclass(frozen=True)
class Claim:
    """What a model must show.

    Attributes:
        id: A short name, unique in its file.
        says: The claim in one sentence.
        start: Where the protocol begins.
        stages: The protocol; at least one stage says what is expected.
        readout: The condition that is read off; a node is the condition of its own name.
        quantifier: ``every``, ``some`` or ``no``: in which of the attractors that the protocol
            leads to the readout does what is expected.
        update: Names of the update schemes under which that must hold.
        system: Organism and cell of the experiment.
        source: Who reported it.
        confidence: ``high``, ``medium``, ``low``, or empty.
        verify: Whether the details of `source` were not compared with the paper.
        known_limit: Why the model cannot show it; empty when it must.
        contested: What other reports say; empty when none is known.
        line: The line of the file where it begins; 0 when not known.
    """

    id: str
    says: str
    start: Start
    stages: tuple[Stage, ...]
    readout: Phenotype
    quantifier: str = "every"
    update: tuple[str, ...] = ("asynchronous",)
    system: str = ""
    source: str = ""
    confidence: str = ""
    verify: bool = False
    known_limit: str = ""
    contested: str = ""
    line: int = 0
