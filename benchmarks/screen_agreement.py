"""Rows of large screens, held against fresh searches of the mutants and against biobalm.

    scripts/bench screen-agreement --networks FOLDER [--rows 200]

Of each network some nodes (in turn with regulations) are held in pairs; from stretches of such
a screen rows are taken by chance. The rules of the mutant are written anew as text, and its
attractors searched as those of any network. The exit status is 1 when anything differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import describe_machine
from benchmarks.pages import publish
from benchmarks.programs import PROGRAMS
from benchmarks.rules import hold_inputs, perturb_rules, write_rules
from benchmarks.runner import Server, interruptible, pin
from benchmarks.table import format_table
from benchmarks.workloads import SCREENED, Selection
from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.question import Question
from boolnet.analysis.screen import Screen, Screener
from boolnet.analysis.screen_row import ScreenRow
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS, UpdateScheme
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import parse_network
from boolnet.logic.expression import symbol
from boolnet.network.network import Network
from boolnet.network.perturbation_set import Combinations, list_nodes, list_regulations
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import combine

SCHEMES = (ASYNCHRONOUS, SYNCHRONOUS, MOST_PERMISSIVE)
PARTS = 100  # single experiments of a screen
STRETCH = 64  # experiments in a row, of which a few are taken
TAKEN = 4
PHENOTYPES = 3
IGNORED = ("BN204",)


@dataclass(frozen=True)
class Trial:
    """Some rows of one screen.

    Attributes:
        name: The name of the network.
        rules: Its rules, inputs held.
        update: The update scheme.
        edges: Whether regulations are held, too.
        seed: Decides what is held, and which rows are taken.
    """

    name: str
    rules: dict[str, str]
    update: UpdateScheme
    edges: bool
    seed: int

    def screen(self) -> Screen:
        network = parse_network(write_rules(self.rules), ignore=IGNORED)
        parts = list_nodes(network)
        if self.edges:
            parts += list_regulations(network)
        chosen = random.Random(self.seed).sample(parts, min(PARTS, len(parts)))
        names = dict.fromkeys((*network.influence.readouts, *network.names))
        phenotypes = tuple(Phenotype(name, symbol(name)) for name in list(names)[:PHENOTYPES])
        return Screen(
            network, Combinations(tuple(chosen), 2), update=self.update, phenotypes=phenotypes
        )

    def iter_rows(self, screen: Screen) -> Iterator[ScreenRow]:
        """Some rows of a stretch of the screen, which is computed as a whole."""
        chance = random.Random(self.seed)
        start = chance.randrange(1, max(2, len(screen.experiments) - STRETCH))
        rows = list(Screener(screen).iter_rows(start, start + STRETCH))
        yield from chance.sample(rows, min(TAKEN, len(rows)))

    def mutant(self, screen: Screen, row: ScreenRow) -> str:
        """The rules of the mutant, made of the text alone."""
        parts = screen.experiments.parts
        held = combine(tuple(parts[part] for part in row.members)).perturbation
        return write_rules(perturb_rules(self.rules, held.nodes, held.regulations))


def iter_trials(networks: dict[str, dict[str, str]], rows: int, seed: int) -> Iterator[Trial]:
    """Enough trials for so many rows, over all networks and schemes in turn."""
    names = list(networks)
    for number in range(-(-rows // TAKEN)):
        name = names[number // len(SCHEMES) % len(names)]
        update = SCHEMES[number % len(SCHEMES)]
        yield Trial(name, networks[name], update, number // 2 % 2 == 1, seed + number)


def compare_fresh(screen: Screen, row: ScreenRow, mutant: Network, seconds: float) -> list[str]:
    """What an attractor search of the mutant says otherwise.

    Raises:
        TimeoutError: The search is not complete after so many seconds.
    """
    question = Question(mutant, update=screen.update, phenotypes=screen.phenotypes)
    search = AttractorSearch(question, Budget(seconds))
    report = search.report(limit=0)
    if report.coverage is not Coverage.COMPLETE:
        raise TimeoutError
    fixed = report.counts[AttractorKind.FIXED_POINT]
    if row.coverage != "complete":
        above = row.attractors > report.count
        return [f"at least {row.attractors} attractors, fresh {report.count}"] if above else []
    pairs: dict[str, tuple[object, object]] = {
        "attractors": (row.attractors, report.count),
        "fixed points": (row.fixed_points, fixed),
        "oscillating": (row.oscillating, report.count - fixed),
    }
    for phenotype, shown in zip(screen.phenotypes, row.phenotypes, strict=True):
        told = search.phenotype(phenotype.name)
        if "unknown" not in (told.words, shown.words):
            pairs[phenotype.name] = shown.words, told.words
    return [
        f"{word} {ours}, fresh {theirs}" for word, (ours, theirs) in pairs.items() if ours != theirs
    ]


def compare_biobalm(row: ScreenRow, text: str, server: Server, seconds: float) -> list[str]:
    """What biobalm says otherwise.

    Raises:
        TimeoutError: It does not answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.bnet"
        path.write_text(text, encoding="utf-8")
        task = {"path": str(path), "question": "attractors", "seconds": seconds, "megabytes": 4000}
        found = server.ask(task)
    if found["status"] != "ok":
        raise TimeoutError
    number = found["answer"]["attractors"]
    differs = row.attractors > number or (row.coverage == "complete" and row.attractors < number)
    return [f"attractors {row.attractors}, biobalm {number}"] if differs else []


def run(trials: list[Trial], server: Server | None, seconds: float) -> tuple[str, list[str]]:
    """The table, and what differs."""
    counts: dict[str, Counter[str]] = {}
    differing: list[str] = []
    for number, trial in enumerate(trials, 1):
        print(f"\r[{number}/{len(trials)}] {trial.name:40.40}", end="", file=sys.stderr, flush=True)
        screen = trial.screen()
        label = f"{trial.update}{', with regulations' if trial.edges else ''}"
        seen = counts.setdefault(label, Counter())
        for row in trial.iter_rows(screen):
            seen["rows"] += 1
            seen["complete"] += row.coverage == "complete"
            seen["oscillating"] += row.oscillating > 0
            text = trial.mutant(screen, row)
            found = []
            try:
                mutant = parse_network(text, ignore=IGNORED)
                found += compare_fresh(screen, row, mutant, seconds)
                seen["fresh"] += 1
            except TimeoutError:
                pass
            try:
                if server is not None and trial.update is ASYNCHRONOUS:
                    found += compare_biobalm(row, text, server, seconds)
                    seen["biobalm"] += 1
            except TimeoutError:
                pass
            seen["differ"] += bool(found)
            where = f"{trial.name}, {trial.update}, {row.perturbation}"
            differing += [f"{where}: {words}" for words in found]
    print(file=sys.stderr)
    words = ("rows", "complete", "oscillating", "fresh", "biobalm", "differ")
    total: Counter[str] = sum(counts.values(), Counter())
    table = [
        [name, *(str(seen[w]) for w in words)] for name, seen in [*counts.items(), ("all", total)]
    ]
    return format_table(["pairs of nodes", *words], table), differing


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/bench screen-agreement", description=__doc__.partition("\n\n")[0]
    )
    parser.add_argument("--networks", type=Path, metavar="FOLDER", required=True)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="beginnings of names")
    parser.add_argument("--rows", type=int, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, default=0, help="of the first screen")
    parser.add_argument("--seconds", type=float, default=20, help="for each answer (20)")
    parser.add_argument("--publish", action="store_true", help="put the table into the README")
    options = parser.parse_args()
    selection = Selection(options.networks, tuple(options.only))
    networks = {
        name: hold_inputs(rules)
        for name, rules in selection.published("screen-agreement")
        if len(rules) in SCREENED
    }
    if not networks:
        parser.error("no network of the right size is selected: see --networks and --only")
    pin(None)
    interruptible()
    missing = PROGRAMS["biobalm"].missing
    if missing:
        print(f"biobalm left out: no {missing}", file=sys.stderr)
    server = None if missing else Server("biobalm")
    try:
        trials = list(iter_trials(networks, options.rows, options.seed))
        table, differing = run(trials, server, options.seconds)
    finally:
        if server is not None:
            server.stop()
    page = "\n".join([table, "", *(f"- {words}" for words in differing)]).strip()
    print(page)
    if options.publish:
        command = f"scripts/bench screen-agreement --networks FOLDER --rows {options.rows}"
        command += f" --seconds {options.seconds:g}" if options.seconds != 20 else ""
        command += f" --only {' '.join(options.only)}" if options.only else ""
        facts = ", ".join(f"{label} {fact}" for label, fact in describe_machine().items())
        many = len({trial.name for trial in trials})
        publish("screen-agreement", f"`{command}`: {many} networks ({facts}).\n\n{page}\n")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
