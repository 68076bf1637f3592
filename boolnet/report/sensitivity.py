"""Which changed rules no claim notices, as text and as a record."""

from __future__ import annotations

from boolnet.analysis.sensitivity import Mutation, Notice, SensitivityReport
from boolnet.network.library import Model
from boolnet.report.echo import show, width
from boolnet.report.numbers import plural
from boolnet.report.record import Record
from boolnet.report.style import Style, pad, wrap_names, wrap_text


def format_sensitivity(model: Model, report: SensitivityReport, style: Style | None = None) -> str:
    """What became of the changes of one model, as text: the rules that nobody would miss."""
    style = style or Style()
    lines = [style.title(f"{show(model.name)}: each regulation left out, and turned")]
    missed = _by_target(report, Notice.MISSED)
    if missed:
        lines += ["", "Changes that no claim notices"]
        names = max(width(show(name)) for name in missed)
        for name, changes in missed.items():
            first = f"  {pad(show(name), names)}  "
            lines += wrap_names(changes, style.width, first=first, indent=len(first))
    lines.append("")
    caught = report.count(Notice.CAUGHT)
    if report.share is not None:
        share = f"{100 * report.share:.0f} %"
        of = caught + report.count(Notice.MISSED)
        lines.append(f"{caught} of {of} changes that a claim could notice are noticed ({share})")
    silent, undecided = report.count(Notice.SILENT), report.count(Notice.UNDECIDED)
    if silent:
        text = (
            f"{silent} more change no readout and no phenotype in any attractor of any named "
            "environment, and are not counted"
        )
        lines += wrap_text(text, style.width)
    if undecided:
        lines.append(style.warn(f"{undecided} undecided"))
    if len(report.mutations) < report.total:
        left = plural(report.total - len(report.mutations), "change")
        lines.append(style.warn(f"{left} of {report.total} not tried: {report.stopped}"))
    return "\n".join(lines)


def describe_sensitivity(model: Model, report: SensitivityReport) -> Record:
    """What became of the changes of one model, for the record ``boolnet-sensitivity/1``."""
    return {
        "name": model.name,
        "version": model.version,
        "digest": model.network.digest,
        "total": report.total,
        "tried": len(report.mutations),
        "stopped": report.stopped or None,
        "counts": {notice.value: report.count(notice) for notice in Notice},
        "share": report.share,
        "mutations": [
            {
                "target": mutation.target,
                "regulator": mutation.regulator,
                "change": "turned" if mutation.flipped else "left out",
                "notice": mutation.notice.value,
                "claim": mutation.claim or None,
            }
            for mutation in report.mutations
        ],
    }


def _by_target(report: SensitivityReport, notice: Notice) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mutation in report.mutations:
        if mutation.notice is notice:
            found.setdefault(mutation.target, []).append(_change(mutation))
    return found


def _change(mutation: Mutation) -> str:
    return f"{show(mutation.regulator)} {'turned' if mutation.flipped else 'left out'}"
