"""Measurements as they are kept: a file of JSON lines that grows while a run goes on.

The first line says what was measured on and how; each other line is one run of one program
on one network.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Record:
    """One run.

    Attributes:
        case: The network.
        program: The program.
        run: Its number, from 0.
        status: ``ok``, ``time-out``, ``out of memory``, ``crashed``, ``failed`` (it said why) or
            ``skipped``.
        seconds: Wall time; the limit where there is no answer.
        cpu: Processor time of an answer; 0 where it is not known.
        megabytes: Peak resident memory.
        answer: What it answered.
        words: What went wrong.
        group: What the case is summed up with.
        size: The size of the case in its group.
    """

    case: str
    program: str
    run: int
    status: str
    seconds: float = 0.0
    megabytes: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict)
    words: str = ""
    group: str = ""
    size: int = 0
    cpu: float = 0.0

    def time(self, clock: str) -> float:
        """Seconds of the ``wall`` clock, or of the processor (``cpu``) where there is an answer."""
        return self.cpu if clock == "cpu" and self.status == "ok" and self.cpu else self.seconds


@dataclass(frozen=True)
class Outcome:
    """What all runs of one program on one network say: the median, and the first answer."""

    status: str
    seconds: float
    megabytes: float
    answer: dict[str, Any]
    words: str
    group: str
    size: int

    @property
    def exact(self) -> bool:
        """Whether there is an answer and it is all there is."""
        return self.status == "ok" and self.answer.get("exact", True) is True


Outcomes: TypeAlias = dict[str, Outcome]  # by case


@dataclass(frozen=True)
class Results:
    """All of one workload: what it was measured on and how, and the outcomes in order."""

    header: dict[str, Any]
    outcomes: dict[str, Outcomes]  # by program

    @property
    def cases(self) -> list[str]:
        """The networks, in the order in which they were measured."""
        return list(dict.fromkeys(case for found in self.outcomes.values() for case in found))

    def known(self, case: str) -> dict[str, Any]:
        """What was known of the answer before."""
        return dict(self.header.get("known", {}).get(case, {}))


class Sheet:
    """The file of one workload, open for more."""

    def __init__(self, path: Path, header: dict[str, Any], *, resume: bool) -> None:
        self.path = path
        self.done: dict[tuple[str, str, int], Record] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if resume and path.is_file():
            before, records = read_lines(path)
            differing = [k for k in ("seconds", "repeats") if before.get(k) != header.get(k)]
            if differing:
                raise SystemExit(
                    f"{path.name} was measured with other {' and '.join(differing)}: repeat them "
                    "to go on, or leave --resume out to start again"
                )
            self.done = {(r.case, r.program, r.run): r for r in records}
            before["known"] = before.get("known", {}) | header.get("known", {})
            header = before | {"command": header.get("command", "")}
        # Written anew, so that a line cut off by an interrupt is gone.
        with path.open("w", encoding="utf-8") as file:
            file.write(json.dumps(header) + "\n")
            file.writelines(json.dumps(asdict(record)) + "\n" for record in self.done.values())

    def add(self, record: Record) -> None:
        """Keep a record, in memory and in the file."""
        self.done[record.case, record.program, record.run] = record
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(record)) + "\n")


def read_lines(path: Path) -> tuple[dict[str, Any], list[Record]]:
    """The header and the records of a file; a last line that was cut off is left out."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    whole = [line for line in lines if line.endswith("\n")]
    return json.loads(whole[0]), [Record(**json.loads(line)) for line in whole[1:]]


def read_results(path: Path, clock: str = "wall") -> Results:
    """The outcomes in a file, their seconds by ``wall`` clock or of the processor (``cpu``)."""
    header, records = read_lines(path)
    header["clock"] = clock
    runs: dict[str, dict[str, list[Record]]] = {}
    for record in records:
        runs.setdefault(record.program, {}).setdefault(record.case, []).append(record)
    outcomes = {
        program: {case: sum_up(found, clock) for case, found in cases.items()}
        for program, cases in runs.items()
    }
    return Results(header, outcomes)


def sum_up(runs: list[Record], clock: str = "wall") -> Outcome:
    """The median of several runs; one that was not answered decides what it is called."""
    worst = next((run for run in runs if run.status != "ok"), runs[0])
    return Outcome(
        worst.status,
        statistics.median(run.time(clock) for run in runs),
        max(run.megabytes for run in runs),
        worst.answer,
        worst.words,
        worst.group,
        worst.size,
    )


def disagreements(results: Results) -> list[str]:
    """Networks on which exact answers differ, or a lower bound exceeds an exact answer."""
    found = []
    for case in results.cases:
        answers = [("known", results.known(case), True)]
        for program, outcomes in results.outcomes.items():
            if case in outcomes and outcomes[case].status == "ok":
                answers.append((program, outcomes[case].answer, outcomes[case].exact))
        for word in ("attractors", "spaces"):
            exact = {who: said[word] for who, said, whole in answers if whole and word in said}
            bounds = {who: said[word] for who, said, whole in answers if not whole and word in said}
            least = min(exact.values(), default=None)
            above = {who: n for who, n in bounds.items() if least is not None and n > least}
            if len(set(exact.values())) > 1 or above:
                said = _list_answers(exact | {f"{who} at least": n for who, n in above.items()})
                found.append(f"{case}, {word}: {said}")
    return found


def compared(results: Results) -> int:
    """The networks with two exact answers at least, known ones included."""
    total = 0
    for case in results.cases:
        answers: list[Iterable[str]] = [results.known(case)]
        for outcomes in results.outcomes.values():
            if case in outcomes and outcomes[case].exact:
                answers.append(outcomes[case].answer)
        words = [word for said in answers for word in said]
        total += any(words.count(word) > 1 for word in ("attractors", "spaces"))
    return total


def _list_answers(answers: dict[str, int]) -> str:
    return ", ".join(f"{who} {number}" for who, number in answers.items())


def compute_ratios(mine: Outcomes, theirs: Outcomes) -> dict[str, float]:
    """For each network that both answered exactly, how many times as long they took."""
    return {
        case: outcome.seconds / mine[case].seconds
        for case, outcome in theirs.items()
        if outcome.exact and case in mine and mine[case].exact and mine[case].seconds > 0
    }


def find_fastest(programs: dict[str, Outcomes]) -> Outcomes:
    """For each network the exact answer that came first, or one of those that are none."""
    found: Outcomes = {}
    for outcomes in programs.values():
        for case, outcome in outcomes.items():
            best = found.setdefault(case, outcome)
            if (not outcome.exact, outcome.seconds) < (not best.exact, best.seconds):
                found[case] = outcome
    return found
