"""What stands out in a screen: counted and ranked row by row, so that no screen is too large."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from boolnet.analysis.epistasis import Kind
from boolnet.analysis.screen_row import ScreenRow, Shown

TOP = 20  # hits that are kept of each phenotype
PAIRS = 5  # examples that are kept of each class of pairs
NOTES = 3  # examples that are kept of each kind of note
_MOST_SINGLES = 100_000  # single experiments that are remembered for their combinations
_UNSEEN = Shown("unknown")
_NUMBER = re.compile(r"\d[\d,]*")
_WORDS = {"no": 0.0, "some": 0.5, "every": 1.0}

Key = tuple[float, int, int, str, int]  # how good a hit is, the best first


@dataclass(frozen=True)
class Hit:
    """An experiment that stands out for a phenotype.

    Attributes:
        row: Its row, the first of several.
        environments: Where it does the same.
        before: How far the phenotype is shown without the experiment.
        after: How far with it.
        alone: For a pair, how far with each of its single experiments; empty for others.
    """

    row: ScreenRow
    environments: tuple[str, ...]
    before: Shown
    after: Shown
    alone: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class PairClass:
    """The pairs of one class of epistasis.

    Attributes:
        kind: The class, without the name of the experiment that prevails.
        number: How many pairs there are, counted in each environment.
        examples: Those with the greatest effects, of the pair or of its singles.
    """

    kind: str
    number: int
    examples: tuple[Hit, ...]


@dataclass(frozen=True)
class PhenotypeSummary:
    """What a screen does to one phenotype.

    Attributes:
        name: The phenotype.
        baselines: How far it is shown without an experiment, by environment.
        number: How many experiments change it; one that does this in one environment and that
            in another counts twice.
        hits: The best of them.
        forced: How many of the others hold a node that the phenotype reads.
        no_more: How many of the others are combinations that do no more than one of their
            single experiments.
        pairs: The classes of pairs in which the singles let one expect something else.
    """

    name: str
    baselines: dict[str, Shown]
    number: int
    hits: tuple[Hit, ...]
    forced: int
    no_more: int
    pairs: tuple[PairClass, ...]


@dataclass(frozen=True)
class ScreenSummary:
    """What stands out in a screen.

    Attributes:
        rows: How many rows there are, without the baselines.
        sizes: How many experiments of each size.
        unchanged: Rows that certainly differ in nothing from their baseline.
        open: Rows that differ in nothing that was found, but a search was not complete, or
            there are too many attractors to match them.
        incomplete: Rows whose own search was not complete.
        phenotypes: What it does to each.
        map_rows: The single experiments with the greatest effects, each with its rows in
            all environments, in the order of `environments`.
        environments: Their names.
        baselines: The rows of the baselines, in the same order.
        notes: Per code of a note, the number of experiments and a row of the first of them.
        settled: What settled how many rows, in the order of their number.
    """

    rows: int
    sizes: dict[int, int]
    unchanged: int
    open: int
    incomplete: int
    phenotypes: tuple[PhenotypeSummary, ...]
    map_rows: tuple[tuple[ScreenRow, ...], ...]
    environments: tuple[str, ...]
    baselines: tuple[ScreenRow, ...]
    notes: dict[str, tuple[int, tuple[ScreenRow, ...]]]
    settled: tuple[tuple[str, int], ...]


def summarise(
    rows: Iterable[ScreenRow], phenotypes: Sequence[str], top: int = TOP
) -> ScreenSummary:
    """Read *rows* once and keep what stands out.

    Args:
        rows: The rows of a screen, in its order: the baselines first.
        phenotypes: The names of its phenotypes.
        top: How many hits to keep of each phenotype.

    Raises:
        ValueError: A row comes before the baseline of its environment.

    Cost:
        Linear in the rows; memory for `top` hits per phenotype and for the single
        experiments that have an effect.
    """
    collector = _Collector(phenotypes, top)
    for _, group in groupby(rows, key=lambda row: row.number):
        collector.add(tuple(group))
    return collector.finish()


@dataclass
class _Best:
    """The best of many rows."""

    most: int
    number: int = 0
    kept: list[tuple[Key, Hit]] = field(default_factory=list)

    def add(self, key: Key, hit: Hit) -> None:
        self.number += 1
        if len(self.kept) < self.most or key < self.kept[-1][0]:
            insort(self.kept, (key, hit), key=lambda pair: pair[0])
            del self.kept[self.most :]

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(hit for _, hit in self.kept)


class _Collector:
    def __init__(self, phenotypes: Sequence[str], top: int) -> None:
        self.phenotypes = tuple(phenotypes)
        self.top = top
        self.rows = self.unchanged = self.open = self.incomplete = 0
        self.sizes: Counter[int] = Counter()
        self.baselines: dict[str, ScreenRow] = {}
        self.hits = [_Best(top) for _ in phenotypes]
        self.forced = [0 for _ in phenotypes]
        self.no_more = [0 for _ in phenotypes]
        self.pairs: list[dict[str, _Best]] = [{} for _ in phenotypes]
        self.singles: dict[tuple[str, int | str], tuple[Shown, ...]] = {}
        self.map: list[tuple[Key, tuple[ScreenRow, ...]]] = []
        self.notes: dict[str, tuple[int, tuple[ScreenRow, ...]]] = {}
        self.settled: Counter[str] = Counter()

    def add(self, group: tuple[ScreenRow, ...]) -> None:
        """Take the rows of one experiment in all environments."""
        if group[0].number == 0:
            self.baselines |= {row.environment: row for row in group}
            return
        self.sizes[group[0].size] += 1
        self._add_notes(group)
        total = 0.0
        changed: list[tuple[ScreenRow, tuple[float, ...]]] = []
        for row in group:
            effects = self._count(row)
            if row.epistasis:
                self._add_pair(row, effects)
            if effects is not None:
                changed.append((row, effects))
            if row.size == 1 and len(self.singles) < _MOST_SINGLES:
                self.singles[row.environment, _parts_of(row)[0]] = row.phenotypes
        for place in range(len(self.phenotypes)):
            if any(effects[place] for _, effects in changed):
                total += self._add_hits(place, changed)
        if group[0].size == 1 and total:
            key = _key(group[0], total)
            if len(self.map) < self.top or key < self.map[-1][0]:
                insort(self.map, (key, group), key=lambda pair: pair[0])
                del self.map[self.top :]

    def _count(self, row: ScreenRow) -> tuple[float, ...] | None:
        """Count a row; returns the change of each phenotype, `None` for no change at all."""
        baseline = self.baselines.get(row.environment)
        if baseline is None:
            raise ValueError(f"row {row.number} comes before its baseline")
        self.rows += 1
        self.incomplete += row.coverage != "complete"
        self.settled[row.settled] += 1
        if row.phenotypes == baseline.phenotypes:
            if not row.changes and not row.lost and not row.gained:
                complete = row.coverage == baseline.coverage == "complete"
                if complete and row.attractors != baseline.attractors:
                    return None  # too many to match, and not as many
                sure = complete and row.kept is not None
                self.unchanged += sure
                self.open += not sure
            return None
        pairs = zip(baseline.phenotypes, row.phenotypes, strict=True)
        return tuple(_effect(before, after) for before, after in pairs)

    def _alone(self, row: ScreenRow, place: int) -> tuple[Shown, ...]:
        """A phenotype with each single experiment of a combination, where there was one."""
        if row.size < 2:
            return ()
        keys = [(row.environment, part) for part in _parts_of(row)]
        return tuple(self.singles[key][place] if key in self.singles else _UNSEEN for key in keys)

    def _add_hits(self, place: int, changed: list[tuple[ScreenRow, tuple[float, ...]]]) -> float:
        """Take what an experiment does to a phenotype; returns how much that is in all."""
        hits: dict[tuple[Shown, Shown], list[ScreenRow]] = {}
        total, sizes = 0.0, {}
        for row, effects in changed:
            effect = effects[place]
            if not effect:
                continue
            before = self.baselines[row.environment].phenotypes[place]
            alone = [_effect(before, part) for part in self._alone(row, place)]
            if self._is_forced(row, place):
                self.forced[place] += 1
            elif any(part * effect >= effect * effect for part in alone):
                self.no_more[place] += 1
            else:
                total += abs(effect)
                hits.setdefault((before, row.phenotypes[place]), []).append(row)
                sizes[before, row.phenotypes[place]] = abs(effect)
        for (before, after), rows in hits.items():
            key = _key(rows[0], sizes[before, after], len(rows))
            names = tuple(row.environment for row in rows)
            self.hits[place].add(key, Hit(rows[0], names, before, after))
        return total

    def _is_forced(self, row: ScreenRow, place: int) -> bool:
        start = f"BN609: {self.phenotypes[place]} reads "
        return any(note.startswith(start) for note in row.notes)

    def _add_pair(self, row: ScreenRow, effects: tuple[float, ...] | None) -> None:
        wild = self.baselines[row.environment].phenotypes
        for place, told in enumerate(row.epistasis):
            kind = _surprise(told)
            if kind and not self._is_forced(row, place):
                alone = self._alone(row, place)
                sizes = [abs(_effect(wild[place], each)) for each in alone]
                best = self.pairs[place].setdefault(kind, _Best(PAIRS))
                hit = Hit(row, (row.environment,), wild[place], row.phenotypes[place], alone)
                best.add(_key(row, max(*sizes, abs(effects[place]) if effects else 0.0)), hit)

    def _add_notes(self, group: tuple[ScreenRow, ...]) -> None:
        noted: dict[str, ScreenRow] = {}
        for row in group:
            for note in row.notes:
                noted.setdefault(note.split(":")[0], row)
        for code, row in noted.items():
            number, examples = self.notes.get(code, (0, ()))
            examples = (*examples, row) if len(examples) < NOTES else examples
            self.notes[code] = number + 1, examples

    def finish(self) -> ScreenSummary:
        phenotypes = []
        for place, name in enumerate(self.phenotypes):
            hits, pairs = self.hits[place], self.pairs[place]
            number = hits.number + self.forced[place] + self.no_more[place]
            classes = tuple(
                PairClass(kind.value, pairs[kind.value].number, pairs[kind.value].hits)
                for kind in Kind
                if kind.value in pairs
            )
            baselines = {env: row.phenotypes[place] for env, row in self.baselines.items()}
            phenotypes.append(
                PhenotypeSummary(
                    name,
                    baselines,
                    number,
                    hits.hits,
                    self.forced[place],
                    self.no_more[place],
                    classes,
                )
            )
        return ScreenSummary(
            self.rows,
            dict(sorted(self.sizes.items())),
            self.unchanged,
            self.open,
            self.incomplete,
            tuple(phenotypes),
            tuple(group for _, group in self.map),
            tuple(self.baselines),
            tuple(self.baselines.values()),
            dict(sorted(self.notes.items())),
            _merge(self.settled),
        )


def _parts_of(row: ScreenRow) -> Sequence[int | str]:
    """What a row is made of: places, or texts where it was read from a table."""
    return row.members or row.perturbation.split(" + ")


@lru_cache(maxsize=10_000)
def _surprise(told: str) -> str:
    """The class of ``rescue by TNF=0``; empty for one that is to be expected."""
    kind = Kind(told.split(" by ")[0])
    return kind.value if kind.surprising else ""


def _key(row: ScreenRow, effect: float, environments: int = 1) -> Key:
    return -effect, row.size, -environments, row.perturbation, row.number


def _effect(before: Shown, after: Shown) -> float:
    if before == after:
        return 0.0
    if before.mean is not None and after.mean is not None:
        return float(after.mean - before.mean)
    if "unknown" in (before.words, after.words):
        return 0.0
    return _WORDS[after.words] - _WORDS[before.words]


def _merge(settled: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Texts that differ in a number alone become one: ``search of up to 37 nodes``."""
    groups: dict[str, list[str]] = {}
    for text in settled:
        groups.setdefault(_NUMBER.sub("#", text), []).append(text)
    merged: Counter[str] = Counter()
    for texts in groups.values():
        told = max(texts, key=_largest_number)
        if len(texts) > 1:
            told = _NUMBER.sub(lambda found: f"up to {found[0]}", told, count=1)
        merged[told] += sum(settled[text] for text in texts)
    return tuple(merged.most_common())


def _largest_number(text: str) -> int:
    return max((int(found.replace(",", "")) for found in _NUMBER.findall(text)), default=0)
