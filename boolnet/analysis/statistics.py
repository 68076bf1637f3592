"""Networks in numbers, for comparing models and collections of models.

The classes of functions, bias and sensitivity are defined in `boolnet.logic.classes`, with
their sources. Inputs and constants have no part in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from boolnet.engines.reduction import strong_components
from boolnet.errors import UnsupportedError
from boolnet.logic.classes import Classes, classify
from boolnet.logic.diagram import FALSE, TRUE, build_diagram
from boolnet.network.checks.evidence import count_regulations, without_evidence
from boolnet.network.loops import LoopCount, count_loops
from boolnet.network.network import Network

LIMIT = 60_000  # nodes of a diagram up to which a rule is classified, those on the way included


@dataclass(frozen=True)
class Tally:
    """How many rules are of a kind, among those that could be told.

    Attributes:
        count: How many are.
        of: How many could be told.
    """

    count: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """The share; `None` where none could be told."""
        return Fraction(self.count, self.of) if self.of else None


@dataclass(frozen=True)
class Statistics:
    """A network in numbers.

    Attributes:
        title: The network's title.
        nodes: How many nodes there are.
        inputs: How many of them are inputs.
        constants: How many have a constant function.
        readouts: How many regulate nothing but themselves.
        signs: How many regulations there are of each sign: ``+``, ``-``, ``±``, ``0`` (written,
            without effect) and ``?`` (too entangled). Inputs do not count as regulated.
        regulators: Per rule that is no input, the number of regulators with an effect.
        sizes: Per rule that is no input, how many names it mentions, each as often as it does.
        classified: How many rules could be classified.
        unclassified: How many were too entangled.
        unate: See `boolnet.logic.classes`; so for the next three.
        canalising: The share is among all rules, those of one regulator included.
        nested: Nested canalising.
        threshold: Told up to eight regulators.
        bias: The mean over the classified rules; `None` without any.
        sensitivity: The mean of the average sensitivities.
        blocks: The sizes of the strongly connected components that have a loop, largest first.
        loops: The feedback loops, counted up to a bound.
        supported: How many regulations have evidence, of those that want it.
    """

    title: str
    nodes: int
    inputs: int
    constants: int
    readouts: int
    signs: dict[str, int]
    regulators: tuple[int, ...]
    sizes: tuple[int, ...]
    classified: int
    unclassified: int
    unate: Tally
    canalising: Tally
    nested: Tally
    threshold: Tally
    bias: Fraction | None
    sensitivity: Fraction | None
    blocks: tuple[int, ...]
    loops: LoopCount
    supported: Tally

    @property
    def regulations(self) -> int:
        """How many regulations there are, those without effect included."""
        return sum(self.signs.values())


def compute_statistics(network: Network) -> Statistics:
    """Count what there is in *network*.

    Raises:
        UnsupportedError: A rule is too entangled for the influence graph.

    Cost:
        That of the influence graph; bounded for each rule, and for the loops.
    """
    graph = network.influence
    ruled = [node for node in network.nodes if not node.is_input]
    inputs = {node.name for node in network.nodes if node.is_input}
    signs = dict.fromkeys(("+", "-", "±", "0", "?"), 0)
    for regulation in graph.regulations:
        if regulation.target not in inputs:
            signs[regulation.sign] += 1
    found: list[Classes] = []
    unclassified = constants = 0
    for node in ruled:
        try:
            gate = network.functions[network.index[node.name]][0]
            diagrams, root = build_diagram(network.circuits, gate, network.names, LIMIT)
            if root in (FALSE, TRUE):
                constants += 1
            else:
                known = {r.regulator: r.sign for r in graph.into(node.name)}
                found.append(classify(diagrams, root, known))
        except UnsupportedError:
            unclassified += 1
    told = [c.threshold for c in found if c.threshold is not None]
    regulations = count_regulations(network)
    return Statistics(
        network.title,
        len(network),
        len(inputs),
        constants,
        len(network.readouts),
        signs,
        tuple(sum(r.essential for r in graph.into(node.name)) for node in ruled),
        tuple(node.function.mentions for node in ruled),
        len(found),
        unclassified,
        Tally(sum(c.unate for c in found), len(found)),
        Tally(sum(c.canalising for c in found), len(found)),
        Tally(sum(c.nested for c in found), len(found)),
        Tally(sum(told), len(told)),
        _mean(c.bias for c in found),
        _mean(c.sensitivity for c in found),
        _blocks(network),
        count_loops(graph, inputs),
        Tally(regulations - len(without_evidence(network)), regulations),
    )


def _mean(values: Iterable[Fraction]) -> Fraction | None:
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed) if listed else None


def _blocks(network: Network) -> tuple[int, ...]:
    """Components of more than one node, or of one that regulates itself and is no input."""
    graph, index = network.influence, network.index
    into = {
        index[name]: [index[r.regulator] for r in graph.into(name) if r.essential]
        for name in network.names
    }
    sizes = [
        len(block)
        for block in strong_components(into)
        if len(block) > 1 or (block[0] in into[block[0]] and not network.nodes[block[0]].is_input)
    ]
    return tuple(sorted(sizes, reverse=True))
