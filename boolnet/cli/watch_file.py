"""``boolnet watch FILE``: check a rule file, and ask something of it, each time it is saved."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from boolnet.checking.advice import advise
from boolnet.checking.fixing import compare_meanings
from boolnet.checking.models import check_model
from boolnet.checking.saves import INTERVAL, iter_saves
from boolnet.checking.settings import find_settings
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import Failure
from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, InputError
from boolnet.formats.files import load_bytes, read_bytes
from boolnet.formats.reading import Reading
from boolnet.network.library import ABOUT, CLAIMS, RULES
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.report.diagnostics import count_noun, format_line
from boolnet.report.echo import show

_MOST_LINES = 10  # findings below a line
_MOST_NAMED = 3  # nodes in a line
# The commands whose answers are counted, with the name of the list in their JSON.
_COUNTED = {
    "attractors": ("attractors", "attractor"),
    "fixed-points": ("fixed_points", "fixed point"),
    "trap-spaces": ("trap_spaces", "minimal trap space"),
}
_PROGRAM = (sys.executable, "-c", "from boolnet.cli.start import main; main()")
# What runs a command of boolnet: its words to its status, its output and its complaints.
Runner = Callable[[Sequence[str]], tuple[int, str, str]]


@click.command("watch")
@click.argument("file", metavar="FILE", shell_complete=complete_file)
@click.option(
    "--then",
    "command",
    metavar="COMMAND",
    help="Run this command of boolnet after each save without errors; FILE is put in behind "
    "its name, or where {} stands.",
)
@click.option(
    "--interval",
    metavar="SECONDS",
    type=click.FloatRange(min=0.05, max=60),
    default=INTERVAL,
    show_default=True,
    help="How often to look.",
)
def watch(file: str, command: str | None, interval: float) -> int:
    """Check FILE, a rule file or a model folder, each time it is saved, and say what changed.

    With --then, ask something of it as well. Ctrl-C ends it, with status 0.

    \b
    Examples:
      boolnet watch egfr.bnet
      boolnet watch egfr.bnet --then attractors
      boolnet watch egfr.bnet --then "knockout {} ERK"
    """
    watcher = Watcher(file, read_words(command, file), run_program)
    try:
        watcher.begin()
        for saved in iter_saves(watcher.paths, interval=interval):
            watcher.tell(", ".join(path.name for path in saved) + " saved")
    except KeyboardInterrupt:
        click.echo(err=True)
    return 0


def read_words(command: str | None, file: str) -> list[str]:
    """The words of *command* with *file* in its place.

    Raises:
        Failure: It is no command that goes with a file.
    """
    from boolnet.cli.main import _COMMANDS  # loading it here keeps the two from a circle

    if command is None:
        return []
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Failure(f"--then: {error}") from None
    words = words[1:] if words[:1] == ["boolnet"] else words
    if not words:
        raise Failure("--then: there is no command")
    if words[0] not in _COMMANDS or words[0] == "watch":
        hints = suggest(words[0], [name for name in _COMMANDS if name != "watch"])
        hint = f"; did you mean {hints[0]}?" if hints else ""
        raise Failure(f'--then: there is no command "{words[0]}" to run{hint}')
    if "{}" in words:
        return [file if word == "{}" else word for word in words]
    return [words[0], file, *words[1:]]


def run_program(words: Sequence[str]) -> tuple[int, str, str]:
    """Run a command of boolnet as a program of its own."""
    done = subprocess.run(
        [*_PROGRAM, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@dataclass
class Watcher:
    """What is known of a file since the last save.

    Attributes:
        file: FILE as it was given.
        words: The command to run, with FILE in it; empty for none.
        run: What runs it.
        clock: The time of day, as it is shown.
        write: What prints a line.
    """

    file: str
    words: list[str]
    run: Runner
    clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S")
    write: Callable[[str], None] = lambda text: click.echo(text)
    _network: Network | None = field(default=None, init=False)
    _digests: tuple[str, ...] = field(default=(), init=False)
    _warnings: frozenset[tuple[str, str]] | None = field(default=None, init=False)
    _answer: Mapping[str, Any] | None = field(default=None, init=False)
    _output: str | None = field(default=None, init=False)

    @property
    def paths(self) -> list[str]:
        """The files to look at: the rules, and those beside them in a model folder."""
        folder = Path(self.file)
        if folder.is_dir():
            return [str(folder / name) for name in (RULES, ABOUT, CLAIMS)]
        return [self.file]

    def begin(self) -> None:
        """Say how things are before the first save.

        Raises:
            Failure: There is no such file.
        """
        try:
            load_bytes(self.paths[0])
        except FormatError as error:
            raise Failure(str(error), error.code) from None
        self.tell(f"watching {Path(self.file).name}", ending=" (Ctrl-C ends it)")

    def tell(self, what: str, *, ending: str = "") -> None:
        """Check the file, run the command, and say what came of it and what changed."""
        try:
            readings = self._read()
        except (FormatError, InputError) as error:
            self.write(f"{self.clock()} {show(what)} · {show(str(error))}")
            return
        digests = tuple(reading.sha256 or reading.source.text for reading in readings)
        again = digests == self._digests
        self._digests = digests
        errors = sum(reading.count(Severity.ERROR) for reading in readings)
        warnings = sum(reading.count(Severity.WARNING) for reading in readings)
        parts = [what, f"check: {count_noun(errors, 'error')}, {count_noun(warnings, 'warning')}"]
        below = list(self._findings(readings))
        if again:
            parts.append("nothing changed")
        elif not errors:
            parts += self._changes(readings[0].network)
            answer, output = self._ask()
            parts += answer
            below += output
        self.write(f"{self.clock()} " + show(" · ".join(parts)) + ending)
        for line in below:
            self.write(line)

    def _findings(self, readings: Sequence[Reading]) -> Iterator[str]:
        """The errors, or else the warnings that were not there before, one line each."""
        found = [(r, d) for r in readings for d in r.diagnostics if d.severity is not Severity.INFO]
        listed = [(r, d) for r, d in found if d.severity is Severity.ERROR]
        if not listed:
            before = self._warnings
            self._warnings = frozenset((d.code, d.message) for _, d in found)
            if before is not None:
                listed = [(r, d) for r, d in found if (d.code, d.message) not in before]
        for reading, finding in listed[:_MOST_LINES]:
            yield "  " + format_line(finding, reading.source)
        if len(listed) > _MOST_LINES:
            yield f"  … and {len(listed) - _MOST_LINES:,} more"

    def _read(self) -> list[Reading]:
        path = self.paths[0]
        settings = find_settings(Path(path).parent).for_file(path)
        data = load_bytes(path, settings.max_bytes)
        readings = [advise(read_bytes(data, path, settings.encoding), settings)]
        network = readings[0].network
        if Path(self.file).is_dir() and network is not None:
            readings += [advise(other, settings) for other in check_model(self.file, network)]
        return readings

    def _changes(self, network: Network | None) -> list[str]:
        """Which nodes mean something else since the last file without errors."""
        before, self._network = self._network, network
        changed = compare_meanings(before, network)
        if self.words or before is None or changed is None:
            return []
        return ["same meaning" if not changed else f"another meaning: {_name(changed)}"]

    def _ask(self) -> tuple[list[str], list[str]]:
        """The answer of the command in a few words, and the lines that go below."""
        if not self.words:
            return [], []
        name = self.words[0]
        counted = name in _COUNTED and "--json" not in self.words
        status, output, complaints = self.run([*self.words, *(["--json"] if counted else [])])
        if counted and status in (0, 4):
            answer = json.loads(output)
            before, self._answer = self._answer, answer
            return [format_answer(name, answer, before)], []
        same = output == self._output
        self._output = output
        ending = f" ended with status {status}" if status else ""
        if status not in (0, 1, 4):
            return [f"{name}{ending}"], complaints.splitlines()
        return [f"{name}{ending}: {'as before' if same else 'see below'}"], (
            [] if same else output.splitlines()
        )


def format_answer(name: str, answer: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """``5 attractors (+1 since the last save: ERK switches)``."""
    key, noun = _COUNTED[name]
    count = answer["count"]
    text = count_noun(count, noun)
    if answer["coverage"] != "complete":
        text = f"at least {text}"
    if before is None:
        return text
    more = count - before["count"]
    reasons = list(_reasons(answer[key], before[key]))
    if not more and not reasons:
        return f"{text} (as before)"
    told = f"{more:+,} since the last save" if more else "others since the last save"
    return f"{text} ({told}: {', '.join(reasons)})" if reasons else f"{text} ({told})"


def _reasons(
    now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What sets two lists of attractors apart: nodes that switch now, and nodes that did."""
    switching, switched = _switching(now), _switching(before)
    if new := [node for node in switching if node not in switched]:
        yield f"{_name(new)} switch{'es' if len(new) == 1 else ''}"
    if gone := [node for node in switched if node not in switching]:
        yield f"{_name(gone)} no longer switch{'es' if len(gone) == 1 else ''}"
    if not new and not gone:
        one, two = _values(now), _values(before)
        if one != two and len(now) == len(before):
            nodes = dict.fromkeys(
                n for a, b in zip(now, before, strict=True) for n in _differ(a, b)
            )
            yield f"other values of {_name(list(nodes))}"


def _switching(attractors: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(node for a in attractors for node in a.get("mean", ())))


def _values(attractors: Sequence[Mapping[str, Any]]) -> list[object]:
    return [a.get("fixed", a.get("state")) for a in attractors]


def _differ(one: Mapping[str, Any], two: Mapping[str, Any]) -> list[str]:
    first, second = (a.get("fixed", a.get("state", {})) for a in (one, two))
    return [node for node in {**first, **second} if first.get(node) != second.get(node)]


def _name(nodes: Sequence[str]) -> str:
    named = ", ".join(nodes[:_MOST_NAMED])
    more = len(nodes) - _MOST_NAMED
    return f"{named} and {more:,} more" if more > 0 else named
