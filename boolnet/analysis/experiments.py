"""The single experiments that interventions are made of: which there are, and which may matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from boolnet.analysis.holds import Hold, find_ancestors, find_holds
from boolnet.analysis.question import Question
from boolnet.analysis.wanted import Wanted
from boolnet.logic.bits import bits_of
from boolnet.network.network import Network
from boolnet.network.perturbation_set import list_nodes, list_regulations
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy


def list_experiments(
    question: Question,
    phenotype: Phenotype,
    therapies: Iterable[Therapy] = (),
    *,
    nodes: bool = True,
    regulations: bool = False,
    markers: bool = False,
    only: Collection[str] | None = None,
    exclude: Collection[str] = (),
) -> tuple[Therapy, ...]:
    """All single experiments with a network: its therapies, then holds of nodes and regulations.

    What does the same as one before it is left out: to hold the input that a therapy switches
    is that therapy.

    Args:
        question: The network under conditions.
        phenotype: What they are to change.
        therapies: Named experiments.
        nodes: Whether each node is held at 0 and at 1.
        regulations: Whether each regulation is.
        markers: Whether the nodes that the phenotype reads are held too: that says little.
        only: Names of nodes and therapies, of which alone there are experiments; a regulation
            is one of its target. All when `None`.
        exclude: Names of nodes and therapies, of which there are none. A therapy that switches
            or holds such a node is none either.
    """
    network = question.network
    hidden = set() if markers else set(phenotype.markers)
    found: list[tuple[Therapy, set[str]]] = []
    for therapy in therapies:
        held = {name for name, _ in network.close(therapy.perturbation).nodes}
        targets = {target for _, target, _ in therapy.perturbation.regulations}
        if held & hidden or {*held, *targets, *therapy.inputs} & set(exclude):
            continue
        found.append((therapy, {therapy.name}))
    if nodes:
        for part in list_nodes(network):
            held = {name for name, _ in network.close(part.perturbation).nodes}
            if not held & hidden and not held & set(exclude):
                found.append((part, {part.perturbation.nodes[0][0]}))
    if regulations:
        inputs = set(network.inputs)
        for part in list_regulations(network):
            _, target, _ = part.perturbation.regulations[0]
            if target not in inputs:  # what an input sees of itself is the input
                found.append((part, {target}))
    kept: dict[frozenset[Hold], Therapy] = {}
    for number, (part, names) in enumerate(found):
        if names & set(exclude) or (only is not None and not names & set(only)):
            continue
        kept.setdefault(find_holds(question, part, number), part)
    return tuple(kept.values())


def count_sets(holds: Sequence[frozenset[Hold]], largest: int) -> int:
    """How many sets there are up to a size that hold no single thing at both values."""
    choices: dict[object, int] = {}
    for number, some in enumerate(holds):
        key: object = next(iter(some)).place if len(some) == 1 else frozenset({number})
        choices[key] = choices.get(key, 0) + 1
    counts = [1] + [0] * largest
    for number in choices.values():
        for size in range(largest, 0, -1):
            counts[size] += counts[size - 1] * number
    return sum(counts)


def select_parts(
    questions: Sequence[Question], wanted: Wanted, parts: Sequence[Therapy]
) -> tuple[tuple[Therapy, ...], list[frozenset[Hold]]]:
    """The experiments that may matter, with what they hold.

    What cannot act on the phenotype never belongs to a minimal set, nor does what is so anyway,
    nor what contradicts the conditions.
    """
    network = questions[0].network
    ancestors: set[int] = set()
    for question in questions:
        ancestors |= find_ancestors(question, wanted.phenotype.markers)
    chosen: dict[Therapy, frozenset[Hold]] = {}
    for part in parts:
        holds = find_holds(questions[0], part, len(chosen))
        if part not in chosen and _may_matter(questions, network, holds, ancestors):
            chosen[part] = holds
    return tuple(chosen), list(chosen.values())


def _may_matter(
    questions: Sequence[Question], network: Network, holds: frozenset[Hold], ancestors: set[int]
) -> bool:
    base = questions[0]
    fixed = {network.position(name): value for name, value in base.closed.nodes}
    useful = False
    for hold in holds:
        if hold.place == -1:
            useful = True
        elif isinstance(hold.place, tuple):
            regulator, target = hold.place
            support = bits_of(network.circuits.support(base.perturbed.functions[target][0]))
            useful = useful or (target in ancestors and regulator in support)
        elif hold.place in fixed:
            if fixed[hold.place] != bool(hold.value):
                return False
        else:
            same = all(q.held.get(hold.place) == bool(hold.value) for q in questions)
            useful = useful or (hold.place in ancestors and not same)
    return useful
