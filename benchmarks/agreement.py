"""Attractors of random networks, held against brute force or two other programs.

    scripts/bench agreement [--networks 5000] [--resume]

Families are chosen for negative feedback and exclusive or, so that complex attractors, several
attractors in one trap space and attractors in none are common; how common is reported. Up to
fourteen nodes brute force knows the sets of states; for larger ones biobalm and AEON are asked.
boolnet is asked on every route that `tests.routes` can force.
The exit status is 1 when anything differs; the rules are then printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import brute
from benchmarks.families import make_rules
from benchmarks.machine import describe_machine
from benchmarks.pages import publish
from benchmarks.programs import PROGRAMS, Program
from benchmarks.runner import Server, interruptible, pin

OURS = "boolnet, every route"
SMALL = range(6, 13)
LARGE = range(13, 41)
LARGEST = {"chaotic": 20, "parity": 20, "hidden": 11, "dense": 30}  # others come to no end
FAMILIES = ("hidden", "parity", "chaotic", "hidden", "terms", "critical", "hidden", "dense")
LEGEND = """\
*Judged*: brute force or two other programs answered. *Several*: there is more than one attractor;
*complex*: one has more than one state. *Hidden*: an attractor lies in no minimal
trap space; *crowded*: a minimal trap space holds several (both known from brute force only).
*Beyond*: there are more attractors than minimal trap spaces. *In part*: a route of boolnet reached
its time limit. *Differ*: an answer of boolnet or of another program is not that of the others."""
MEGABYTES = 4000
UPDATES = ("asynchronous", "synchronous")
BRUTE_NODES = 14
LISTED_NODES = 11  # up to here every state is compared, above it sizes are


def answer_brute(task: dict[str, Any]) -> dict[str, Any]:
    """All there is to know, from brute force."""
    found = brute.explore(Path(task["path"]).read_text(encoding="utf-8"), task["question"])
    return {
        "attractors": len(found.attractors),
        "fixed points": sum(len(states) == 1 for states in found.attractors),
        "sizes": sorted(map(len, found.attractors)),
        "states": sorted(map(digest, found.attractors)),
        "spaces": found.spaces,
        "hidden": found.hidden,
        "crowded": found.crowded,
    }


def answer_aeon(task: dict[str, Any]) -> dict[str, Any]:
    """How many, and how large."""
    from biodivine_aeon import AsynchronousGraph, Attractors, BooleanNetwork

    network = BooleanNetwork.from_file(task["path"]).infer_valid_graph()
    found = Attractors.attractors(AsynchronousGraph(network))
    sizes = sorted(int(sets.vertices().cardinality()) for sets in found)
    return {"attractors": len(sizes), "fixed points": sizes.count(1), "sizes": sizes}


def answer_boolnet(task: dict[str, Any]) -> dict[str, Any]:
    """The answer of each route, and the number of minimal trap spaces."""
    from boolnet.analysis.attractors import find_trap_spaces
    from boolnet.formats.files import read_network
    from tests.routes import ROUTES, taking

    answers = {}
    for route in ROUTES:
        network = read_network(task["path"])
        with taking(route) as budget:
            answers[route] = _answer_route(network, budget, task)
    network = read_network(task["path"])
    return {"routes": answers, "spaces": find_trap_spaces(network, limit=0).count}


def _answer_route(network: Any, budget: Any, task: dict[str, Any]) -> dict[str, Any]:
    from boolnet.analysis.attractors import find_attractors
    from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
    from boolnet.engines.attractor import AttractorKind
    from boolnet.engines.budget import Coverage

    budget.seconds = task["seconds"] / 5
    update = SYNCHRONOUS if task["question"] == "synchronous" else ASYNCHRONOUS
    report = find_attractors(network, update=update, inputs="free", limit=None, budget=budget)
    exact = report.coverage is Coverage.COMPLETE
    answer = {
        "attractors": report.count,
        "exact": exact,
        "steps": [s for s, n in report.method if n and "undecided" not in s],
    }
    if not answer["exact"]:
        return answer
    answer["fixed points"] = report.counts[AttractorKind.FIXED_POINT]
    sizes = [attractor.count for attractor in report]
    if None in sizes:  # proven, but the time did not suffice to list its states
        return answer
    answer["sizes"] = sorted(size for size in sizes if size is not None)
    if len(network) <= LISTED_NODES:
        everything = range(1 << len(network))
        sets = ([state for state in everything if state in attractor] for attractor in report)
        answer["states"] = sorted(map(digest, sets))
    return answer


def digest(states: Iterable[int]) -> str:
    """A few letters that stand for a set of states."""
    text = " ".join(map(str, sorted(states)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


ASKED = {
    program.name: program
    for program in (
        Program("brute force", ask=answer_brute),
        Program(OURS, ("boolnet", "tests.routes"), ask=answer_boolnet),
        Program("AEON, sizes", ("biodivine_aeon",), ask=answer_aeon),
    )
} | {"biobalm": PROGRAMS["biobalm"]}


@dataclass(frozen=True)
class Trial:
    """A random network: the same rules for the same numbers."""

    family: str
    nodes: int
    seed: int

    @property
    def name(self) -> str:
        return f"{self.family}-{self.nodes}-{self.seed}"

    @property
    def small(self) -> bool:
        """Whether brute force answers."""
        return self.nodes <= BRUTE_NODES

    def rules(self) -> str:
        return make_rules(self.family, self.nodes, self.seed)


def iter_trials(count: int, seed: int, large: range = LARGE) -> Iterator[Trial]:
    """*count* networks, small and *large* ones in turn."""
    for number in range(seed, seed + count):
        family = FAMILIES[number // 2 % len(FAMILIES)]
        sizes = large if number % 2 else SMALL
        nodes = random.Random(number).choice(sizes)
        yield Trial(family, min(nodes, LARGEST.get(family, nodes)), number)


def judge(results: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What is known of the network, how many say so, and who says something else.

    A lower bound that does not exceed the number of attractors contradicts nothing.
    """
    routes = results[OURS].get("answer", {}).get("routes", {})
    others = {
        name: found["answer"]
        for name, found in results.items()
        if name != OURS and found["status"] == "ok"
    }
    differing: list[str] = []
    for word in ("attractors", "fixed points", "sizes", "states"):
        values = {name: said[word] for name, said in others.items() if word in said}
        values |= {
            route: said[word] for route, said in routes.items() if said["exact"] and word in said
        }
        if len({json.dumps(value) for value in values.values()}) > 1:
            differing.append(f"{word}: {values}")
        if word == "attractors" and values:
            bounds = {r: said[word] for r, said in routes.items() if not said["exact"]}
            above = {r: n for r, n in bounds.items() if n > min(values.values())}
            differing += [f"{route} says at least {n}: {values}" for route, n in above.items()]
    spaces = results[OURS].get("answer", {}).get("spaces")
    known: dict[str, Any] = {}
    for said in others.values():
        known |= said
    if "spaces" in known and spaces is not None and known["spaces"] != spaces:
        differing.append(f"minimal trap spaces: {known['spaces']}, boolnet {spaces}")
    count = known.get("attractors")
    hidden = known.get("hidden")
    return {
        "witnesses": len(others),
        "exact": sum(said["exact"] for said in routes.values()),
        "routes": len(routes),
        "several": count is not None and count > 1,
        "complex": count is not None and count > known.get("fixed points", count),
        # Of large networks only that there are more attractors than trap spaces is known.
        "hidden": hidden > 0 if hidden is not None else False,
        "crowded": known.get("crowded", 0) > 0,
        "beyond": count is not None and spaces is not None and count > spaces,
        "steps": sorted({step for said in routes.values() for step in said.get("steps", [])}),
        "differing": differing,
    }


def run(options: argparse.Namespace, path: Path) -> None:
    """Ask about every network that is not in the file at *path* yet."""
    done = {record["name"] for record in read_records(path)} if options.resume else set()
    path.parent.mkdir(parents=True, exist_ok=True)
    # No other program here finds synchronous attractors: brute force alone judges.
    large = SMALL if options.update == "synchronous" else LARGE
    trials = iter_trials(options.networks, options.seed, large)
    servers = {
        name: Server(name, module="benchmarks.agreement")
        for name, program in ASKED.items()
        if not program.missing
    }
    try:
        with path.open("a" if done else "w", encoding="utf-8") as file:
            for number, trial in enumerate(trials, 1):
                if trial.name in done:
                    continue
                verdict = ask(trial, servers, options)
                file.write(json.dumps({"name": trial.name, "small": trial.small} | verdict) + "\n")
                file.flush()
                if verdict["differing"]:
                    print(f"\n{trial.name} differs: {verdict['differing']}\n{trial.rules()}")
                if number % 20 == 0 or verdict["differing"]:
                    print(f"\r[{number}/{options.networks}]", end="", file=sys.stderr, flush=True)
    finally:
        for server in servers.values():
            server.stop()
        print(file=sys.stderr)


def ask(trial: Trial, servers: dict[str, Server], options: argparse.Namespace) -> dict[str, Any]:
    """The verdict on one network, and what did not answer."""
    names = [OURS]
    names += ["brute force"] if trial.small else ["biobalm", "AEON, sizes"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.bnet"
        path.write_text(trial.rules(), encoding="utf-8")
        task: dict[str, Any] = {"path": str(path), "question": options.update}
        task |= {"seconds": options.seconds, "megabytes": MEGABYTES}
        results = {name: servers[name].ask(task) for name in names if name in servers}
    results.setdefault(OURS, {"status": "missing"})
    silent = {
        name: f"{found['status']} {found.get('words', '')}".strip()
        for name, found in results.items()
        if found["status"] != "ok"
    }
    return judge(results) | {"silent": silent}


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a run; a last line that was cut off is left out."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def render(records: list[dict[str, Any]]) -> str:
    """How many of what, as a table and a sentence."""
    words = ("judged", "several", "complex", "hidden", "crowded", "beyond", "in part", "differ")
    rows: dict[str, Counter[str]] = {}
    for record in records:
        family = record["name"].rsplit("-", 2)[0] + (", small" if record["small"] else ", large")
        for row in (rows.setdefault(family, Counter()), rows.setdefault("all", Counter())):
            row["networks"] += 1
            enough = record["witnesses"] >= (1 if record["small"] else 2)
            row["judged"] += enough
            row["in part"] += record["exact"] < record["routes"] or not record["routes"]
            row["differ"] += bool(record["differing"])
            for word in ("several", "complex", "hidden", "crowded", "beyond"):
                row[word] += record[word]
    everything = rows.pop("all", Counter())
    lines = ["| family | networks | " + " | ".join(words) + " |"]
    lines.append("|---|" + "--:|" * (len(words) + 1))
    for family, row in [*sorted(rows.items()), ("all", everything)]:
        cells = [str(row[word]) for word in ("networks", *words)]
        lines.append(f"| {family} | " + " | ".join(cells) + " |")
    silent = Counter(f"{n}: {w}" for record in records for n, w in record["silent"].items())
    if silent:
        lines += ["", "Not answered: " + ", ".join(f"{w} ({n})" for w, n in silent.most_common())]
    steps = Counter(step for record in records for step in record.get("steps", []))
    if steps:
        lines += ["", "Steps that settled something, by the number of networks: "]
        lines[-1] += ", ".join(f"{step} ({number})" for step, number in steps.most_common()) + "."
    return "\n".join([*lines, "", LEGEND])


def main() -> int:
    if len(sys.argv) == 2 and sys.argv[1] in ASKED:
        from benchmarks.server import main_of

        return main_of(ASKED[sys.argv[1]])
    parser = argparse.ArgumentParser(
        prog="scripts/bench agreement", description=__doc__.partition("\n\n")[0]
    )
    parser.add_argument("--networks", type=int, default=5000, help="how many (5000)")
    parser.add_argument("--update", choices=UPDATES, default=UPDATES[0])
    parser.add_argument("--seed", type=int, default=0, help="of the first network")
    parser.add_argument("--seconds", type=float, default=20, help="for each answer (20)")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--resume", action="store_true", help="go on where a run ended")
    parser.add_argument("--table", action="store_true", help="only sum up what is there")
    parser.add_argument("--publish", action="store_true", help="put the table into the README")
    options = parser.parse_args()
    path = options.results / f"agreement-{options.update}.jsonl"
    for name, program in ASKED.items():
        if program.missing:
            print(f"{name} left out: no {program.missing}", file=sys.stderr)
    if not options.table:
        pin(None)
        interruptible()
        try:
            run(options, path)
        except KeyboardInterrupt:
            print("interrupted; --resume goes on from here", file=sys.stderr)
    records = read_records(path)
    page = render(records)
    print(page)
    if options.publish:
        facts = ", ".join(f"{label} {fact}" for label, fact in describe_machine().items())
        command = f"scripts/bench agreement --update {options.update} --networks {len(records)}"
        command += f" --seconds {options.seconds:g}"
        publish(f"agreement, {options.update}", f"`{command}` ({facts}).\n\n{page}\n")
    return int(any(record["differing"] for record in records))


if __name__ == "__main__":
    sys.exit(main())
