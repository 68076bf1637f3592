"""``boolnet diff A B``: two networks compared by meaning; also as a diff driver of git."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import click

from boolnet.analysis.diff import RuleDifference, find_rule_difference
from boolnet.analysis.diff_attractors import AttractorDifference, compare_attractors
from boolnet.analysis.question import Question
from boolnet.cli.answer import finish
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import Failure
from boolnet.cli.limits import LIMITS, STEPS, Limits
from boolnet.cli.options import (
    CONDITIONS,
    IGNORE,
    JSON,
    LOOK,
    UPDATE,
    find_style,
    read_environment,
    read_therapies,
    read_update,
    with_options,
)
from boolnet.cli.source import Source, open_source
from boolnet.cli.values import read_settings
from boolnet.cli.watch import watched
from boolnet.engines.budget import Budget
from boolnet.errors import BoolnetError, FormatError, InputError, RuleFileError
from boolnet.formats.files import load_bytes, read_bytes
from boolnet.logic.table import find_difference
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.report.diagnostics import format_error
from boolnet.report.diff import describe_diff, format_diff, format_phenotypes
from boolnet.report.echo import show

SMALL = STEPS // 2  # steps that the attractors of both may take unless asked for
_NOTHING = ("/dev/null", "nul", "NUL")
_MOST_LINES = 20_000  # lines up to which texts are compared when meanings cannot be


@click.command("diff")
@with_options(
    click.argument("files", metavar="A B", nargs=-1, shell_complete=complete_file),
    click.option(
        "--git",
        is_flag=True,
        help="Take the arguments of a diff driver of git, and always exit with 0.",
    ),
    click.option(
        "--attractors/--no-attractors",
        "attractors",
        default=None,
        help="Look for all attractors of both, however long it takes, or for none. [default: for "
        "those that little work finds, as with --effort 0.5; none with --git]",
    ),
    *UPDATE,
    *CONDITIONS,
    *LIMITS,
    IGNORE,
    JSON,
    *LOOK,
)
def diff(files: tuple[str, ...], **options: Any) -> int:
    """Compare two networks by meaning, in any formats: which rules differ, and in which cases.

    A rule that is spelled differently and means the same is only counted. Of a changed rule it
    says in how many cases it differs, with one of them, and which regulations are gone, are new
    or act in another way. Nodes that only have another name are recognised. Attractors that are
    lost or gained are listed as far as little work finds them.

    Exit status: 0 the same meaning, 1 different, 2 could not run.

    \b
    Examples:
      boolnet diff v1.bnet v2.bnet
      boolnet diff model.sbml model.bnet --no-attractors
      git config diff.bnet.command "boolnet diff --git"
    """
    if options["git"]:
        return _git(files, options)
    if len(files) != 2:
        raise click.UsageError("give two files: boolnet diff A B")
    if files == ("-", "-"):
        raise click.UsageError("only one of the two can be standard input")
    try:
        first, second = (
            open_source(file, quiet=options["quiet"], ignore=options["ignore"]) for file in files
        )
        return _compare(first, second, options)
    except BoolnetError as error:
        # 1 would say that the two are different.
        raise _refusal(error) from None


def _refusal(error: BoolnetError) -> Exception:
    if isinstance(error, RuleFileError):
        click.echo(format_error(error), err=True)
        return Failure("cannot compare: a file has errors")
    return error


def _compare(first: Source, second: Source, options: dict[str, Any]) -> int:
    style = find_style(no_color=options["no_color"])
    rules = find_rule_difference(first.network, second.network)
    phenotypes = _phenotypes(first, second)
    same = rules.is_same and not any(phenotypes.values())
    found = None
    asked = options["attractors"] is True or Limits() != _limits(options)
    if not rules.is_same and options["attractors"] is not False:
        found = _find_attractors(rules, first, second, options)
    if options["as_json"]:
        finish(describe_diff(rules, found, phenotypes, same))
    else:
        lines = []
        if first.model is not None and second.model is not None:
            lines = format_phenotypes(
                first.model.phenotypes, second.model.phenotypes, phenotypes["changed"]
            )
        click.echo(format_diff(rules, found, lines, style, asked=asked), color=style.colour)
    return 0 if same else 1


def _limits(options: dict[str, Any]) -> Limits:
    return Limits(options["timeout"], options["memory"], options["effort"])


def _find_attractors(
    rules: RuleDifference, first: Source, second: Source, options: dict[str, Any]
) -> AttractorDifference:
    limits = _limits(options)
    before, after = _question(first, options), _question(second, options)
    with watched(limits, quiet=options["quiet"]) as budget:
        spent = budget
        if options["attractors"] is None and limits == Limits():
            spent = Budget(work=SMALL)
        return compare_attractors(before, after, rules.common, spent)


def _question(source: Source, options: dict[str, Any]) -> Question:
    therapy = read_therapies(source, options["therapies"])
    phenotypes = () if source.model is None else tuple(source.model.phenotypes.values())
    try:
        return Question(
            source.network,
            therapy.perturbation,
            therapy.treat(read_environment(source, options["environment"])),
            options["inputs"],
            read_settings(source, options["settings"]),
            read_update(source, options["update"], options["block_text"]),
            phenotypes,
        )
    except InputError as error:
        raise Failure(str(error), place=source.path) from None


def _phenotypes(first: Source, second: Source) -> dict[str, list[str]]:
    """The phenotypes that only one model has, and those that are defined in another way."""
    before: dict[str, Phenotype] = dict(first.model.phenotypes) if first.model else {}
    after: dict[str, Phenotype] = dict(second.model.phenotypes) if second.model else {}
    if first.model is None or second.model is None:
        return {"added": [], "removed": [], "changed": []}
    changed = [
        name
        for name in before
        if name in after
        and find_difference(before[name].condition, after[name].condition) is not None
    ]
    return {
        "added": [name for name in after if name not in before],
        "removed": [name for name in before if name not in after],
        "changed": changed,
    }


# -- git -----------------------------------------------------------------------------------


def _git(files: tuple[str, ...], options: dict[str, Any]) -> int:
    """What git asks of a diff driver: a path, then a file, a hash and a mode for each side."""
    if len(files) == 1:
        click.echo(f"* {show(files[0])}: not merged yet")
        return 0
    if len(files) not in (7, 9):
        raise click.UsageError(
            "--git is for git, which gives seven arguments: "
            'git config diff.bnet.command "boolnet diff --git"'
        )
    path, old, new = files[0], files[1], files[4]
    other = files[7] if len(files) == 9 else path
    click.echo(f"boolnet diff {show(path)}" + (f" -> {show(other)}" if other != path else ""))
    try:
        first, second = _side(old, path, options), _side(new, other, options)
    except (BoolnetError, click.ClickException) as error:
        told = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"compared as text: {show(told.splitlines()[0])}")
        click.echo("".join(_text_diff(old, new, path, other)), nl=False)
        return 0
    options = {**options, "attractors": options["attractors"] or False, "as_json": False}
    if old in _NOTHING or new in _NOTHING:
        word, source = ("new file", second) if old in _NOTHING else ("removed", first)
        nodes, inputs = len(source.network), len(source.network.inputs)
        click.echo(f"{word}: {nodes:,} nodes, {inputs:,} of them inputs")
        return 0
    _compare(first, second, options)
    return 0


def _side(file: str, path: str, options: dict[str, Any]) -> Source:
    """One side; the name in the repository tells the format, that of the file may not."""
    if file in _NOTHING:
        return Source(path, Network(()))
    reading = read_bytes(load_bytes(file), path, ignore=options["ignore"])
    if reading.network is None:
        first = next(f for f in reading.diagnostics if f.severity.value == "error")
        raise FormatError(f"{Path(path).name}: {first.message}")
    return Source(path, reading.network, reading=reading)


def _text_diff(old: str, new: str, path: str, other: str) -> list[str]:
    texts = []
    for file in (old, new):
        try:
            data = b"" if file in _NOTHING else load_bytes(file)
        except FormatError as error:
            return [f"{error}\n"]
        texts.append(data.decode("utf-8", "replace").splitlines())
    if max(map(len, texts)) > _MOST_LINES:
        return ["the texts differ\n"]
    lines = difflib.unified_diff(texts[0], texts[1], f"a/{path}", f"b/{other}", lineterm="")
    return [f"{show(line)}\n" for line in lines]
