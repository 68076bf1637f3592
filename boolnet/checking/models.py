"""The two other files of a model folder: ``model.toml`` and ``claims.toml`` (BN612).

Their readers raise at the first mistake, or tell all with their lines; here these become findings
with places.
"""

from __future__ import annotations

import re
from pathlib import Path

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.errors import ClaimsError, InputError
from boolnet.formats.reading import Reading
from boolnet.language.source import SourceText
from boolnet.network.claims_file import read_claims
from boolnet.network.library import ABOUT, CLAIMS, Model
from boolnet.network.model_file import read_model_file
from boolnet.network.network import Network

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_LINE = re.compile(r":(\d+): ")
_TABLE = re.compile(r"^, \[([^\]]+)\]")
_KEY = re.compile(r'there is no (?:key|node|input|environment|phenotype|therapy) "([^"]+)"')
_MOST_TEXT = 16 * 1024 * 1024


def check_model(folder: str, network: Network) -> list[Reading]:
    """What there is to say about the files beside the rules of a model.

    Args:
        folder: The folder of the model.
        network: Its rules.

    Cost:
        Linear in the files.
    """
    about, claims = Path(folder) / ABOUT, Path(folder) / CLAIMS
    try:
        found = read_model_file(about, network)
    except (InputError, OSError) as error:
        # Without environments and phenotypes every claim would be wrong.
        return [_reading(about, [_describe(error)])]
    readings = [_reading(about, [])]
    if not claims.is_file():
        return readings
    model = Model(Path(folder).resolve().name, network, path=Path(folder), **vars(found))
    problems: list[str] = []
    try:
        read_claims(model)
    except ClaimsError as error:
        problems = list(error.problems)
    except (InputError, OSError) as error:
        problems = [_describe(error)]
    readings.append(_reading(claims, problems))
    return readings


def _describe(error: InputError | OSError) -> str:
    if isinstance(error, OSError):
        return f"cannot read it: {error.strerror or error}"
    return str(error)


def _reading(path: Path, problems: list[str]) -> Reading:
    try:
        with path.open("rb") as stream:
            text = stream.read(_MOST_TEXT).decode("utf-8-sig", "replace")
    except OSError:
        text = ""
    source = SourceText.of(text, str(path))
    findings = [_finding(problem, source) for problem in problems]
    findings.sort(key=lambda finding: finding.span.start if finding.span else -1)
    return Reading(source, None, tuple(findings), format="toml")


def _finding(problem: str, source: SourceText) -> Diagnostic:
    """*problem*, which begins with the path and perhaps a line or a table, as a finding."""
    rest = problem.removeprefix(source.path)
    line = 0
    if at := _AT.search(rest):
        line = int(at[1])
        rest = rest.replace(f" {at[0]}", "")
    elif (numbered := _LINE.match(rest)) is not None:
        line = int(numbered[1])
        rest = rest[numbered.end() :]
    elif (table := _TABLE.match(rest)) is not None:
        line = _line_of_table(table[1], source)
    message = rest.removeprefix(":").removeprefix(",").strip()
    return Diagnostic("BN612", Severity.ERROR, message, _span(line, message, source))


def _line_of_table(name: str, source: SourceText) -> int:
    """The line ``[name]``, or that of the table which it is in; 0 when there is none."""
    parts = name.split(".")
    heads = {".".join(parts[: n + 1]) for n in range(len(parts))}
    best = (0, 0)
    for number in range(1, len(source.starts) + 1):
        line = source.line_text(number).strip()
        if line.startswith("["):
            head = line.partition("]")[0].lstrip("[").replace('"', "").replace("'", "").strip()
            if head in heads and len(head) > best[0]:
                best = (len(head), number)
    return best[1]


def _span(line: int, message: str, source: SourceText) -> Span | None:
    """The word that *message* quotes, below *line*; else that line without its blanks."""
    quoted = _KEY.search(message)
    if quoted is not None:
        start = source.starts[line - 1] if 0 < line <= len(source.starts) else 0
        found = re.compile(rf"(?<![\w-]){re.escape(quoted[1])}(?![\w-])").search(source.text, start)
        if found is not None:
            return Span(found.start(), found.end())
    if not 0 < line <= len(source.starts):
        return None
    text = source.line_text(line)
    start = source.starts[line - 1] + len(text) - len(text.lstrip())
    return Span(start, max(source.starts[line - 1] + len(text.rstrip()), start))
