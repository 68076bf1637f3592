"""A screen as work in chunks, which any process can compute from the text of the rules alone.

A chunk is some experiments in all environments. Its bytes depend on the screen and its number
only: each is computed from the baselines on, with whatever other chunks left forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import boolnet
from boolnet.analysis.screen import Screen, Screener
from boolnet.analysis.screen_lines import write_line
from boolnet.analysis.screen_row import ScreenRow
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import parse_network
from boolnet.network.build import IGNORABLE
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation_set import Combinations, Listed, PerturbationSet
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy
from boolnet.runs.work import Chunk, Stopped

# Experiments of a chunk, unless said otherwise: seconds at most, and a thousandth of a second of
# overhead; of pairs each process first computes the single ones, whatever their number. An eighth
# of them where inputs are free: these take longer.
FEW, MANY = 128, 1024


class ScreenWork:
    """The rows of a screen, some experiments a chunk.

    Args:
        screen: What is asked.
        together: Experiments of a chunk. Where a search ends at its budget, rows may depend on
            it.

    Attributes:
        stop: Asked for each row whether to stop; for who computes in its own process.

    Raises:
        InputError: A single experiment does not fit the network.
        FormatError: A name of a node cannot be written into a file.
    """

    def __init__(self, screen: Screen, together: int | None = None) -> None:
        free = any(question.settings_count > 1 for question in screen.questions)
        self.together = together or (MANY if screen.has_pairs else FEW) // (8 if free else 1)
        self.stop: Callable[[], bool] | None = None
        self._plan = _Plan.of(screen)
        self._screener: Screener | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_screener": None, "stop": None}

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return -(-(1 + len(self._plan.experiments)) // self.together)

    def describe(self) -> Mapping[str, object]:
        """Everything that decides the rows."""
        return {**self._plan.describe(), "together": self.together}

    def compute(self, chunk: int) -> Chunk:
        """The rows of one chunk, as lines (see `boolnet.analysis.screen_lines`)."""
        if self._screener is None:
            self._screener = Screener(self._plan.build())
        start = chunk * self.together
        self._screener.rewind()
        rows = []
        for row in self._screener.iter_rows(start, start + self.together):
            rows.append(row)
            if self.stop is not None and self.stop():
                raise Stopped
        return Chunk(
            "".join(map(write_line, rows)).encode(),
            len(rows),
            sum(self._is_hit(row) for row in rows),
            sum(row.coverage != "complete" for row in rows),
        )

    def _is_hit(self, row: ScreenRow) -> bool:
        """Whether an experiment changes a phenotype, or an attractor where none is asked for."""
        assert self._screener is not None
        if not row.phenotypes:
            return bool(row.lost or row.gained)
        return row.phenotypes != self._screener.shown_without(row.environment)


@dataclass(frozen=True)
class _Plan:
    """A `Screen` in plain texts and values, which travel."""

    rules: str
    title: str
    digest: str
    ladders: tuple[tuple[str, ...], ...]
    readouts: tuple[str, ...]
    phenotypes: tuple[tuple[str, str], ...]
    experiments: PerturbationSet
    environments: tuple[Environment, ...]
    screen: Mapping[str, Any]

    @classmethod
    def of(cls, screen: Screen) -> _Plan:
        network, start = screen.network, screen.start
        return cls(
            write_bnet(network, annotations=False),
            network.title,
            network.digest,
            network.ladders,
            network.readouts,
            tuple((phenotype.name, phenotype.text) for phenotype in screen.phenotypes),
            screen.experiments,
            tuple(replace(each, title="", titles={}) for each in screen.environments),
            {
                "background": screen.background,
                "inputs": screen.inputs,
                "settings": dict(screen.settings),
                "update": screen.update,
                "start": dict(start) if isinstance(start, Mapping) else start,
                "work": screen.work,
                "listed": screen.listed,
                "seconds": screen.seconds,
                "means": screen.means,
            },
        )

    def build(self) -> Screen:
        """The screen again, from the text."""
        read = parse_network(self.rules, ignore=tuple(IGNORABLE))
        network = Network(read.nodes, self.title, self.ladders)
        network.__dict__["readouts"] = self.readouts  # known already, and costly
        return Screen(
            network,
            self.experiments,
            self.environments,
            phenotypes=tuple(
                Phenotype(name, parse_condition(text)) for name, text in self.phenotypes
            ),
            **self.screen,
        )

    def describe(self) -> dict[str, object]:
        """The same as JSON can hold it."""
        options = {
            **self.screen,
            "background": str(self.screen["background"]),
            "update": str(self.screen["update"]),
        }
        return {
            "versions": {
                "boolnet": boolnet.__version__,
                **{name: version(name) for name in ("clingo", "oxidd", "boolean.py")},
            },
            "network": {"title": self.title, "digest": self.digest},
            "options": options,
            "environments": [
                {"name": each.name, "inputs": dict(each.inputs), "others": each.others}
                for each in self.environments
            ],
            "phenotypes": dict(self.phenotypes),
            "experiments": _describe_set(self.experiments),
            "levels": [list(ladder) for ladder in self.ladders],
            "rules": self.rules.splitlines(),
        }


def _describe_set(experiments: PerturbationSet) -> dict[str, object]:
    told: dict[str, object] = {
        "number": len(experiments),
        "parts": [_describe_part(part) for part in experiments.parts],
    }
    if isinstance(experiments, Combinations):
        told["largest"] = experiments.largest
    elif isinstance(experiments, Listed):
        told["listed"] = [list(member) for member in experiments.listed]
    return told


def _describe_part(part: Therapy) -> str | dict[str, object]:
    held = str(part.perturbation)
    if not part.name and not part.inputs:
        return held
    return {"name": part.name, "holds": held, "switches": dict(part.inputs)}
