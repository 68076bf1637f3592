"""``boolnet fmt FILE...``: rule files in one layout, proved to mean the same."""

from __future__ import annotations

import sys

import click

from boolnet.checking.layout import ORDERS, Layout, lay_out
from boolnet.checking.searching import find_targets
from boolnet.cli.check_output import format_changes
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import COULD_NOT_RUN, Failure, say, wants_colour
from boolnet.errors import FormatError, RuleFileError, UnsupportedError
from boolnet.formats.files import load_bytes, read_bytes, replace_file
from boolnet.formats.reading import Reading
from boolnet.formats.registry import promised_format
from boolnet.report.diagnostics import count_noun, format_error
from boolnet.report.echo import show


@click.command("fmt")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_file)
@click.option("--check", is_flag=True, help="Change nothing; status 1 if a file would change.")
@click.option("--diff", is_flag=True, help="As --check, and show the changes.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(ORDERS),
    default="keep",
    show_default=True,
    help="The order of the rules: as they are, by name, or regulators first.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about files that are fine.")
def fmt(files: tuple[str, ...], check: bool, diff: bool, order: str, quiet: bool) -> None:
    """Lay out .bnet files: one blank around operators, the rules of a block in one column.

    Comments and annotations keep their text; those behind a rule move above it. The order of the
    rules and their parentheses stay. Every file is read again and compared with what it was: when
    a rule would mean something else, nothing is written. FILE may be a folder, or - for standard
    input, which goes to standard output.

    \b
    Examples:
      boolnet fmt egfr.bnet
      boolnet fmt --diff models/
    """
    if "-" in files and len(files) > 1:
        raise click.UsageError("standard input (-) goes alone")
    run = _Run(check=check or diff, diff=diff, order=order, quiet=quiet)
    for path in files:
        targets = [target.path for target in find_targets(path)]
        rules = [p for p in targets if p == path or _is_bnet(p)]
        if not rules:
            run.fail(f"cannot read {path}: it is a folder without .bnet files", "BN001")
        for target in rules:
            run.lay_out(target)
    sys.exit(run.finish(alone="-" in files))


def _is_bnet(path: str) -> bool:
    form = promised_format(path)
    return form is not None and form.name == "bnet"


class _Run:
    """One file after the other, and what came of them."""

    def __init__(self, *, check: bool, diff: bool, order: str, quiet: bool) -> None:
        self.check, self.diff, self.order, self.quiet = check, diff, order, quiet
        self.changed = self.same = self.rules = self.status = 0

    def fail(self, message: str, code: str = "", status: int = COULD_NOT_RUN) -> None:
        """Say that a file could not be laid out; the others are."""
        say(f"error[{code}]" if code else "error", message)
        self.status = max(self.status, status)

    def lay_out(self, path: str) -> None:
        """Lay out the file *path*, or standard input."""
        try:
            data = sys.stdin.buffer.read() if path == "-" else load_bytes(path)
            reading = read_bytes(data, "<stdin>" if path == "-" else path)
            layout = lay_out(reading, self.order)
        except FormatError as error:
            self.fail(str(error), error.code)
        except UnsupportedError as error:
            self.fail(str(error), status=1)
        except RuleFileError as error:
            click.echo(format_error(error, colour=wants_colour(sys.stderr)), err=True)
            self.status = max(self.status, 1)
        else:
            self.take(path, reading, layout, data)

    def take(self, path: str, reading: Reading, layout: Layout, data: bytes) -> None:
        """Write the file, or say that it would change."""
        after = layout.text.encode("utf-8", "surrogatepass")
        if after == data:
            self.same += 1
        else:
            self.changed += 1
            self.rules += layout.rules
        if self.diff and after != data:
            click.echo(
                format_changes(reading.source.path, reading.source.text, layout.text), nl=False
            )
        elif self.check and after != data:
            click.echo(f"would change {show(path)}")
        elif path == "-" and not self.check:
            click.echo(layout.text, nl=False)
        elif after != data:
            try:
                replace_file(path, after)
            except OSError as error:
                raise Failure(f"cannot write {path}: {error.strerror}") from None

    def finish(self, *, alone: bool) -> int:
        """Sum up; the exit status."""
        if self.check and self.changed:
            self.status = max(self.status, 1)
        if alone and not self.check:
            return self.status
        proof = (
            f"; the meaning of {_all(self.rules)} is unchanged (verified)" if self.changed else ""
        )
        if self.changed:
            verb = "would change" if self.check else "changed"
            click.echo(f"{count_noun(self.changed, 'file')} {verb}{proof}", err=True)
        if self.same and not self.quiet:
            click.echo(f"{count_noun(self.same, 'file')} left as it is" if self.same == 1
                       else f"{self.same:,} files left as they are", err=True)  # fmt: skip
        return self.status


def _all(rules: int) -> str:
    return f"all {rules:,} rules" if rules > 1 else "the rule"
