"""Making a network smaller without losing an attractor.

Three steps, all exact under every update scheme used here: *percolation* replaces nodes
whose function became constant, *stripping* sets aside nodes that regulate nothing (they
follow the rest), and *splitting* separates parts that share no node.

A part of a network is a `Part`: the circuits of its free nodes over its free nodes. This
file knows circuits; it does not know about attractors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from boolnet.logic.circuit import FALSE, Circuits

Part = dict[int, tuple[int, int]]  # free node -> circuits of its function and its negation
Values = dict[int, bool]
Targets = Mapping[int, list[int]]  # regulator -> the nodes whose functions mention it


def percolate(
    circuits: Circuits, part: Part, values: Mapping[int, bool], targets: Targets | None = None
) -> tuple[Part, Values]:
    """Fix *values* and all that follows from them.

    Args:
        circuits: Where the functions live.
        part: The part.
        values: What is fixed.
        targets: Those of `targets_in`, for who asks about one part again and again.

    Returns:
        What is left of *part*, and every node that is now fixed, *values* included.

    Cost:
        Each function is looked at again when one of its regulators was fixed, and rebuilt
        once at the end if it is left.
    """
    settled: Values = dict(values)
    waiting = list(settled)
    for node, (positive, negative) in part.items():
        if node not in settled and (positive == FALSE or negative == FALSE):
            settled[node] = negative == FALSE
            waiting.append(node)
    if not waiting:
        return dict(part), settled
    targets = targets_in(circuits, part) if targets is None else targets
    touched: set[int] = set()
    possible = circuits.is_possible
    while waiting:
        fresh: dict[int, None] = {}
        for node in waiting:
            for target in targets.get(node, ()):
                if target not in settled:
                    fresh[target] = None
        waiting = []
        for node in fresh:
            positive, negative = part[node]
            if not possible(positive, settled):
                settled[node] = False
            elif not possible(negative, settled):
                settled[node] = True
            else:
                touched.add(node)
                continue
            waiting.append(node)
    left: Part = {}
    for node, pair in part.items():
        if node in settled:
            continue
        if node in touched:
            known = {v: settled[v] for v in circuits.regulators(pair) if v in settled}
            pair = circuits.restrict(pair[0], known), circuits.restrict(pair[1], known)
        left[node] = pair
    return left, settled


def regulators_in(circuits: Circuits, part: Part) -> dict[int, tuple[int, ...]]:
    """Per node of *part*, the nodes its function mentions, ascending."""
    return {node: circuits.regulators(pair) for node, pair in part.items()}


def targets_in(circuits: Circuits, part: Part) -> Targets:
    """Per regulator, the nodes of *part* whose functions mention it."""
    found: dict[int, list[int]] = {}
    for node, pair in part.items():
        for regulator in circuits.regulators(pair):
            found.setdefault(regulator, []).append(node)
    return found


def strip(circuits: Circuits, part: Part, keep: Iterable[int] = ()) -> Part:
    """Set aside, again and again, the nodes that regulate nothing, except those in *keep*."""
    counts = dict.fromkeys(part, 0)
    for pair in part.values():
        for node in circuits.regulators(pair):
            counts[node] += 1
    kept = set(keep)
    waiting = [node for node, count in counts.items() if not count and node not in kept]
    left = dict(part)
    while waiting:
        node = waiting.pop()
        for regulator in circuits.regulators(left.pop(node)):
            counts[regulator] -= 1
            if not counts[regulator] and regulator not in kept:
                waiting.append(regulator)
    return left


def split(circuits: Circuits, part: Part) -> list[Part]:
    """The separate parts of *part*, by their smallest node."""
    neighbours: dict[int, list[int]] = {node: [] for node in part}
    for node, pair in part.items():
        for regulator in circuits.regulators(pair):
            neighbours[node].append(regulator)
            neighbours[regulator].append(node)
    pieces = []
    seen: set[int] = set()
    for seed in sorted(part):
        if seed in seen:
            continue
        seen.add(seed)
        members = [seed]
        for node in members:  # grows as it goes
            for other in neighbours[node]:
                if other not in seen:
                    seen.add(other)
                    members.append(other)
        pieces.append({node: part[node] for node in sorted(members)})
    return pieces


def find_blocks(circuits: Circuits, part: Part) -> list[list[int]]:
    """The strongly connected blocks of *part*, every block after those that regulate it.

    Source:
        R. Tarjan, SIAM J. Comput. 1 (1972) 146-160, doi:10.1137/0201010.
    """
    return strong_components({node: circuits.regulators(part[node]) for node in sorted(part)})


def strong_components(into: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The strongly connected components of a graph given by predecessors, sources first."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    blocks: list[list[int]] = []
    for root in into:
        if root in order:
            continue
        work = [(root, iter(into[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, following = work[-1]
            for other in following:
                if other not in order:
                    order[other] = low[other] = len(order)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(into[other])))
                    break
                if other in on_stack:
                    low[node] = min(low[node], order[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    block = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        block.append(member)
                        if member == node:
                            break
                    blocks.append(sorted(block))
    return blocks


def in_order(circuits: Circuits, part: Part) -> list[int]:
    """The nodes of *part*, those on no cycle after their regulators."""
    into = {
        node: [v for v in circuits.regulators(pair) if v in part and v != node]
        for node, pair in part.items()
    }
    return [node for block in strong_components(into) for node in block]


def find_source_blocks(circuits: Circuits, part: Part) -> list[list[int]]:
    """The blocks that nothing outside them regulates, smallest first."""
    sources = []
    for block in find_blocks(circuits, part):
        members = set(block)
        if all(members.issuperset(circuits.regulators(part[node])) for node in block):
            sources.append(block)
    return sorted(sources, key=lambda block: (len(block), block))
