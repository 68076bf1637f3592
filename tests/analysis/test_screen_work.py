"""Chunks: the same rows, whatever was computed before in the same process."""

from __future__ import annotations

import pickle

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boolnet.analysis.screen import Screen, Screener
from boolnet.analysis.screen_lines import read_line
from boolnet.analysis.screen_row import ScreenRow
from boolnet.analysis.screen_work import ScreenWork
from boolnet.dynamics.scheme import ASYNCHRONOUS, GENERAL, MOST_PERMISSIVE, SYNCHRONOUS
from boolnet.logic.expression import symbol
from boolnet.network.perturbation_set import Combinations, list_nodes, list_regulations
from boolnet.network.phenotype import Phenotype
from tests.strategies import networks

SCHEMES = [ASYNCHRONOUS, MOST_PERMISSIVE, GENERAL, SYNCHRONOUS]


def rows_of(work: ScreenWork, chunk: int) -> list[ScreenRow]:
    return [read_line(line) for line in work.compute(chunk).data.splitlines()]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_chunks_make_the_screen_in_any_order_and_from_any_start(data: st.DataObject) -> None:
    network = data.draw(networks(3, 8))
    start = data.draw(st.sampled_from([None, "wildtype"]))
    update = data.draw(st.sampled_from(SCHEMES if start is None else SCHEMES[:2]))
    parts = (*list_nodes(network), *list_regulations(network, [False]))
    screen = Screen(
        network,
        Combinations(parts, data.draw(st.integers(1, 2))),
        update=update,
        phenotypes=(Phenotype("shown", symbol(network.names[0])),),
        start=start,
    )
    together = data.draw(st.integers(2, 9))
    work = pickle.loads(pickle.dumps(ScreenWork(screen, together)))
    numbers = data.draw(st.lists(st.integers(0, work.chunks - 1), min_size=2, max_size=6))
    whole = Screener(screen)

    for chunk in numbers:
        begin = chunk * together
        assert list(whole.iter_rows(begin, begin + together)) == rows_of(work, chunk)
