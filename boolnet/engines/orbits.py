"""All cycles of a synchronous map by looking at every state.

What is on a cycle is what is left of all states after enough steps. The image of a set of
states is taken until it can be listed; from there on a step is a table, and the tables of
1, 2, 4, ... steps lead to the states on cycles.

For functions that change with time, a step is a whole period, and an orbit is a sequence of
states that starts at phase 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from boolnet.engines.budget import Budget
from boolnet.engines.maps import StepMap
from boolnet.logic.bits import column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    States: TypeAlias = NDArray[np.uint32]
    Octets: TypeAlias = NDArray[np.uint8]

Orbit = tuple[int, ...]  # the states from phase 0 on, until phase and state return

SMALL = 12  # nodes up to which plain lists beat importing numpy
CHUNK = 1 << 18  # states that are stepped together
WINDOW = 1 << 27  # states of a bitmap with an octet for each, while an image is taken
LISTABLE = 1 << 22  # states that are held in a list


def find_orbits(steps: StepMap, budget: Budget) -> tuple[list[Orbit], bool]:
    """The cycles of a map of up to 32 nodes, ascending, and whether these are all.

    Each starts with its smallest state at phase 0. They are not all, and none is given,
    when the budget is spent or more than `LISTABLE` states lie on cycles.

    Cost:
        ``2^k`` steps for ``k`` nodes, at some 20 ns for each gate of 64 states and as much
        for each node of a state. Memory: an octet for each of up to `WINDOW` states, a bit
        for each of all, and a few lists of `LISTABLE` states.
    """
    if len(steps.nodes) <= SMALL:
        return _find_listed(steps, budget)
    return ArraySteps(steps, budget).find_orbits()


def _find_listed(steps: StepMap, budget: Budget) -> tuple[list[Orbit], bool]:
    tables: dict[tuple[int, ...], list[int]] = {}
    left: set[int] | range = range(1 << len(steps.nodes))
    following: list[list[int]] = []
    for phase in range(steps.period):
        if budget.spent:
            return [], False
        key = steps.roots(phase)
        if key not in tables:
            tables[key] = list_following(steps, phase)
        following.append(tables[key])
    while True:
        image = left
        for table in following:
            if budget.spent:
                return [], False
            image = {table[state] for state in image}
        if len(image) == len(left):
            break
        left = image
    # A map of a finite set onto itself permutes it: all of these are on cycles.
    series = {}
    for start in left:
        states = [start]
        for table in following:
            states.append(table[states[-1]])
        series[start] = states
    return orbits_of(sorted(left), series.__getitem__, budget)


def list_following(steps: StepMap, phase: int) -> list[int]:
    """The state after each state of a small part."""
    width = len(steps.nodes)
    columns = steps.columns([column(j, width) for j in range(width)], phase, 0)
    return [
        sum((bits >> state & 1) << j for j, bits in enumerate(columns))
        for state in range(1 << width)
    ]


def orbits_of(
    recurrent: Sequence[int], series: Callable[[int], Sequence[int]], budget: Budget
) -> tuple[list[Orbit], bool]:
    """Put periods together: *series* gives the states from one phase 0 to the next."""
    orbits: list[Orbit] = []
    seen: set[int] = set()
    for start in recurrent:
        if start in seen:
            continue
        if budget.spent:
            return orbits, False
        orbit: list[int] = []
        state = start
        while state not in seen:
            seen.add(state)
            states = series(state)
            orbit += states[:-1]
            state = states[-1]
        orbits.append(tuple(orbit))
    return orbits, True


@dataclass
class ArraySteps:
    """The steps of a map, on arrays of states.

    Attributes:
        steps: The map.
        budget: Where to look for a stop.
    """

    steps: StepMap
    budget: Budget

    def find_orbits(self) -> tuple[list[Orbit], bool]:
        """The cycles; see the function of that name."""
        import numpy as np

        width = len(self.steps.nodes)
        states: States | None = None
        bitmap: Octets | None = None
        count = 1 << width
        while True:
            before = count
            for phase in range(self.steps.period):
                if states is not None:
                    states = np.unique(self.step(states, phase))
                    count = len(states)
                    continue
                bitmap = self._image(bitmap, phase)
                if bitmap is None or self.budget.spent:
                    return [], False
                count = int(np.bitwise_count(bitmap).sum())
                if count <= LISTABLE:
                    listed = list(_iter_states(bitmap, width))
                    states = np.concatenate(listed)
            if self.budget.spent:
                return [], False
            if states is not None:
                return self._follow(states)
            if count == before:
                return [], False  # all of these are on cycles, and too many to list

    def _follow(self, states: States) -> tuple[list[Orbit], bool]:
        """The orbits inside a sorted list of states that a period does not leave."""
        import numpy as np

        following = self._after_period(states)
        if following is None:
            return [], False
        jump = np.searchsorted(states, following)
        left = np.unique(jump)
        while True:
            landed = np.unique(jump[left])
            if self.budget.spent:
                return [], False
            if len(landed) == len(left):
                break
            left = landed
            jump = jump[jump]
        recurrent = states[left]
        if len(recurrent) * self.steps.period > LISTABLE:
            return [], False
        rows = [recurrent]
        for phase in range(self.steps.period):
            rows.append(self.step(rows[-1], phase))
        table = np.stack(rows, axis=1)
        place = {int(state): row for row, state in enumerate(recurrent)}
        return orbits_of(
            [int(state) for state in recurrent],
            lambda state: [int(s) for s in table[place[state]]],
            self.budget,
        )

    def _after_period(self, states: States) -> States | None:
        for phase in range(self.steps.period):
            if self.budget.spent:
                return None
            states = self.step(states, phase)
        return states

    def _image(self, bitmap: Octets | None, phase: int) -> Octets | None:
        """The states after those of *bitmap*, or after all states when it is `None`."""
        import numpy as np

        width = len(self.steps.nodes)
        size = min(1 << width, WINDOW)
        images = []
        for window in range((1 << width) // size):
            seen = np.zeros(size, dtype=np.bool_)
            for following in self.iter_following(bitmap, phase):
                if self.budget.spent:
                    return None
                if size < 1 << width:
                    inside = following[following // size == window]
                    following = inside - np.uint32(window * size)
                seen[following] = True
            images.append(np.packbits(seen, bitorder="little"))
        return np.concatenate(images)

    def iter_following(self, bitmap: Octets | None, phase: int) -> Iterator[States]:
        """The states after those of *bitmap*, or after all, in chunks; with repetitions."""
        width = len(self.steps.nodes)
        if bitmap is not None:
            for states in _iter_states(bitmap, width):
                yield self.step(states, phase)
            return
        size = min(1 << width, CHUNK)
        low = _low_columns(size)
        for start in range(0, 1 << width, size):
            self.budget.report(f"states {start:,} of {1 << width:,}")
            ones = low[0] | 255
            columns = [low[j] if j < len(low) else ones * (start >> j & 1) for j in range(width)]
            yield _rows(self.steps.columns(columns, phase, low[0] & 0), size)

    def step(self, states: States, phase: int) -> States:
        """One step of each of *states*."""
        import numpy as np

        parts = []
        for start in range(0, len(states), CHUNK):
            chunk = states[start : start + CHUNK]
            columns = _columns(chunk, len(self.steps.nodes))
            parts.append(_rows(self.steps.columns(columns, phase, columns[0] & 0), len(chunk)))
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _low_columns(size: int) -> list[Octets]:
    """The columns of the states 0, 1, ..., *size* - 1."""
    import numpy as np

    return _columns(np.arange(size, dtype="<u4"), size.bit_length() - 1)


def _columns(states: States, width: int) -> list[Octets]:
    """The bits of *states*: per node an array with a bit for each state."""
    import numpy as np

    octets = np.ascontiguousarray(states).view(np.uint8).reshape(-1, 4)
    columns = []
    for j in range(width):
        if not j % 8:
            octet = np.ascontiguousarray(octets[:, j // 8])
        columns.append(np.packbits(octet >> (j % 8) & 1, bitorder="little"))
    return columns


def _rows(columns: Sequence[Octets], count: int) -> States:
    """The states whose bits are *columns*."""
    import numpy as np

    octets = np.zeros((count, 4), dtype=np.uint8)
    for first in range(0, len(columns), 8):
        octet = np.zeros(count, dtype=np.uint8)
        for j, bits in enumerate(columns[first : first + 8]):
            octet |= np.unpackbits(bits, count=count, bitorder="little") << j
        octets[:, first // 8] = octet
    return octets.view("<u4").reshape(-1)


def _iter_states(bitmap: Octets, width: int) -> Iterator[States]:
    """The states of a bitmap, chunk by chunk, ascending."""
    import numpy as np

    size = min(1 << width, CHUNK)
    for start in range(0, 1 << width, size):
        part = bitmap[start // 8 : (start + size) // 8]
        if part.any():
            bits = np.unpackbits(part, bitorder="little")
            yield (np.flatnonzero(bits) + start).astype("<u4")
