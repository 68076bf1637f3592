"""``boolnet check FILE...``: everything there is to say about rule files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from boolnet.checking.advice import add_findings, advise, ignored_names
from boolnet.checking.fixing import Fixed, fix_reading
from boolnet.checking.models import check_model
from boolnet.checking.searching import Target, find_targets, suffixes
from boolnet.checking.settings import Settings
from boolnet.cli.check_options import CheckOptions, check_options
from boolnet.cli.check_output import Outcome, format_changes, print_outcomes, write_output
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import INTERRUPTED, Failure, say
from boolnet.cli.limits import Limits
from boolnet.cli.source import Source
from boolnet.cli.values import read_phenotypes
from boolnet.cli.watch import watched
from boolnet.diagnostics import Diagnostic, Severity
from boolnet.engines.budget import Budget
from boolnet.errors import FormatError, InputError, RuleFileError
from boolnet.formats.files import load_bytes, read_bytes, replace_file, too_large
from boolnet.formats.reading import Reading
from boolnet.language.source import SourceText
from boolnet.network.build import IGNORABLE
from boolnet.network.checks.symbols import find_unapproved, read_symbols
from boolnet.network.library import list_models, load_model, read_model
from boolnet.network.network import Node
from boolnet.report.diagnostics import count_noun

_PATIENCE = 10.0  # seconds for the attractors
_MOST_NAMED = 8  # nodes whose meaning changed


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_file)
@check_options
def check(files: Sequence[str], options: CheckOptions) -> None:
    """Check rule files, and say what is wrong, where, and what to do about it.

    FILE is a rule file in any format that boolnet reads, a folder (searched for rule files and
    models), or - for standard input. The exit status is 0 without errors, 1 with errors (see
    --fail-on), and 2 when a file cannot be read. Settings stand in [tool.boolnet.check] of the
    nearest pyproject.toml or boolnet.toml.

    \b
    Examples:
      boolnet check model.bnet
      boolnet check --fix model.bnet
      boolnet check --format sarif -o findings.sarif models/
    """
    _refuse(files, options)
    sys.exit(_run(files, options))


def _run(files: Sequence[str], options: CheckOptions) -> int:
    """Check the files, print what came of them; the exit status."""
    outcomes: list[Outcome] = []
    broken: Exception | None = None
    with watched(Limits(), quiet=options.quiet) as budget:
        found = [target for path in files for target in _targets(path, options)]
        # What is named twice is checked once, with its model if it was named with it.
        named = {target.path: target for target in sorted(found, key=lambda t: bool(t.model))}
        targets = [named.pop(target.path) for target in found if target.path in named]
        for number, target in enumerate(targets, 1):
            if budget.spent:
                break
            budget.report(f"checking file {number:,} of {len(targets):,}")
            try:
                outcomes += _check(target, options)
            except Failure:
                raise
            except Exception as error:  # a mistake of ours in one file is told after the others
                broken = broken or error
                say("error", f"{target.path} could not be checked")
        interrupted = budget.spent
    changed = _print_changes(outcomes, options) if options.diff else 0
    if not options.diff:
        print_outcomes(outcomes, options)
    if broken is not None:
        raise broken
    if interrupted:
        return INTERRUPTED
    if any(outcome.unreadable for outcome in outcomes):
        return 2
    if options.diff:
        return int(changed > 0)
    return int(any(outcome.fails for outcome in outcomes))


def _refuse(files: Sequence[str], options: CheckOptions) -> None:
    """Options that do not go together."""
    if options.unsafe and not (options.fix or options.diff):
        raise click.UsageError("--unsafe goes with --fix or --diff")
    if options.fix and not options.diff and "-" in files:
        raise click.UsageError("--fix needs a file; standard input cannot be changed")
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once")
    if options.output is not None and any(_same(path, options.output) for path in files):
        raise click.UsageError(f"-o {options.output} would replace a file that is checked")
    if options.config is not None and options.no_config:
        raise click.UsageError("--config and --no-config contradict each other")


def _same(path: str, output: str) -> bool:
    try:
        return Path(path).samefile(output)
    except (OSError, ValueError):
        return False


# -- the files -----------------------------------------------------------------------------


def _targets(path: str, options: CheckOptions) -> list[Target]:
    if path != "-" and not os.path.lexists(path) and path in list_models():
        path = str(load_model(path).path)
    settings = options.settings_of(path)

    def exclude(found: str) -> bool:
        return any(settings.matches(found, pattern) for pattern in settings.exclude)

    return find_targets(path, exclude) or [Target(path)]


def _check(target: Target, options: CheckOptions) -> list[Outcome]:
    """What there is to say about a file, and about the others of its model."""
    settings = options.settings_of(target.path)
    name = options.stdin_name if target.path == "-" else target.path
    settings = settings.for_file(name)
    data = _load(target.path, name, settings)
    if isinstance(data, Reading):
        return [Outcome.of(data, settings, options)]

    def read(text: str) -> Reading:
        return _read(text.encode(settings.encoding, "surrogatepass"), name, settings, options)

    reading = _read(data, name, settings, options)
    before = reading
    if options.fix or options.diff:
        fixed = Fixed(reading)
        if _is_plain(reading, data, settings):
            fixed = fix_reading(reading, read, unsafe=options.unsafe)
        if options.fix and not options.diff:
            _write(target.path, fixed, settings)
        reading = fixed.reading
    if options.symbols is not None:
        reading = _compare_symbols(reading, settings, options.symbols)
    if options.phenotypes:
        reading = _look_for_phenotypes(reading, settings, options, target.model)
    outcomes = [Outcome.of(reading, settings, options, before=before.source.text)]
    if target.model and reading.network is not None:
        outcomes += [
            Outcome.of(advise(other, settings), settings, options, before=other.source.text)
            for other in check_model(target.model, reading.network)
        ]
    return outcomes


def _compare_symbols(reading: Reading, settings: Settings, path: str) -> Reading:
    """*reading* with the names that the table at *path* has another symbol for."""
    if reading.network is None:
        return reading
    try:
        table = load_bytes(path, settings.max_bytes).decode("utf-8-sig", "replace")
        symbols = read_symbols(table, path)
    except (FormatError, InputError) as error:
        raise Failure(str(error)) from None
    names = [node.name for node in reading.network.nodes if not _is_identified(node)]
    found = find_unapproved(names, symbols, reading.places())
    return add_findings(reading, found, settings)


def _is_identified(node: Node) -> bool:
    """Whether the file says which gene *node* is, so that its name may be any."""
    return any(identifier.startswith("hgnc:") for identifier in node.about.identifiers)


def _look_for_phenotypes(
    reading: Reading, settings: Settings, options: CheckOptions, folder: str
) -> Reading:
    """*reading* with what its attractors say about the phenotypes that are asked about.

    Those of the model in *folder*, if it is one, may be asked about by name.

    Raises:
        Failure: One of them is no condition on the nodes of the file.
    """
    if reading.network is None:
        return reading
    from boolnet.analysis.phenotype_findings import find_phenotype_problems  # loads the solver

    model = None
    with suppress(InputError, RuleFileError):  # what is wrong with the model is told elsewhere
        model = read_model(folder) if folder else None
    source = Source(reading.source.path, reading.network, model)
    phenotypes = read_phenotypes(source, options.phenotypes)
    found = find_phenotype_problems(reading.network, phenotypes, Budget(seconds=_PATIENCE))
    return add_findings(reading, found, settings)


def _read(data: bytes, name: str, settings: Settings, options: CheckOptions) -> Reading:
    ignore = ignored_names(settings, sorted(IGNORABLE))
    form = options.source_format
    return advise(read_bytes(data, name, settings.encoding, ignore=ignore, form=form), settings)


def _load(path: str, name: str, settings: Settings) -> bytes | Reading:
    """The contents of a file, or the finding that there are none."""
    limit = settings.max_bytes
    try:
        if path == "-":
            data = sys.stdin.buffer.read(limit + 1)
            if len(data) > limit:
                raise FormatError(too_large(len(data), limit), "BN004")
            return data
        if Path(path).is_dir():
            known = ", ".join(f"*{suffix}" for suffix in suffixes())
            raise FormatError(
                f"cannot read {path}: it is a folder without rule files ({known})", "BN001"
            )
        return load_bytes(path, limit)
    except FormatError as error:
        advice = "raise the limit with --max-bytes" if error.code == "BN004" else None
        finding = Diagnostic(error.code, Severity.ERROR, str(error), help=advice)
        return Reading(SourceText.of("", name), None, (finding,))


# -- fixing --------------------------------------------------------------------------------


def _is_plain(reading: Reading, data: bytes, settings: Settings) -> bool:
    """Whether the text of *reading* is the file, so that an edit of one is one of the other."""
    try:
        return reading.source.text.encode(settings.encoding) == data
    except UnicodeEncodeError:
        return False


def _write(path: str, fixed: Fixed, settings: Settings) -> None:
    if fixed.count:
        try:
            replace_file(path, fixed.reading.source.text.encode(settings.encoding))
        except OSError as error:
            raise Failure(f"cannot write {path}: {error.strerror}") from None
        click.echo(f"{path}: {count_noun(fixed.count, 'problem')} fixed{_meaning(fixed)}", err=True)
    if fixed.refused:
        say("note", f"{path}: {fixed.refused} left alone: the rules would mean something else")


def _meaning(fixed: Fixed) -> str:
    """What became of the meaning, as the end of a sentence; nothing where there was none."""
    if fixed.changed is None:
        return ""
    if not fixed.changed:
        return "; the rules mean the same"
    named = ", ".join(fixed.changed[:_MOST_NAMED])
    more = len(fixed.changed) - _MOST_NAMED
    return f"; another meaning: {named}" + (f" and {more:,} more" if more > 0 else "")


def _print_changes(outcomes: Sequence[Outcome], options: CheckOptions) -> int:
    """The edits of all files as one unified diff; the number of files that would change."""
    parts = [
        format_changes(outcome.reading.source.path, outcome.before, outcome.reading.source.text)
        for outcome in outcomes
        if not outcome.unreadable and outcome.before != outcome.reading.source.text
    ]
    for outcome in outcomes:
        if outcome.unreadable:
            say("error[BN001]", outcome.reading.diagnostics[0].message)
    text = "".join(parts)
    if options.output is not None:
        write_output(options.output, text)
    elif text:
        click.echo(text, nl=False)
    if not options.quiet:
        click.echo(f"{count_noun(len(parts), 'file')} would change", err=True)
    return len(parts)
