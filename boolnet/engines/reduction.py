"""Making a network smaller without losing an attractor.

Three steps, all exact under every update scheme used here: *percolation* replaces nodes
whose function became constant, *stripping* sets aside nodes that regulate nothing (they
follow the rest), and *splitting* separates parts that share no node.

A part of a network is a `Part`: the circuits of its free nodes over its free nodes. This
file knows circuits; it does not know about attractors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE, Circuits

Part = dict[int, tuple[int, int]]  # free node -> circuits of its function and its negation
Values = dict[int, bool]


def percolate(circuits: Circuits, part: Part, values: Mapping[int, bool]) -> tuple[Part, Values]:
    """Fix *values* and all that follows from them.

    Returns:
        What is left of *part*, and every node that is now fixed, *values* included.

    Cost:
        Each round touches the functions that mention a node fixed in the round before.
    """
    part = dict(part)
    mentions = circuits.mentions
    settled: Values = {}
    fresh = dict(values)
    for node, (positive, negative) in part.items():
        if node not in fresh and (positive == FALSE or negative == FALSE):
            fresh[node] = negative == FALSE
    while fresh:
        settled |= fresh
        for node in fresh:
            part.pop(node, None)
        mask = sum(1 << node for node in fresh)
        following: Values = {}
        for node, pair in part.items():
            if not mentions(pair) & mask:
                continue
            pair = circuits.restrict(pair[0], fresh), circuits.restrict(pair[1], fresh)
            part[node] = pair
            # Exact circuits are false only as the constant: no other test is needed.
            if FALSE in pair:
                following[node] = pair[1] == FALSE
        fresh = following
    return part, settled


def regulators_in(circuits: Circuits, part: Part) -> dict[int, int]:
    """Per node of *part*, the nodes its function mentions, as bits."""
    mentions = circuits.mentions
    return {node: mentions(pair) for node, pair in part.items()}


def strip(circuits: Circuits, part: Part, keep: Iterable[int] = ()) -> Part:
    """Set aside, again and again, the nodes that regulate nothing, except those in *keep*."""
    mentions = regulators_in(circuits, part)
    counts = dict.fromkeys(part, 0)
    for regulators in mentions.values():
        for node in bits_of(regulators):
            counts[node] += 1
    kept = set(keep)
    waiting = [node for node, count in counts.items() if not count and node not in kept]
    left = dict(part)
    while waiting:
        node = waiting.pop()
        del left[node]
        for regulator in bits_of(mentions[node]):
            counts[regulator] -= 1
            if not counts[regulator] and regulator not in kept:
                waiting.append(regulator)
    return left


def split(circuits: Circuits, part: Part) -> list[Part]:
    """The separate parts of *part*, by their smallest node."""
    neighbours = regulators_in(circuits, part)
    for node, regulators in list(neighbours.items()):
        for regulator in bits_of(regulators):
            neighbours[regulator] |= 1 << node
    pieces = []
    left = dict.fromkeys(sorted(part))
    while left:
        seed = next(iter(left))
        found = 1 << seed
        frontier = found
        while frontier:
            reached = 0
            for node in bits_of(frontier):
                reached |= neighbours[node]
            frontier = reached & ~found
            found |= reached
        members = bits_of(found)
        for node in members:
            del left[node]
        pieces.append({node: part[node] for node in members})
    return pieces


def find_blocks(circuits: Circuits, part: Part) -> list[list[int]]:
    """The strongly connected blocks of *part*, every block after those that regulate it.

    Source:
        R. Tarjan, SIAM J. Comput. 1 (1972) 146-160, doi:10.1137/0201010.
    """
    mentions = {n: bits_of(m) for n, m in regulators_in(circuits, part).items()}
    return strong_components({node: mentions[node] for node in sorted(part)})


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


def find_source_blocks(circuits: Circuits, part: Part) -> list[list[int]]:
    """The blocks that nothing outside them regulates, smallest first."""
    mentions = regulators_in(circuits, part)
    sources = []
    for block in find_blocks(circuits, part):
        members = sum(1 << node for node in block)
        if all(not mentions[node] & ~members for node in block):
            sources.append(block)
    return sorted(sources, key=lambda block: (len(block), block))
