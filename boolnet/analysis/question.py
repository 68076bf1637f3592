"""What a question is asked about: a network, what is held, and which inputs are free.

Every analysis goes through here, so that the same words mean the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from boolnet.dynamics.scheme import ASYNCHRONOUS, UpdateScheme
from boolnet.errors import ExpressionError, InputError, UnknownNodeError
from boolnet.logic.circuit import FALSE
from boolnet.logic.encoding import encode
from boolnet.network.environment import Environment
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype


@dataclass(frozen=True)
class Question:
    """A network under conditions.

    Attributes:
        network: The network as it was read.
        perturbation: What the experiment holds.
        environment: Values of inputs; those it leaves out are free, unless `inputs` or
            its own `others` says otherwise.
        inputs: ``"0"``, ``"1"`` or ``"free"`` for every input that is not named
            elsewhere; `None` leaves that to the environment.
        settings: Values of single inputs (or ``None`` for free) on top of everything.
        update: The update scheme.
        phenotypes: The conditions to read off.

    Raises:
        UnknownNodeError: A name is no node of the network.
        InputError: A setting names a node that is no input, or the perturbation does
            not fit, or a phenotype can never hold, or the blocks of the update scheme do
            not name every node once.
    """

    network: Network
    perturbation: Perturbation = field(default_factory=Perturbation)
    environment: Environment = field(default_factory=Environment)
    inputs: str | None = None
    settings: Mapping[str, bool | None] = field(default_factory=dict)
    update: UpdateScheme = ASYNCHRONOUS
    phenotypes: Sequence[Phenotype] = ()

    def __post_init__(self) -> None:
        if self.inputs not in (None, "0", "1", "free"):
            raise ValueError(f"inputs must be 0, 1 or free, not {self.inputs!r}")
        self.update.check(self.network)
        _ = self.perturbed, self.held, self.conditions

    @cached_property
    def perturbed(self) -> Network:
        """The network in which the perturbation holds."""
        if not self.perturbation:
            return self.network
        return self.network.with_perturbation(self.perturbation)

    @cached_property
    def held_inputs(self) -> dict[str, bool]:
        """The value of every input that is not free, perturbed ones left out."""
        environment = self.environment
        if self.inputs is not None:
            others = None if self.inputs == "free" else self.inputs == "1"
            environment = Environment(environment.inputs, environment.name, others)
        values: dict[str, bool | None] = dict(environment.settle(self.network))
        inputs = set(self.network.inputs)
        for name, value in self.settings.items():
            if name not in self.network.index:
                raise UnknownNodeError(name, suggest(name, self.network.names))
            if name not in inputs:
                raise InputError(
                    f'"{name}" is not an input: its rule decides its value; hold it with '
                    f"--knockout {name} or --overexpress {name} instead"
                )
            values[name] = value
        perturbed = self._perturbed_nodes
        return {
            name: values[name] is True
            for name in self.network.inputs
            if values.get(name) is not None and name not in perturbed
        }

    @property
    def _perturbed_nodes(self) -> set[str]:
        """What is held, and whose rule is another: an input that no longer sees itself is none."""
        held = {name for name, _ in self.perturbation.nodes}
        return held | {target for _, target, _ in self.perturbation.regulations}

    @cached_property
    def free_inputs(self) -> tuple[str, ...]:
        """The inputs that nothing holds: the answer covers both values of each."""
        perturbed = self._perturbed_nodes
        return tuple(
            name
            for name in self.network.inputs
            if name not in self.held_inputs and name not in perturbed
        )

    @cached_property
    def held(self) -> dict[int, bool]:
        """Everything that is held, by position: inputs and perturbed nodes."""
        values = self.held_inputs | dict(self.perturbation.nodes)
        return {self.network.index[name]: value for name, value in values.items()}

    @cached_property
    def conditions(self) -> dict[str, tuple[int, int]]:
        """Per phenotype, the circuits of its condition and of the negation."""
        found = {}
        for phenotype in self.phenotypes:
            phenotype.check(self.network)
            pair = encode(self.network.circuits, phenotype.condition, self.network.index)
            if pair[0] == FALSE:
                raise ExpressionError(f"the phenotype {phenotype.name} can never hold")
            found[phenotype.name] = pair
        return found

    def with_perturbation(self, perturbation: Perturbation) -> Question:
        """The same question about a perturbed network, sharing everything else."""
        return Question(
            self.network,
            self.perturbation + perturbation,
            self.environment,
            self.inputs,
            self.settings,
            self.update,
            self.phenotypes,
        )
