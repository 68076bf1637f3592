"""What `boolnet convert` has to say: what was read, renamed, lost, and proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from boolnet.diagnostics import Severity, shorten
from boolnet.formats.conversion import Conversion
from boolnet.formats.proof import Comparison, Difference
from boolnet.formats.reading import Reading
from boolnet.formats.registry import Format, find_format
from boolnet.report.numbers import plural
from boolnet.report.record import TOOL, Record, describe_network

_MOST = 5  # renamed nodes, and differences, that are shown
_LOSSY = "BN705"
_PORTABILITY = ("BN207", "BN208")

Beside: TypeAlias = Sequence[tuple[str, bool]]


def format_conversion(
    reading: Reading,
    done: Conversion,
    form: Format,
    *,
    table: str,
    beside: Beside,
    programs: int,
) -> list[str]:
    """The lines of the report; findings of severity note are not repeated.

    Args:
        reading: What was read.
        done: What came of it.
        form: The format that was written.
        table: The file with the table of names; empty when there is none.
        beside: The files that go with it, each with whether it was written.
        programs: For how many programs it was written.
    """
    network = done.before
    rules = sum(not node.is_input for node in network.nodes)
    uses = sum(len(n.function.regulators) for n in network.nodes if not n.is_input)
    title = find_format(reading.format).title
    lines = [f"{plural(len(network), 'node')}, {plural(uses, 'regulation')} read from {title}"]
    if done.undone:
        lines.append(f"names set back: {_pairs(done.undone)}")
    if done.names:
        where = [f"table in {table}"] * bool(table) + ["as #@ name="] * (form.name == "bnet")
        lines.append(
            f"renamed {len(done.names):,}: {_pairs(done.names)}"
            + (f"      ({' and '.join(where)})" if where else "")
        )
    lines += [f"{d.message} ({d.code})" for d in reading.diagnostics if d.code == "BN708"]
    lines += [f"lost: {what} ({_LOSSY})" for what in done.lost]
    lines += [
        f"wrote {path} beside it" if fresh else f"{path} exists and was left as it is"
        for path, fresh in beside
    ]
    if done.beside and not beside:
        lines.append(f"not written: the {' and '.join(done.beside)} file that goes with it")
    if done.again is not None and not programs:
        lines += _advice(done.again)
    lines.append(_proof(done, form, rules))
    for name in done.comparison.inputs if done.comparison is not None else ():
        lines.append(f"{shorten(name)} keeps its value, as before; the new file has it as an input")
    return lines


def format_failure(done: Conversion) -> str:
    """Why nothing was written, rule by rule."""
    lines = [done.failed]
    if done.comparison is not None:
        lines += _differences(done.comparison)
    return "\n".join(lines)


def describe_conversion(
    reading: Reading, done: Conversion, form: Format, *, output: str, table: str, beside: Beside
) -> Record:
    """The record ``boolnet-conversion/1``."""
    comparison = done.comparison
    return {
        "schema": "boolnet-conversion/1",
        "tool": TOOL,
        "network": describe_network(done.before),
        "from": {"path": reading.source.path, "format": reading.format},
        "to": {
            "path": output,
            "format": form.name,
            "names_table": table or None,
            "beside": [path for path, fresh in beside if fresh],
        },
        "renamed": dict(done.names),
        "names_set_back": dict(done.undone),
        "lost": list(done.lost),
        "rules": None
        if comparison is None
        else {
            "same": comparison.same,
            "undecided": list(comparison.undecided),
        },
    }


def _proof(done: Conversion, form: Format, rules: int) -> str:
    if not form.rules:
        return f"{form.title} does not hold rules: {plural(rules, 'rule')} cannot be read back"
    if done.comparison is None:
        return f"not compared: boolnet does not read {form.title}"
    count, left = len(done.before), done.comparison.undecided
    if not left:
        every = f"all {count:,} rules have" if count > 1 else "the rule has"
        return f"re-read and compared: {every} the same meaning"
    shown = ", ".join(map(shorten, left[:_MOST])) + (", ..." if len(left) > _MOST else "")
    return (
        f"re-read and compared: {done.comparison.same:,} of {plural(count, 'rule')} have the same "
        f"meaning; too entangled to be compared: {shown}"
    )


def _advice(again: Reading) -> Iterator[str]:
    """What other programs make of the names, one line for each kind."""
    for finding in again.diagnostics:
        if finding.code in _PORTABILITY:
            yield f"{finding.message} ({finding.code}; --for r-boolnet renames)"
        elif finding.severity is not Severity.INFO and finding.code.startswith("BN2"):
            yield f"{finding.message} ({finding.code})"


def _differences(comparison: Comparison) -> Iterator[str]:
    for difference in comparison.different[:_MOST]:
        yield f"{shorten(difference.node)}: {_witness(difference)}"
    left = len(comparison.different) - _MOST
    if left > 0:
        yield f"and {plural(left, 'more rule')}"
    for names, verb in ((comparison.missing, "is gone"), (comparison.added, "is new")):
        for name in names[:_MOST]:
            yield f"{shorten(name)} {verb}"


def _witness(difference: Difference) -> str:
    values = " ".join(f"{n}={int(v)}" for n, v in difference.witness.items())
    return f"with {values} it was {int(difference.value)}, is {int(not difference.value)}"


def _pairs(names: Mapping[str, str]) -> str:
    shown = []
    for old, new in list(names.items())[:_MOST]:
        left = shorten(old)
        quoted = left if left.isascii() and left.isidentifier() else f'"{left}"'
        right = shorten(new)
        shown.append(f"{quoted} -> {right}")
    return ", ".join(shown) + (", ..." if len(names) > _MOST else "")
