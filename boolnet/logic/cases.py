"""Functions in cases: the shortest conditions under which they are true, and rows of a table."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from boolnet.logic.diagram import FALSE, TRUE, Case, Diagrams


def find_cover(diagrams: Diagrams, root: int, most: int) -> list[Case] | None:
    """The fewest words for *root* that are found without a search: prime, irredundant cases.

    *root* is true exactly where one of them holds; no value can be left out of one, and
    none of them can be left out.

    Args:
        root: The function.
        most: How many cases there may be.

    Returns:
        The cases, shortest first; `None` where there are more than *most*.

    Raises:
        UnsupportedError: The diagrams on the way become too large.

    Cost:
        The algorithm of S. Minato, IEICE Trans. Fundamentals E76-A (1993) 967-973, linear
        in practice in the size of the diagram and the cases.
    """
    found = _run(_cover(diagrams, root, root, most))
    if found is None:
        return None
    cases = [_spell(diagrams, case) for case in found[0]]
    place = diagrams.index
    cases.sort(key=lambda case: (len(case), [(place[n], not v) for n, v in case.items()]))
    return cases


def find_rows(diagrams: Diagrams, root: int, most: int) -> list[tuple[Case, bool]] | None:
    """Disjoint cases that together are all states, each with the value of *root*.

    They are the leaves of a decision tree: at each step the first name one of whose
    values settles everything, else the first name; of the two values first the one that
    settles it, else 0.

    Args:
        root: The function.
        most: How many rows there may be.

    Returns:
        The rows; `None` where there are more than *most*.

    Cost:
        One look at the diagram for each row and, while it is small, for each name.
    """
    rows: list[tuple[Case, bool]] = []
    chosen: dict[int, tuple[str, int, int]] = {}
    stack: list[tuple[int, Case]] = [(root, {})]
    while stack:
        node, case = stack.pop()
        if node <= TRUE:
            rows.append((case, node == TRUE))
            if len(rows) + len(stack) > most:
                return None
            continue
        if node not in chosen:
            chosen[node] = _decision(diagrams, node)
        name, low, high = chosen[node]
        branches = [(low, case | {name: False}), (high, case | {name: True})]
        if high <= TRUE and low > TRUE:
            branches.reverse()
        stack.extend(reversed(branches))
    return rows


def _cover(diagrams: Diagrams, least: int, most_true: int, most: int) -> Generator[Any, Any, Any]:
    """Cases that are true on *least* and false outside *most_true*, and their diagram."""
    if least == FALSE:
        return [], FALSE
    if most_true == TRUE:
        return [()], TRUE
    top = min(diagrams.tops[least], diagrams.tops[most_true])
    low, high = diagrams.halves(least, top)
    low_most, high_most = diagrams.halves(most_true, top)
    off = yield _cover(diagrams, diagrams.without(low, high_most), low_most, most)
    if off is None:
        return None
    on = yield _cover(diagrams, diagrams.without(high, low_most), high_most, most)
    if on is None:
        return None
    rest = diagrams.any_of([diagrams.without(low, off[1]), diagrams.without(high, on[1])])
    both = yield _cover(diagrams, rest, diagrams.all_of([low_most, high_most]), most)
    if both is None or len(off[0]) + len(on[0]) + len(both[0]) > most:
        return None
    cases = [(~top, *case) for case in off[0]] + [(top, *case) for case in on[0]] + both[0]
    return cases, diagrams.any_of([diagrams.node(top, off[1], on[1]), both[1]])


def _spell(diagrams: Diagrams, case: Iterable[int]) -> Case:
    return {diagrams.names[v if v >= 0 else ~v]: v >= 0 for v in case}


def _decision(diagrams: Diagrams, node: int) -> tuple[str, int, int]:
    """The name to decide first below *node*, and what is left for each of its values."""
    names = diagrams.support(node)
    if len(names) * diagrams.size(node) <= _SMALL:
        for name, shares in diagrams.shares_given(node).items():
            if shares[0] in (0, 1) or shares[1] in (0, 1):
                low = diagrams.restrict(node, {name: False})
                return name, low, diagrams.restrict(node, {name: True})
    return names[0], *diagrams.halves(node, diagrams.index[names[0]])


_SMALL = 20_000  # names times nodes up to which the best name is looked for


def _run(task: Generator[Any, Any, Any]) -> Any:
    """The result of *task*, whose parts are tasks that it yields: nothing recurses."""
    stack = [task]
    result: Any = None
    while stack:
        try:
            stack.append(stack[-1].send(result))
            result = None
        except StopIteration as end:
            stack.pop()
            result = end.value
    return result
