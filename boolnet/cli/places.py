"""What people write behind ``--from`` and ``--to``: values, attractors, environments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import hold_inputs
from boolnet.cli.failure import STOPPED, Failure
from boolnet.cli.options import Asked, read_environment
from boolnet.cli.source import Source
from boolnet.cli.values import read_phenotypes, read_values
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.logic import expression as ex
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype

_LABEL = re.compile(r"([AW])([1-9][0-9]*)")


@dataclass(frozen=True)
class Place:
    """A start.

    Attributes:
        question: The question, with the inputs that the start names held.
        label: The start in words.
        values: Values of nodes, or `None`.
        attractor: An attractor of another question, or `None`.
        number: The number of an attractor of this question, or 0.
    """

    question: Question
    label: str
    values: dict[str, bool] | None = None
    attractor: Attractor | None = None
    number: int = 0


def read_start(asked: Asked, budget: Budget) -> Place:
    """The start that ``--from`` names.

    Raises:
        Failure: BN601 to BN603, or there is no such attractor, or no environment has one
            attractor alone.
    """
    text = asked.extra["start"].strip()
    question, source = asked.question, asked.source
    label = _LABEL.fullmatch(text)
    if label is not None and label[1] == "A":
        return Place(question, f"attractor {text}", number=int(label[2]))
    if label is not None:
        wild = replace(question, perturbation=Perturbation())
        found = _find_one(source, wild, asked.limit, budget, text, int(label[2]))
        held = hold_inputs(question, found.fixed)
        return Place(held, f"attractor {text} of the wild type", attractor=found)
    name, colon, rest = text.partition(":")
    environments = source.model.environments if source.model is not None else {}
    number = _LABEL.fullmatch(rest)
    if name in environments or (colon and number is not None):
        at_rest = Question(
            question.network,
            environment=read_environment(source, name),
            update=question.update,
        )
        wanted = int(number[2]) if number is not None else 0
        found = _find_one(source, at_rest, asked.limit, budget, name, wanted)
        which = f"attractor A{wanted}" if wanted else "the attractor"
        held = hold_inputs(question, found.fixed)
        return Place(held, f"{which} of the environment {name}", attractor=found)
    return _read_values(asked, text)


def _read_values(asked: Asked, text: str) -> Place:
    question, source = asked.question, asked.source
    if "=" not in text and text not in ("0", "1"):
        names = list(source.model.environments) if source.model is not None else []
        known = f", an environment ({', '.join(names[:3])}, ...)" if names else ""
        told = f"--from \"{text}\": write values such as 'A=1,others=0', an attractor such as A1"
        raise Failure(f"{told}{known}, or 0", "BN602", source.path)
    values, others = read_values(source, "--from", text)
    held = {question.network.names[place]: value for place, value in question.held.items()}
    for name, value in values.items():
        if held.get(name, value) != value:
            told = f"--from: {name} starts at {int(value)}, but is held at {int(held[name])}"
            raise Failure(told, "BN603", source.path)
    words = [f"{name} = {int(value)}" for name, value in values.items()]
    if others is not None:
        words.append(f"all {'other ' if words else ''}nodes = {int(others)}")
        values = dict.fromkeys(question.network.names, others) | held | values
    return Place(hold_inputs(question, values), ", ".join(words), values=values)


def _find_one(
    source: Source, question: Question, limit: int, budget: Budget, name: str, number: int
) -> Attractor:
    """Attractor *number* of *question*, or the only one when it is 0."""
    report = AttractorSearch(question, budget).report(max(limit, number))
    if number:
        return choose(source, report, f"--from {name}", number)
    if report.coverage is not Coverage.COMPLETE:
        told = f"--from {name}: its attractors were not found: {report.stopped}"
        raise Failure(told, place=source.path, status=STOPPED)
    if report.count != 1:
        told = f"--from {name}: it has {report.count} attractors; choose one: --from {name}:A1"
        raise Failure(told, place=source.path)
    return report.attractors[0]


def choose(source: Source, report: AttractorReport, option: str, number: int) -> Attractor:
    """Attractor *number* of *report*.

    Raises:
        Failure: There is none.
    """
    if number <= len(report.attractors):
        return report.attractors[number - 1]
    if report.coverage is not Coverage.COMPLETE:
        told = f"{option}: only {len(report.attractors)} attractors were found: {report.stopped}"
        raise Failure(told, place=source.path, status=STOPPED)
    there = f"there are {report.count} attractors" if report.count != 1 else "there is 1 attractor"
    more = "; list more with --limit" if len(report.attractors) < report.count else ""
    raise Failure(f"{option}: {there}, no number {number}{more}", place=source.path)


def names_attractor(text: str) -> bool:
    """Whether *text* is the label of an attractor, such as ``A2``."""
    label = _LABEL.fullmatch(text.strip())
    return label is not None and label[1] == "A"


def read_targets(
    asked: Asked, texts: Sequence[str], report: AttractorReport | None
) -> list[Attractor | Phenotype]:
    """The targets that ``--to`` names.

    Raises:
        Failure: BN601 to BN605, or there is no such attractor.
    """
    targets: list[Attractor | Phenotype] = []
    for text in texts:
        target = _read_target(asked, text.strip(), report)
        if target not in targets:
            targets.append(target)
    return targets


def _read_target(asked: Asked, text: str, report: AttractorReport | None) -> Attractor | Phenotype:
    source = asked.source
    if names_attractor(text):
        assert report is not None
        return choose(source, report, "--to", int(text[1:]))
    for phenotype in asked.question.phenotypes:
        if phenotype.name == text:
            return phenotype
    if "=" in text:
        values, others = read_values(source, "--to", text)
        words = [f"{name} = {int(value)}" for name, value in values.items()]
        if others is not None:
            words.append(f"all {'other ' if words else ''}nodes = {int(others)}")
            values = dict.fromkeys(source.network.names, others) | values
        literals = [
            ex.symbol(name) if value else ex.negation(ex.symbol(name))
            for name, value in values.items()
        ]
        return Phenotype(", ".join(words), ex.conjunction(literals))
    try:
        return read_phenotypes(source, [text])[0]
    except Failure as error:
        told = error.message.replace("--phenotype", "--to", 1)
        raise Failure(told, error.code, error.place) from None
