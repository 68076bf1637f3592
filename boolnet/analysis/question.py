"""What a question is asked about: a network, what is held, and which inputs are free.

Every analysis goes through here, so that the same words mean the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from boolnet.dynamics.scheme import ASYNCHRONOUS, UpdateScheme
from boolnet.errors import ExpressionError, InputError, UnknownNodeError
from boolnet.logic.circuit import FALSE
from boolnet.logic.encoding import encode
from boolnet.network.environment import Environment
from boolnet.network.ladder import complete_levels, format_ladder, order_inputs
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
            not fit, or a level is set without one below it, or a phenotype can never hold, or
            the blocks of the update scheme do not name every node once.
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
    def closed(self) -> Perturbation:
        """The perturbation with the levels that go along with what it names."""
        return self.network.close(self.perturbation)

    @cached_property
    def perturbed(self) -> Network:
        """The network in which the perturbation holds, and free inputs keep to their ladders."""
        network = self.network
        if self.perturbation:
            network = network.with_perturbation(self.perturbation)
        pairs = self.ordered_inputs
        return network.with_ordered_inputs(pairs) if pairs else network

    @cached_property
    def held_inputs(self) -> dict[str, bool]:
        """The value of every input that is not free, perturbed ones left out."""
        environment = self.environment
        if self.inputs is not None:
            others = None if self.inputs == "free" else self.inputs == "1"
            environment = Environment(environment.inputs, environment.name, others)
        values: dict[str, bool | None] = dict(environment.settle(self.network))
        inputs = set(self.network.inputs)
        for name in self.settings:
            if name not in self.network.index:
                raise UnknownNodeError(name, suggest(name, self.network.names))
            if name not in inputs:
                raise InputError(
                    f'"{name}" is not an input: its rule decides its value; hold it with '
                    f"--knockout {name} or --overexpress {name} instead"
                )
        ladders = self.network.ladders
        wanted = {name: value for name, value in self.settings.items() if value is not None}
        values |= {**complete_levels(ladders, wanted), **self.settings}
        perturbed = self._perturbed_nodes
        held = {
            name: values[name] is True
            for name in self.network.inputs
            if values.get(name) is not None and name not in perturbed
        }
        for name, value in complete_levels(ladders, held).items():
            if name in inputs and name not in held and name not in perturbed:
                ladder = next(ladder for ladder in ladders if name in ladder)
                other = next(level for level in ladder if held.get(level) is value)
                raise InputError(
                    f"{name} cannot be free where {other} = {int(value)}: let {other} be free "
                    f"too (levels: {format_ladder(ladder)})"
                )
        return held

    @property
    def _perturbed_nodes(self) -> set[str]:
        """What is held, and whose rule is another: an input that no longer sees itself is none."""
        held = {name for name, _ in self.closed.nodes}
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
    def ordered_inputs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of free inputs of which the second is 1 only where the first is: levels."""
        return order_inputs(self.network.ladders, self.free_inputs)

    @cached_property
    def settings_count(self) -> int:
        """How many settings of the free inputs there are: those that no ladder excludes."""
        # Of k inputs on a ladder, those up to one of them are 1: k + 1 settings.
        ladders = self.network.ladders
        levels = [sum(name in ladder for name in self.free_inputs) for ladder in ladders]
        return prod((k + 1 for k in levels), start=1 << (len(self.free_inputs) - sum(levels)))

    @cached_property
    def held(self) -> dict[int, bool]:
        """Everything that is held, by position: inputs and perturbed nodes."""
        values = self.held_inputs | dict(self.closed.nodes)
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
