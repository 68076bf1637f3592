"""How a file is to be checked: what the command, ``boolnet.toml`` and ``pyproject.toml`` say.

The settings of a file are those of the nearest folder above it with a ``boolnet.toml`` or with a
``pyproject.toml`` that has a table ``[tool.boolnet.check]``. A mistake in them is an error, never
silently ignored.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from boolnet.checking.profiles import PROFILES, Profile
from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, InputError
from boolnet.formats.dialects import find_reader
from boolnet.formats.files import MAX_BYTES
from boolnet.language.ignores import is_code
from boolnet.network.checks.deeds import EXACT_LIMIT
from boolnet.network.names import suggest

OWN, SHARED = "boolnet.toml", "pyproject.toml"
LEVELS = ("error", "warning", "never")
_MOST = 1024 * 1024  # bytes of a file of settings
_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "note": Severity.INFO,
}
_KEYS = (
    "select", "ignore", "severity", "per-file-ignores", "profile", "fail-on", "max-bytes",
    "max-diagnostics", "encoding", "for", "exclude", "exact-limit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What of the findings of a file is said, and how.

    Attributes:
        select: Only these codes or families; all that are on when empty.
        ignore: Never these.
        severity: Codes that weigh more or less than usual; naming one turns it on.
        per_file: Patterns of paths, and what is ignored in files that match.
        profile: The name of a profile.
        fail_on: From which severity on a check fails; that of the profile when empty.
        max_bytes: Larger files are refused.
        max_diagnostics: So many findings of a file are printed; `None` when not said.
        encoding: How texts are encoded.
        readers: Other programs whose reading is compared.
        exact_limit: Rules with more regulators are not decided exactly.
        exclude: Patterns of paths that a search through a folder leaves out.
        folder: The folder that patterns of paths start from.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    profile: str = "default"
    fail_on: str = ""
    max_bytes: int = MAX_BYTES
    max_diagnostics: int | None = None
    encoding: str = "utf-8"
    readers: tuple[str, ...] = ()
    exact_limit: int = EXACT_LIMIT
    exclude: tuple[str, ...] = ()
    folder: Path = field(default_factory=Path)

    @property
    def rules(self) -> Profile:
        """The profile."""
        return PROFILES[self.profile]

    @property
    def fails_on(self) -> str:
        """From which severity on a check fails: ``error``, ``warning`` or ``never``."""
        return self.fail_on or self.rules.fail_on

    def for_file(self, path: str) -> Settings:
        """The settings of the file *path*: what is ignored there is added."""
        more = [code for pattern, codes in self.per_file if self.matches(path, pattern)
                for code in codes]  # fmt: skip
        return replace(self, ignore=(*self.ignore, *more)) if more else self

    def matches(self, path: str, pattern: str) -> bool:
        """Whether *path*, or its name, is one that *pattern* stands for."""
        whole = PurePath(path) if path == "-" else Path(path).absolute()
        base = self.folder.absolute()
        inner = whole.relative_to(base) if whole.is_relative_to(base) else whole
        shown = inner.as_posix()
        wanted = pattern.rstrip("/")
        return (
            fnmatchcase(shown, wanted)
            or fnmatchcase(shown, f"{wanted}/*")
            or ("/" not in wanted and any(fnmatchcase(part, wanted) for part in inner.parts))
        )

    def says(self, code: str) -> bool:
        """Whether findings with *code* are said at all."""
        if code.startswith(self.ignore):
            return False
        if self.select:
            return code.startswith(self.select)
        return code in self.severity or not code.startswith(self.rules.off)

    def weight(self, code: str, severity: Severity) -> Severity:
        """How much *code*, by itself of *severity*, weighs."""
        return self.severity.get(code, self.rules.severity.get(code, severity))


def find_settings(folder: Path) -> Settings:
    """The settings of files in *folder*.

    Raises:
        InputError: They have a mistake; the message names the file and the key.

    Cost:
        Two looks into each folder up to the root.
    """
    for place in (folder.absolute(), *folder.absolute().parents):
        for name in (OWN, SHARED):
            found = place / name
            if found.is_file():
                settings = read_settings(found)
                if settings is not None:
                    return settings
    return Settings()


def read_settings(path: Path) -> Settings | None:
    """The settings in *path*; `None` when a ``pyproject.toml`` says nothing about boolnet.

    Raises:
        InputError: It cannot be read, is no TOML, or has a mistake.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    if path.name == SHARED and b"boolnet" not in data[:_MOST]:
        return None
    if len(data) > _MOST:
        raise InputError(f"{path}: a file of settings has at most 1 MB")
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None
    place, table = _find_table(path, values)
    return None if table is None else _Reader(f"{path}, [{place}]", table).read(path.parent)


def _find_table(path: Path, values: Mapping[str, Any]) -> tuple[str, Any]:
    """``[tool.boolnet.check]``, which a ``boolnet.toml`` may call ``[check]``."""
    own = values.get("tool", {})
    own = own.get("boolnet", {}) if isinstance(own, dict) else {}
    inner = own.get("check") if isinstance(own, dict) else None
    if inner is not None or path.name == SHARED:
        return "tool.boolnet.check", inner
    for key in values:
        if key not in ("check", "tool"):
            hint = f"settings of a check stand below [check]: [check], then {key} = ..."
            if key not in _KEYS:
                close = suggest(key, ("check",))
                hint = "did you mean [check]?" if close else "there is [check]"
            raise InputError(f'{path}: there is no key "{key}" here; {hint}')
    return "check", values.get("check", {})


class _Reader:
    """One table of settings, key by key."""

    def __init__(self, place: str, table: Any) -> None:
        self.place = place
        if not isinstance(table, dict):
            raise self.error(f"this must be a table, not {table!r}")
        self.table = table

    def error(self, reason: str) -> InputError:
        return InputError(f"{self.place}: {reason}")

    def read(self, folder: Path) -> Settings:
        for key in self.table:
            if key not in _KEYS:
                hints = suggest(key.replace("_", "-"), _KEYS)
                hint = f"did you mean {hints[0]}?" if hints else f"there are {', '.join(_KEYS)}"
                raise self.error(f'there is no key "{key}"; {hint}')
        return Settings(
            select=self.codes("select", self.table.get("select", [])),
            ignore=self.codes("ignore", self.table.get("ignore", [])),
            severity=self.severities(),
            per_file=tuple(
                (pattern, self.codes(f'per-file-ignores."{pattern}"', codes))
                for pattern, codes in self.mapping("per-file-ignores").items()
            ),
            profile=self.choice("profile", tuple(PROFILES), "default"),
            fail_on=self.choice("fail-on", LEVELS, ""),
            max_bytes=self.number("max-bytes", MAX_BYTES, 1) or MAX_BYTES,
            max_diagnostics=self.number("max-diagnostics", None, 0),
            encoding=self.encoding(),
            readers=self.programs(),
            exact_limit=self.number("exact-limit", EXACT_LIMIT, 0) or 0,
            exclude=self.texts("exclude"),
            folder=folder,
        )

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.error(f"{key} must be a list of texts, not {value!r}")
        return tuple(value)

    def programs(self) -> tuple[str, ...]:
        try:
            return tuple(find_reader(name).name for name in self.texts("for"))
        except FormatError as error:
            raise self.error(f"for: {error}") from None

    def codes(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            raise self.error(f'{key} must be a list of codes, such as ["BN203"], not {value!r}')
        return tuple(self.code(key, code) for code in value)

    def code(self, key: str, code: str) -> str:
        if not is_code(code.upper()):
            raise self.error(f'{key}: there is no code "{code}"; codes look like BN203')
        return code.upper()

    def severities(self) -> dict[str, Severity]:
        found = {}
        for code, value in self.mapping("severity").items():
            if value not in _SEVERITIES or not isinstance(value, str):
                raise self.error(f"severity.{code} must be error, warning or info, not {value!r}")
            name = self.code("severity", code)
            if len(name) != 5:
                raise self.error(f"severity: {code} is no single code; name each, such as BN203")
            found[name] = _SEVERITIES[value]
        return found

    def choice(self, key: str, known: tuple[str, ...], otherwise: str) -> str:
        value = self.table.get(key, otherwise)
        if value != otherwise and value not in known:
            hints = suggest(value, known) if isinstance(value, str) else ()
            hint = f"; did you mean {hints[0]}?" if hints else ""
            raise self.error(f"{key} must be one of {', '.join(known)}, not {value!r}{hint}")
        return str(value)

    def number(self, key: str, otherwise: int | None, least: int) -> int | None:
        value = self.table.get(key, otherwise)
        if value is otherwise:
            return otherwise
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.error(f"{key} must be a whole number of at least {least}, not {value!r}")
        return value

    def encoding(self) -> str:
        value = self.table.get("encoding", "utf-8")
        try:
            bytes(range(256)).decode(value, "backslashreplace")
        except (LookupError, ValueError, TypeError):
            raise self.error(f"there is no encoding {value!r}") from None
        return str(value)
