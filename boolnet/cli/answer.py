"""The end of a command: JSON on stdout, hints on stderr."""

from __future__ import annotations

import click

from boolnet.analysis.attractors import AttractorReport
from boolnet.cli.failure import Failure, say
from boolnet.cli.options import Asked
from boolnet.formats.files import replace_file
from boolnet.report.json import format_record
from boolnet.report.record import Record


def finish(record: Record) -> None:
    """Print *record* on stdout."""
    click.echo(format_record(record))


def write_file(path: str, data: bytes) -> None:
    """Put *data* in place of the file *path*.

    Raises:
        Failure: It cannot be written; it is then unchanged.
    """
    try:
        replace_file(path, data)
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror}") from None


def hint_at_conditions(asked: Asked, report: AttractorReport) -> None:
    """Where a first page is all there is to see: how to ask a narrower question."""
    if asked.quiet or len(report.attractors) >= report.count:
        return
    free = report.question.free_inputs
    if not free:
        if report.attractors:
            say("hint", "list more with --limit")
        return
    ways = [f"--set {free[0]}=1", "--inputs 0"]
    if asked.source.model is not None and asked.source.model.environments:
        ways.insert(0, f"--environment {next(iter(asked.source.model.environments))}")
    say("hint", f"ask about fewer conditions with {', '.join(ways[:-1])} or {ways[-1]}")


def warn_of_levels(asked: Asked, report: AttractorReport, letter: str = "A") -> None:
    """Say where a level is on without the one below: the perturbation breaks a ladder."""
    if asked.quiet or not report.network.ladders:
        return
    from boolnet.analysis.ladders import find_broken  # after the search, for those who need it

    for upper, lower, number in find_broken(report):
        who = "the perturbation breaks" if report.question.perturbation else "this contradicts"
        told = f"{upper} is on without {lower} in {letter}{number}: {who} the levels of the file"
        say("warning", f"{told}; boolnet explain BN409 says more")
