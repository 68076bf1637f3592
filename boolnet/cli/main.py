"""The command line: ``boolnet COMMAND``.

stdout is data, stderr is talk. Exit statuses: 0 fine, 1 a rule file has errors or a claim
fails, 2 the command could not run, 3 a bug in boolnet, 4 stopped at the budget with a partial
answer, 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from boolnet import __version__
from boolnet.cli.failure import BUG, COULD_NOT_RUN, INTERRUPTED, Failure, say
from boolnet.errors import BoolnetError, FindingsError, FormatError, RuleFileError
from boolnet.network.names import suggest

# Each command is loaded when it is called, so that none waits for the libraries of another.
# The line about it is repeated here, so that the list of commands loads none of them.
_COMMANDS = {
    "attractors": ("boolnet.cli.attractors", "attractors", "Find all attractors."),
    "check": ("boolnet.cli.check", "check", "Check rule files, say what is wrong and the way out."),
    "compare": ("boolnet.cli.compare", "compare", "Compare the update schemes."),
    "conditions": ("boolnet.cli.conditions", "conditions", "Find when a phenotype holds."),
    "convert": ("boolnet.cli.convert", "convert_file", "Convert a rule file, meaning proved."),
    "control": ("boolnet.cli.control", "control", "Find all minimal interventions."),
    "diff": ("boolnet.cli.diff", "diff", "Compare two networks by meaning."),
    "evidence": ("boolnet.cli.evidence", "evidence", "Show who says so; as a table and back."),
    "explain": ("boolnet.cli.explain", "explain", "Explain a node, or the code of a message."),
    "fixed-points": ("boolnet.cli.fixed_points", "fixed_points", "Find all fixed points."),
    "fmt": ("boolnet.cli.fmt", "fmt", "Lay out rule files; the meaning stays, and is compared."),
    "knockout": ("boolnet.cli.knockout", "knockout", "Compare a knockout with the wild type."),
    "lsp": ("boolnet.cli.lsp", "lsp", "Start the language server, for editors."),
    "models": ("boolnet.cli.models", "models", "List and show the models boolnet brings along."),
    "new": ("boolnet.cli.new", "new", "Write a rule file to start from."),
    "picture": ("boolnet.cli.picture", "picture", "Draw the network."),
    "reach": ("boolnet.cli.reach", "reach", "Find what can be reached from a start, and how."),
    "screen": ("boolnet.cli.screen", "screen", "Compare many experiments with the wild type."),
    "show": ("boolnet.cli.show", "show", "Show nodes, regulators and feedback loops."),
    "stats": ("boolnet.cli.stats", "stats", "Count nodes, regulations and kinds of rules."),
    "trap-spaces": ("boolnet.cli.trap_spaces", "trap_spaces", "Find all minimal trap spaces."),
    "truth-table": (
        "boolnet.cli.truth_table",
        "truth_table",
        "Show the table of a rule; or a table as a rule.",
    ),
    "verify": ("boolnet.cli.verify", "verify", "Check the claims of models."),
    "watch": ("boolnet.cli.watch_file", "watch", "Check a file each time it is saved."),
}


class Commands(click.Group):
    """The commands, loaded when they are called; and the one place where errors end."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            hints = suggest(name, _COMMANDS)
            hint = f"; did you mean {hints[0]}?" if hints else ""
            raise click.UsageError(f'there is no command "{name}"{hint}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])

    def main(  # type: ignore[override]  # it never returns, whatever the mode
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and end the process with its exit status; see the module."""
        _speak_utf8()
        sys.set_int_max_str_digits(0)  # a network can have more than 10^4300 attractors
        words = list(sys.argv[1:] if args is None else args)
        try:
            extra["standalone_mode"] = False  # errors end here, not in click
            status: object = super().main(args, prog_name, None, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            status = _leave_pipe()
        except Exception as error:
            status = _report(error, traceback="--traceback" in words)
        sys.exit(status if isinstance(status, int) else 0)


def _report(error: Exception, *, traceback: bool) -> int:
    """Say what went wrong on stderr; the exit status."""
    if isinstance(error, click.exceptions.Abort) or _is_interrupt(error):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    if isinstance(error, Failure):
        error.show()
        return error.status
    if isinstance(error, click.UsageError):
        _show_usage(error)
        return COULD_NOT_RUN
    if isinstance(error, click.ClickException):
        say("error", error.format_message())
        return COULD_NOT_RUN
    if isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.EINVAL):
        return _leave_pipe()
    if isinstance(error, OSError) and not traceback:
        where = f" {error.filename}" if error.filename else ""
        say("error", f"cannot read or write{where}: {error.strerror or error}")
        return COULD_NOT_RUN
    if isinstance(error, BoolnetError) and not traceback:
        return _report_input(error)
    if traceback:
        import traceback as tracebacks

        click.echo("".join(tracebacks.format_exception(error)).rstrip(), err=True)
    say(
        "internal error", f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    )
    if not traceback:
        click.echo(
            "This is a mistake in boolnet, not in your file. To see where, repeat the command\n"
            "with --traceback behind boolnet; please report it together with what that prints.",
            err=True,
        )
    return BUG


def _is_interrupt(error: BaseException) -> bool:
    """Whether Ctrl-C is behind *error*: a class that was being loaded wraps it in one."""
    cause = error.__cause__ or error.__context__
    return isinstance(error, KeyboardInterrupt) or (cause is not None and _is_interrupt(cause))


def _report_input(error: BoolnetError) -> int:
    if isinstance(error, FindingsError):
        from boolnet.cli.failure import wants_colour
        from boolnet.report.diagnostics import format_error

        click.echo(format_error(error, colour=wants_colour(sys.stderr)), err=True)
        return 1 if isinstance(error, RuleFileError) else COULD_NOT_RUN
    code = error.code if isinstance(error, FormatError) else ""
    say(f"error[{code}]" if code else "error", str(error))
    return COULD_NOT_RUN


def _show_usage(error: click.UsageError) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    message = error.format_message()
    say("error", message[:1].lower() + message[1:])
    if error.ctx is not None:
        click.echo(f"{error.ctx.command_path} --help shows how it is used", err=True)


def _leave_pipe() -> int:
    """Whoever read our output has seen enough; say nothing, now and when Python ends."""
    with suppress(OSError, ValueError):  # no real file: nothing will be flushed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale; never fail on a character."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    parts = [f"Python {platform.python_version()}"]
    for library in ("clingo", "oxidd"):
        try:
            parts.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            parts.append(f"{library} missing")
    click.echo(f"boolnet {__version__} ({', '.join(parts)})")
    ctx.exit()


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of boolnet, Python and the solvers.",
)
@click.option(
    "--traceback",
    is_flag=True,
    expose_value=False,
    help="After an internal error, print where it happened.",
)
def main() -> None:
    """A simulator of Boolean signalling networks.

    FILE is always a rule file (.bnet, SBML-qual, GINML, AEON, ...), a model folder, - for
    standard input, or the name of a shipped model.

    \b
    Examples:
      boolnet attractors osteoimmune --environment ovx
      boolnet knockout rank_nfatc1 NFATc1 --environment standard_culture
    """
