"""Running a screen: here, in several processes or on a cluster; in memory or in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from boolnet.analysis.attractors import Conditions
from boolnet.analysis.screen import LISTED, WORK, Screen
from boolnet.analysis.screen_columns import Columns, to_flat
from boolnet.analysis.screen_lines import read_line
from boolnet.analysis.screen_row import ScreenRow
from boolnet.analysis.screen_work import ScreenWork
from boolnet.dynamics.scheme import ASYNCHRONOUS, UpdateScheme
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import PerturbationSet, gather
from boolnet.network.therapy import Therapy
from boolnet.runs.execute import Outcome, execute
from boolnet.runs.executors import OpenPool, processes
from boolnet.runs.folder import RunFolder
from boolnet.runs.progress import Progress

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class ScreenResult:
    """What a screen found; iterate over it for the rows, in order.

    Rows are read from where they are kept, again each time, so that a large screen does not have
    to fit into memory.

    Attributes:
        screen: What was asked.
        progress: How many rows there are, how many of them changed something, and how many are
            not proven complete.
    """

    screen: Screen
    progress: Progress
    _outcome: Outcome

    @property
    def is_complete(self) -> bool:
        """Whether every row is there: nobody stopped it."""
        return self._outcome.is_complete

    @property
    def columns(self) -> Columns:
        """The columns of its table."""
        names = tuple(phenotype.name for phenotype in self.screen.phenotypes)
        return Columns(names, self.screen.has_pairs)

    def __iter__(self) -> Iterator[ScreenRow]:
        for data in self._outcome.iter_data():
            for line in data.splitlines():
                yield read_line(line)

    def __len__(self) -> int:
        return self.progress.rows

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a table; its columns are those of the CSV file."""
        import pandas

        columns = self.columns
        return pandas.DataFrame([to_flat(columns, row) for row in self], columns=columns.names)


def screen(
    network: Network,
    experiments: PerturbationSet | Iterable[Therapy | Perturbation],
    environments: Iterable[Environment] = (Environment(),),
    *,
    update: UpdateScheme = ASYNCHRONOUS,
    start: Mapping[str, bool] | str | None = None,
    means: bool = False,
    workers: int = 1,
    folder: str | Path | None = None,
    resume: bool = False,
    work: int = WORK,
    **conditions: Unpack[Conditions],
) -> ScreenResult:
    """Compare many experiments with the network without them.

    Args:
        network: The network.
        experiments: Perturbations and therapies, any iterable of them; or a set, such as
            ``Combinations(list_nodes(network), 2)`` for all pairs.
        environments: The environments in which each is looked at.
        update: The update scheme.
        start: Count only attractors that are reached from here: ``"wildtype"`` for those without
            the experiment, or the values of nodes in the first state.
        means: Whether to work out all means (see `Screen`).
        workers: Processes that compute. With more than one, call this below
            ``if __name__ == "__main__":``.
        folder: Where the rows are kept as they come; without one they are kept in memory.
        resume: Go on with the screen that is in *folder*.
        work: Steps of work for the search of one experiment (see `Budget`).
        conditions: See `Conditions`: the background of all rows (`perturbation`, `inputs`,
            `settings`), the `phenotypes`, and as `limit` up to how many attractors of an
            experiment are matched one by one. The rest is given here.

    Raises:
        InputError: Something does not fit the network, or *folder* holds something else.
        RunError: The folder cannot be written, or a worker was lost again and again.
    """
    if not isinstance(experiments, PerturbationSet):
        experiments = gather(experiments)
    limit = conditions.get("limit")
    asked = Screen(
        network,
        experiments,
        tuple(environments),
        conditions.get("perturbation") or Perturbation(),
        conditions.get("inputs"),
        conditions.get("settings") or {},
        update,
        tuple(conditions.get("phenotypes") or ()),
        start,
        work,
        LISTED if limit is None else limit,
        means=means,
    )
    return run_screen(
        asked, folder=folder, resume=resume, open_pool=processes(workers) if workers > 1 else None
    )


def run_screen(
    screen: Screen,
    *,
    folder: str | Path | None = None,
    resume: bool = False,
    open_pool: OpenPool | None = None,
    together: int | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> ScreenResult:
    """Compute the rows of *screen* that are missing.

    Args:
        screen: What is asked.
        folder: Where the rows are kept as they come; without one they are kept in memory.
        resume: Go on with the screen that is in *folder*.
        open_pool: What computes; this process by default.
        together: Experiments that are computed together.
        watch: Told how far it is.
        stop: Asked now and then whether to stop; what is done is kept.

    Raises:
        InputError: *folder* holds something else.
        RunError: The folder cannot be written, or a worker was lost again and again.
    """
    work = ScreenWork(screen, together)
    if open_pool is None:
        work.stop = stop
    if folder is None:
        outcome = execute(work, None, open_pool, watch=watch, stop=stop)
    else:
        opened = RunFolder.resume(folder, work) if resume else RunFolder.create(folder, work)
        with opened as kept:
            outcome = execute(work, kept, open_pool, watch=watch, stop=stop)
    return ScreenResult(screen, outcome.progress, outcome)
