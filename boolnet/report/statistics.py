"""Networks in numbers: as a list, as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from boolnet.analysis.statistics import Statistics, Tally
from boolnet.formats.cells import protect
from boolnet.network.loops import LoopCount
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_percent
from boolnet.report.record import TOOL, Record
from boolnet.report.style import Style, pad, pad_left, wrap_text

Named = Sequence[tuple[str, Statistics]]


def format_statistics(found: Named, style: Style | None = None) -> str:
    """One network as a list with words, several as a table with a row each."""
    style = style or Style()
    if len(found) == 1:
        return _format_one(*found[0], style)
    return _format_table(found, style)


def _format_one(name: str, numbers: Statistics, style: Style) -> str:
    signs = numbers.signs
    words = {
        "+": "activating", "-": "inhibiting", "±": "both ways",
        "0": "without effect", "?": "too entangled to tell",
    }  # fmt: skip
    told = ", ".join(f"{signs[sign]:,} {word}" for sign, word in words.items() if signs[sign])
    rules = numbers.classified + numbers.unclassified
    of_threshold = numbers.threshold.of
    blocks = ", ".join(f"{size:,}" for size in numbers.blocks[:8])
    if len(numbers.blocks) > 8:
        blocks += f" and {len(numbers.blocks) - 8:,} smaller ones"
    blocks = f", of {blocks} nodes" if blocks else ""
    told_of = f", of the {of_threshold:,} that could be told" if of_threshold < rules else ""
    rows = [
        ("nodes", f"{numbers.nodes:,}: {numbers.inputs:,} inputs, {numbers.constants:,} constant, "
                  f"{numbers.readouts:,} readouts"),
        ("regulations", f"{numbers.regulations:,}" + (f": {told}" if told else "")),
        ("regulators", f"{_mean(numbers.regulators)} in a rule on average, at most "
                       f"{max(numbers.regulators, default=0):,}"),
        ("rule size", f"{_mean(numbers.sizes)} names on average, at most "
                      f"{max(numbers.sizes, default=0):,}"),
        ("unate", _share(numbers.unate)),
        ("canalising", _share(numbers.canalising)),
        ("nested canalising", _share(numbers.nested)),
        ("threshold", _share(numbers.threshold) + told_of),
        ("bias", _number(numbers.bias)),
        ("sensitivity", f"{_number(numbers.sensitivity)} on average"),
        ("components", f"{len(numbers.blocks):,} with feedback{blocks}"),
        ("feedback loops", _loops(numbers.loops)),
        ("evidence", f"{numbers.supported.count:,} of {numbers.supported.of:,} regulations"),
    ]  # fmt: skip
    if numbers.unclassified:
        rows.insert(4, ("rules", f"{numbers.unclassified:,} too entangled to classify"))
    lines = [style.title(show(name))]
    return "\n".join(lines + [f"  {pad(label, 18)} {text}" for label, text in rows])


def _share(tally: Tally) -> str:
    share = tally.share
    return "no rules" if share is None else f"{format_percent(share)} of the rules"


def _number(value: Fraction | None) -> str:
    return "-" if value is None else f"{float(value):.2f}"


def _mean(values: Sequence[int]) -> str:
    return f"{sum(values) / len(values):.2f}" if values else "0"


def _loops(loops: LoopCount) -> str:
    if not loops.count:
        return "none" if not loops.more else "too many steps to count"
    told = f"more than {loops.count:,}, of those counted" if loops.more else f"{loops.count:,}:"
    words = {"+": "positive", "-": "negative", "±": "ambiguous"}
    parts = [f"{loops.signs[sign]:,} {word}" for sign, word in words.items() if loops.signs[sign]]
    return f"{told} {', '.join(parts)}"


_HEAD = (
    "nodes", "inputs", "edges", "act", "inh", "both", "mean", "max", "unate", "canal", "nested",
    "thresh", "bias", "sens", "loops", "evid",
)  # fmt: skip
_LEGEND = (
    "edges: regulations, of which act activate, inh inhibit, both do both; mean, max: regulators "
    "in a rule; unate, canal(ising), nested (canalising), thresh(old): shares of the rules; bias: "
    "share of cases with 1; sens: average sensitivity; loops: feedback loops; evid: regulations "
    "with evidence; > at least so many"
)


def _format_table(found: Named, style: Style) -> str:
    rows = [["file", *_HEAD]]
    for name, n in found:
        shares = [_percent(tally) for tally in (n.unate, n.canalising, n.nested, n.threshold)]
        rows.append(
            [
                show(name), *(f"{x:,}" for x in (n.nodes, n.inputs, n.regulations)),
                *(f"{n.signs[sign]:,}" for sign in "+-±"), _mean(n.regulators),
                f"{max(n.regulators, default=0):,}", *shares, _number(n.bias),
                _number(n.sensitivity), f"{'>' if n.loops.more else ''}{n.loops.count:,}",
                _percent(n.supported),
            ]
        )  # fmt: skip
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [pad(row[0], widths[0])]
        cells += [pad_left(cell, widths[i]) for i, cell in enumerate(row) if i]
        lines.append(" ".join(cells).rstrip())
    lines[0] = style.title(lines[0])
    return "\n".join([*lines, "", *map(style.faint, wrap_text(_LEGEND, style.width))])


def _percent(tally: Tally) -> str:
    return "-" if tally.share is None else format_percent(tally.share)


# -- CSV and JSON --------------------------------------------------------------------------


def format_csv(found: Named) -> str:
    """One row for each network; no cell is a formula to a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    rows = [flatten(name, numbers) for name, numbers in found]
    writer.writerow(rows[0] if rows else ())
    for row in rows:
        writer.writerow(["" if v is None else protect(str(v)) for v in row.values()])
    return stream.getvalue()


def flatten(name: str, numbers: Statistics) -> Record:
    """The columns of a network, in their order."""
    signs, loops = numbers.signs, numbers.loops
    return {
        "file": name,
        "nodes": numbers.nodes,
        "inputs": numbers.inputs,
        "constants": numbers.constants,
        "readouts": numbers.readouts,
        "regulations": numbers.regulations,
        "activating": signs["+"],
        "inhibiting": signs["-"],
        "both": signs["±"],
        "no_effect": signs["0"],
        "undecided": signs["?"],
        "mean_regulators": _float_mean(numbers.regulators),
        "max_regulators": max(numbers.regulators, default=0),
        "mean_rule_size": _float_mean(numbers.sizes),
        "max_rule_size": max(numbers.sizes, default=0),
        "classified": numbers.classified,
        "unclassified": numbers.unclassified,
        "unate": _float(numbers.unate.share),
        "canalising": _float(numbers.canalising.share),
        "nested_canalising": _float(numbers.nested.share),
        "threshold": _float(numbers.threshold.share),
        "threshold_told": numbers.threshold.of,
        "bias": _float(numbers.bias),
        "sensitivity": _float(numbers.sensitivity),
        "components": len(numbers.blocks),
        "largest_component": max(numbers.blocks, default=0),
        "loops": loops.count,
        "positive_loops": loops.signs["+"],
        "negative_loops": loops.signs["-"],
        "ambiguous_loops": loops.signs["±"],
        "loops_complete": int(not loops.more),
        "evidence": numbers.supported.count,
        "evidence_wanted": numbers.supported.of,
    }


def _float(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _float_mean(values: Sequence[int]) -> float:
    return round(sum(values) / len(values), 6) if values else 0.0


def describe_statistics(found: Named, refused: Sequence[tuple[str, str]]) -> Record:
    """The record ``boolnet-stats/1``.

    Args:
        found: The networks.
        refused: Files that could not be read, with the reason.
    """
    networks = []
    for name, numbers in found:
        record = flatten(name, numbers)
        record["loops_complete"] = bool(record["loops_complete"])
        record["components"] = list(numbers.blocks)
        networks.append(record)
    return {
        "schema": "boolnet-stats/1",
        "tool": TOOL,
        "networks": networks,
        "refused": [{"file": name, "reason": reason} for name, reason in refused],
    }
