"""What a question was asked about, in a few lines above its answer."""

from __future__ import annotations

from boolnet.analysis.question import Question
from boolnet.network.perturbation import Perturbation
from boolnet.report.echo import show
from boolnet.report.numbers import format_count, format_power, plural
from boolnet.report.story import name_levels
from boolnet.report.style import Style, wrap, wrap_text

_INDENT = 15
_MANY = 10**6  # conditions from which on powers say more


def format_question(title: str, question: Question, style: Style) -> list[str]:
    """The lines that say what was asked: network, update, environment, what is held, free.

    Args:
        title: What was looked for and where, for example ``Attractors of osteoimmune``.
        question: The question.
        style: The look.
    """
    network = question.network
    lines = [f"{style.title(title)}, {plural(len(network), 'node')}"]
    for label, words in _rows(question):
        first = f"  {label:<{_INDENT - 2}}"
        lines += wrap_text(words, style.width, first=first, indent=_INDENT)
    free = question.free_inputs
    if free:
        many = len(free) > 1
        first = f"  {'free inputs' if many else 'free input':<{_INDENT - 2}}"
        number = f"{len(free)} ({format_settings(question)}):".split() if many else []
        names = [f"{show(name)}," for name in free[:-1]] + [show(free[-1])]
        lines += wrap([*number, *names], style.width, first=first, indent=_INDENT)
    return lines


def _rows(question: Question) -> list[tuple[str, str]]:
    rows = []
    environment = question.environment
    if environment.name:
        title = f": {environment.title}" if environment.title else ""
        rows.append(("environment", show(environment.name + title)))
    if question.perturbation:
        held_nodes = format_perturbation(question.perturbation)
        rows.append(("held", held_nodes + name_levels(question.perturbation, question.closed)))
    held = question.held_inputs
    if held:
        rows.append(("inputs", _format_inputs(question, held)))
    return rows


def _format_inputs(question: Question, held: dict[str, bool]) -> str:
    """``Load = 1, Estrogen = 1; the other 26 inputs 0``."""
    if len(held) <= 8:
        return ", ".join(f"{show(name)} = {int(value)}" for name, value in held.items())
    ones = [name for name, value in held.items() if value]
    zeros = [name for name, value in held.items() if not value]
    fewer, value = (ones, 1) if len(ones) <= len(zeros) else (zeros, 0)
    rest = len(held) - len(fewer)
    where = "all" if not question.free_inputs and not fewer else "the other"
    tail = f"{where} {rest} = {1 - value}"
    if not fewer:
        return tail
    return ", ".join(f"{show(name)} = {value}" for name in fewer) + f"; {tail}"


def format_settings(question: Question) -> str:
    """``2^13 conditions``; where ladders exclude some, ``6,144`` or ``3*2^26``."""
    number = question.settings_count
    short = number & (number - 1) and number < _MANY
    return f"{format_count(number) if short else format_power(number)} conditions"


def format_perturbation(perturbation: Perturbation) -> str:
    """``NFATc1 = 0, OPG = 1, RANKL->RANK = 0``."""
    held = [f"{show(name)} = {int(value)}" for name, value in perturbation.nodes]
    held += [
        f"{show(regulator)}->{show(target)} = {int(value)}"
        for regulator, target, value in perturbation.regulations
    ]
    return ", ".join(held)
