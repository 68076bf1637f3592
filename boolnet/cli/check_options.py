"""The options of ``boolnet check``, and what they make of the settings of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from boolnet.checking.profiles import PROFILES
from boolnet.checking.settings import LEVELS, Settings, find_settings, read_settings
from boolnet.cli.failure import Failure
from boolnet.errors import FormatError, InputError
from boolnet.formats.dialects import find_reader
from boolnet.formats.files import MAX_BYTES
from boolnet.formats.registry import find_format
from boolnet.language.ignores import is_code
from boolnet.language.other_readers import PROGRAMS
from boolnet.network.checks.deeds import EXACT_LIMIT

FORMS = ("text", "concise", "json", "sarif", "github", "junit")


@dataclass(frozen=True)
class CheckOptions:
    """How ``boolnet check`` was called; `None` where the settings of a file decide."""

    form: str
    output: str | None
    ascii_only: bool
    most: int | None
    max_bytes: int | None
    exact_limit: int | None
    phenotypes: tuple[str, ...]
    symbols: str | None
    encoding: str | None
    fail_on: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    profile: str | None
    quiet: bool
    fix: bool
    unsafe: bool
    diff: bool
    stdin_name: str
    source_format: str
    readers: tuple[str, ...]
    config: str | None
    no_config: bool

    def settings_of(self, path: str) -> Settings:
        """The settings of the file *path*, the options of the command included.

        Raises:
            Failure: A file of settings has a mistake.
        """
        name = self.stdin_name if path == "-" else path
        try:
            found = self._settings(Path(name) if Path(name).is_dir() else Path(name).parent)
        except InputError as error:
            raise Failure(str(error)) from None
        return replace(
            found,
            select=self.select or found.select,
            ignore=(*found.ignore, *self.ignore),
            profile=self.profile or found.profile,
            fail_on=self.fail_on or found.fail_on,
            max_bytes=self.max_bytes or found.max_bytes,
            exact_limit=found.exact_limit if self.exact_limit is None else self.exact_limit,
            encoding=self.encoding or found.encoding,
            readers=self.readers or found.readers,
            max_diagnostics=self.most if self.most is not None else found.max_diagnostics,
        )

    def _settings(self, folder: Path) -> Settings:
        if self.no_config:
            return Settings()
        if self.config is not None:
            return read_settings(Path(self.config)) or Settings(folder=Path(self.config).parent)
        key = str(folder.absolute())
        if key not in _KNOWN:
            _KNOWN[key] = find_settings(folder)
        return _KNOWN[key]


_KNOWN: dict[str, Settings] = {}


def _split_codes(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """``BN1,BN203`` and repeated options to a list of prefixes."""
    prefixes = tuple(part.strip().upper() for value in values for part in value.split(","))
    for prefix in prefixes:
        if not is_code(prefix) and prefix != "BN":
            raise click.BadParameter(f'"{prefix}" is not a code; codes look like BN203')
    return prefixes


def _programs(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """``aeon,mpbn`` and repeated options to the names of programs."""
    words = [part.strip() for value in values for part in value.split(",") if part.strip()]
    try:
        named = [
            name
            for word in words
            for name in (PROGRAMS if word.lower() == "all" else [find_reader(word).name])
        ]
    except FormatError as error:
        raise click.BadParameter(str(error)) from None
    return tuple(dict.fromkeys(named))


def _known_encoding(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    try:
        bytes(range(256)).decode(value or "utf-8", "backslashreplace")
    except (LookupError, ValueError):
        raise click.BadParameter(f'there is no encoding "{value}"') from None
    return value


def _known_format(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return find_format(value).name if value else ""
    except FormatError as error:
        raise click.BadParameter(str(error)) from None


def check_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give *function* the options, as one `CheckOptions` behind the files."""

    @wraps(function)
    def call(files: tuple[str, ...], as_json: bool, form: str, **values: Any) -> Any:
        form = "json" if as_json else form
        return function(files, CheckOptions(form=form, **values))

    for option in reversed(_OPTIONS):
        call = option(call)
    return call


_OPTIONS = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="text",
        help="How findings are printed.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
    click.option("-o", "--output", metavar="PATH", help="Write what is printed to PATH."),
    click.option("--ascii", "ascii_only", is_flag=True, help="Print only ASCII characters."),
    click.option(
        "--max-diagnostics",
        "most",
        type=click.IntRange(min=0),
        help="Print at most so many findings of a file (100); all are counted.",
    ),
    click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        help=f"Refuse larger files ({MAX_BYTES}).",
    ),
    click.option(
        "--exact-limit",
        type=click.IntRange(min=0),
        help=f"Skip exact checks of rules with more regulators ({EXACT_LIMIT}).",
    ),
    click.option(
        "--phenotype",
        "phenotypes",
        metavar="CONDITION",
        multiple=True,
        help="Say whether an attractor shows this, such as 'Growth & !Apoptosis'.",
    ),
    click.option(
        "--symbols",
        metavar="TABLE",
        help="Say which names are no approved gene symbols, by this table of HGNC.",
    ),
    click.option("--encoding", callback=_known_encoding, help="How the text is encoded (utf-8)."),
    click.option(
        "--from",
        "source_format",
        metavar="FORMAT",
        default="",
        callback=_known_format,
        help="The format of the files, whatever they are called.",
    ),
    click.option(
        "--stdin-name",
        metavar="PATH",
        default="<stdin>",
        help="What - is called in messages; its folder has the settings.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(LEVELS),
        help="Exit with status 1 from this severity on (error).",
    ),
    click.option(
        "--select", multiple=True, callback=_split_codes, help="Only these codes: BN1,BN203."
    ),
    click.option("--ignore", multiple=True, callback=_split_codes, help="Without these codes."),
    click.option(
        "--profile",
        type=click.Choice(list(PROFILES)),
        help="; ".join(f"{name}: {profile.says}" for name, profile in PROFILES.items()) + ".",
    ),
    click.option(
        "--for",
        "readers",
        metavar="PROGRAMS",
        multiple=True,
        callback=_programs,
        help=f"Say what these programs would read: {','.join(PROGRAMS)}, or all.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Hide notes."),
    click.option("--fix", is_flag=True, help="Correct what surely keeps the meaning, in place."),
    click.option("--unsafe", is_flag=True, help="With --fix: also what likely was meant."),
    click.option(
        "--diff", is_flag=True, help="Show what --fix (--unsafe) would change, and change nothing."
    ),
    click.option("--config", metavar="PATH", help="Take the settings from this TOML file."),
    click.option("--no-config", is_flag=True, help="Take no settings from files."),
)
