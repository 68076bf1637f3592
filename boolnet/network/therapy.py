"""Therapies: named interventions, with what they act on and how well that is known.

A therapy switches inputs (a drug is given), or holds nodes or regulations, or both. What it
switches becomes part of the environment, what it holds part of the perturbation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from boolnet.errors import InputError
from boolnet.network.environment import Environment
from boolnet.network.perturbation import Perturbation


@dataclass(frozen=True)
class Therapy:
    """A named intervention.

    Attributes:
        name: How people call it in files and on the command line.
        inputs: The inputs that it switches.
        perturbation: What it holds.
        target: The node that it acts on; may be empty.
        source: Where that is reported.
        confidence: ``high``, ``medium``, ``low``, or empty.
        verify: Whether the details of `source` were not compared with the paper.
        title: One line for people; `titles` has it in further languages.
        titles: The title by language code.
    """

    name: str
    inputs: Mapping[str, bool] = field(default_factory=dict)
    perturbation: Perturbation = field(default_factory=Perturbation)
    target: str = ""
    source: str = ""
    confidence: str = ""
    verify: bool = False
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, frozenset(self.inputs.items()), self.perturbation))

    def treat(self, environment: Environment) -> Environment:
        """*environment* with the inputs of this therapy switched, and with a name that says so."""
        if not self.name:
            return environment
        name = f"{environment.name} with {self.name}".strip()
        return replace(environment, inputs={**environment.inputs, **self.inputs}, name=name)


def combine(therapies: tuple[Therapy, ...]) -> Therapy:
    """All of *therapies* at once; one without effect when there are none.

    Raises:
        PerturbationError: They hold a node at two values.
        InputError: They switch an input to two values.
    """
    together = Therapy("")
    for therapy in therapies:
        for name, value in therapy.inputs.items():
            if together.inputs.get(name, value) != value:
                raise InputError(f"{together.name} and {therapy.name} switch {name} both ways")
        together = Therapy(
            " + ".join(name for name in (together.name, therapy.name) if name),
            {**together.inputs, **therapy.inputs},
            together.perturbation + therapy.perturbation,
        )
    return together
