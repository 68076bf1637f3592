"""Networks: named nodes, each with the function that decides its next value.

A `Network` is frozen. What can be derived from its functions (inputs, influence graph,
circuits, digest) is computed once, when it is first asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from boolnet.errors import PerturbationError, UnknownNodeError, UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.circuit import FALSE, TRUE, Circuits
from boolnet.logic.table import compute_digest
from boolnet.network.evidence import About, Evidence
from boolnet.network.function import UpdateFunction
from boolnet.network.influence import InfluenceGraph, build_influence_graph, find_readouts
from boolnet.network.ladder import Ladder, close_perturbation, validate_ladders
from boolnet.network.names import suggest
from boolnet.network.perturbation import Perturbation

_UNKNOWN = About()


@dataclass(frozen=True, eq=False)
class Node:
    """A component of a network.

    Attributes:
        name: Any text without control characters; unique in its network.
        function: What decides its next value. An input has itself.
        about: What it is.
        evidence: What is reported about its regulations, in the order of the file.
    """

    name: str
    function: UpdateFunction
    about: About = _UNKNOWN
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_input(self) -> bool:
        """Whether the rule is the node itself, so that it keeps the value it starts with."""
        return self.function.copied == self.name


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and their update functions; two networks are equal when their digests are.

    Attributes:
        nodes: The nodes, in the order of their rules.
        title: A name for people; not part of equality.
        ladders: Nodes that are levels of one thing, the lowest first: each includes the one
            before it. No node is in two. Not part of equality.
        base: The network that this one is a perturbed copy of. Copies share the circuits
            of their base, so that what a perturbation does not touch is not built again.

    Raises:
        ValueError: Two nodes have one name, or a rule mentions a name that is no node, or a
            ladder does.
    """

    nodes: tuple[Node, ...]
    title: str = ""
    ladders: tuple[Ladder, ...] = ()
    base: Network | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if len(self.index) != len(self.nodes):
            raise ValueError("two nodes have the same name")
        index = self.index
        for node in self.nodes:
            for name in node.function.regulators:
                if name not in index:
                    raise ValueError(f"the rule of {node.name} mentions {name}, which is no node")
        validate_ladders(self.ladders, index)

    @classmethod
    def of(
        cls,
        rules: Mapping[str, ex.Expression],
        title: str = "",
        *,
        ladders: tuple[Ladder, ...] = (),
    ) -> Network:
        """Build a network from a rule per node."""
        nodes = tuple(Node(name, UpdateFunction(rule)) for name, rule in rules.items())
        return cls(nodes, title, ladders=ladders)

    # -- names -------------------------------------------------------------------

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The node names, in network order."""
        return tuple(node.name for node in self.nodes)

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each name in network order."""
        return {node.name: position for position, node in enumerate(self.nodes)}

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The nodes whose rule is themselves."""
        return tuple(node.name for node in self.nodes if node.is_input)

    def position(self, name: str) -> int:
        """The position of *name* in network order.

        Raises:
            UnknownNodeError: There is no such node; close names are offered.
        """
        try:
            return self.index[name]
        except KeyError:
            raise UnknownNodeError(name, suggest(name, self.names)) from None

    def rule(self, name: str) -> ex.Expression:
        """The rule of the node *name*."""
        return self.nodes[self.position(name)].function.expression

    def __len__(self) -> int:
        return len(self.nodes)

    def __repr__(self) -> str:
        return f"<Network {self.title or 'untitled'}: {len(self)} nodes>"

    # -- functions ---------------------------------------------------------------

    @cached_property
    def circuits(self) -> Circuits:
        """The gates of this network's functions and of those of its perturbed copies.

        They have one variable more than there are nodes: see `probe`.
        """
        return Circuits(len(self.nodes) + 1) if self.base is None else self.base.circuits

    @property
    def probe(self) -> int:
        """The variable behind the last node: engines use it for a condition to watch."""
        return len(self.nodes)

    @cached_property
    def functions(self) -> tuple[tuple[int, int], ...]:
        """Per node, the exact circuits of its function and of the negation.

        Raises:
            UnsupportedError: A rule is too entangled; the message names the node.
        """
        known = self.base.functions if self.base is not None else None
        pairs = []
        for position, node in enumerate(self.nodes):
            if known is not None and self.base is not None:
                if node.function is self.base.nodes[position].function:
                    pairs.append(known[position])
                    continue
            try:
                pairs.append(node.function.encode(self.circuits, self.index))
            except UnsupportedError as error:
                raise UnsupportedError(f"the rule of {node.name}: {error}") from None
        return tuple(pairs)

    def next_value(self, position: int, state: int) -> bool:
        """The value of a node's function in *state* (bit ``i`` is node ``i``).

        The obvious way, straight from the rule: everything faster is compared with it.
        """
        node = self.nodes[position]
        values = {name: bool(state >> self.index[name] & 1) for name in node.function.regulators}
        return ex.evaluate(node.function.expression, values)

    @cached_property
    def influence(self) -> InfluenceGraph:
        """Who regulates whom, with sign, essentiality and witnesses of each regulation."""
        regulators = [node.function.regulators for node in self.nodes]
        return build_influence_graph(self.names, self.circuits, self.functions, regulators)

    @cached_property
    def readouts(self) -> tuple[str, ...]:
        """The nodes that regulate nothing but themselves."""
        return find_readouts(self.names, self.circuits, self.functions)

    @cached_property
    def digest(self) -> str:
        """A digest of the functions, in alphabetical order of the nodes.

        It does not depend on the order or spelling of the rules, nor on regulators without
        effect (see `boolnet.logic.table.compute_digest` for the one exception).
        """
        lines = []
        for name, (positive, negative) in sorted(zip(self.names, self.functions, strict=True)):
            digest = compute_digest(self.circuits, positive, negative, self.names)
            lines.append(f"{name!r} {digest}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    # -- copies ------------------------------------------------------------------

    def close(self, perturbation: Perturbation) -> Perturbation:
        """What *perturbation* holds here: with a node go the levels above or below it.

        Raises:
            PerturbationError: It holds a level at 1 and one below it at 0.
        """
        return close_perturbation(perturbation, self.ladders)

    def with_perturbation(self, perturbation: Perturbation) -> Network:
        """The network in which *perturbation* holds; this one is left unchanged.

        A held node keeps its name and gets a constant rule, and so do the levels that go along
        with it (see `close`). A held regulation is replaced by its value in the rule of its
        target only.

        Raises:
            UnknownNodeError: The perturbation names something that is no node.
            PerturbationError: It holds a regulation that does not exist, or contradicts a
                ladder.
        """
        perturbation = self.close(perturbation)
        functions = {}
        seen: dict[str, dict[str, bool]] = {}
        for regulator, target, value in perturbation.regulations:
            self.position(regulator)
            rule = self.nodes[self.position(target)].function
            if regulator not in rule.regulators:
                raise PerturbationError(f"the rule of {target} does not mention {regulator}")
            seen.setdefault(target, {})[regulator] = value
        for target, values in seen.items():
            functions[target] = UpdateFunction(ex.substitute(self.rule(target), values))
        for name, value in perturbation.nodes:
            self.position(name)
            functions[name] = UpdateFunction(ex.TRUE if value else ex.FALSE)
        return self._with_functions(functions)

    def with_rule(self, name: str, rule: ex.Expression) -> Network:
        """The network in which the node *name* has another rule; this one is left unchanged.

        Raises:
            UnknownNodeError: There is no such node.
            ValueError: The rule mentions a name that is no node.
        """
        self.position(name)
        return self._with_functions({name: UpdateFunction(rule)})

    def with_ordered_inputs(self, pairs: Iterable[tuple[str, str]]) -> Network:
        """The network in which the second input of each pair is 0 where the first is.

        A setting that breaks a ladder then has no attractor, and every other one keeps its own.
        """
        return self._with_functions(
            {
                upper: UpdateFunction(ex.conjunction([ex.symbol(upper), ex.symbol(lower)]))
                for lower, upper in pairs
            }
        )

    def _with_functions(self, functions: Mapping[str, UpdateFunction]) -> Network:
        nodes = tuple(
            replace(node, function=functions[node.name]) if node.name in functions else node
            for node in self.nodes
        )
        return Network(nodes, self.title, self.ladders, base=self.base or self)

    def constants(self) -> Iterable[tuple[str, bool]]:
        """The nodes whose function is constant, with the value."""
        for name, (positive, _) in zip(self.names, self.functions, strict=True):
            if positive in (FALSE, TRUE):
                yield name, positive == TRUE
