"""Zipped GINML: the archives that GINsim saves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.formats.archive import Archive, open_archive
from boolnet.formats.ginml.reader import read as read_graph
from boolnet.formats.ginml.writer import write_graph
from boolnet.formats.markup import find_encoding, judge_text
from boolnet.formats.reading import Reading
from boolnet.formats.written import Written
from boolnet.formats.xml_tree import Element, parse_xml
from boolnet.language.decode import decode
from boolnet.language.source import SourceText
from boolnet.network.network import Network
from boolnet.network.rule import normalise

FOLDER = "GINsim-data/"
GRAPH = f"{FOLDER}regulatoryGraph.ginml"
# What else GINsim keeps there, and a network has not.
_LOST = {
    "mutant": "the perturbations",
    "reg2dyn_parameters": "the parameters of simulations",
    "modelSimplifier": "the reductions",
    "avatar_parameters": "the parameters of Avatar",
    "biblio": "the bibliography",
}


def read(data: bytes, path: str, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in the archive *data*, and every finding.

    Args:
        data: The archive.
        path: Its name.
        title: The network's title.
        ignore: Not used: names are read as they are written.

    Cost:
        Linear in the graph; at most 64 MB of it are unpacked.
    """
    archive = open_archive(data)
    if isinstance(archive, Diagnostic):
        return Reading(SourceText.of("", path), None, (archive,))
    if GRAPH not in archive.names:
        missing = Diagnostic(
            "BN008",
            Severity.ERROR,
            f"the archive has no member {GRAPH}",
            notes=(f"it has {', '.join(map(shorten, archive.names[:5])) or 'none that is safe'}",),
            help="save the model in GINsim; other archives are read with --from cell-collective",
        )
        return Reading(SourceText.of("", path), None, (*archive.findings, missing))
    content = archive.read(GRAPH)
    if isinstance(content, Diagnostic):
        return Reading(SourceText.of("", path), None, (*archive.findings, content))
    source, found = decode(content, path, find_encoding(content))
    found = judge_text(found)
    if any(finding.severity is Severity.ERROR for finding in found):
        return Reading(source, None, (*archive.findings, *found))
    reading = read_graph(source, title, ignore)
    lost = [text for name, text in _LOST.items() if f"{FOLDER}{name}" in archive.names]
    start: dict[str, bool] = {}
    if reading.network is not None:
        start, more = _start(archive, reading.network)
        lost += more
    return replace(
        reading,
        # No fix: what is shown is not what the file holds.
        diagnostics=(
            *archive.findings,
            *(replace(finding, fix=None) for finding in (*found, *reading.diagnostics)),
        ),
        start=start,
        lost=(*reading.lost, *lost),
    )


def _start(archive: Archive, network: Network) -> tuple[dict[str, bool], list[str]]:
    """The start state where there is one, and what cannot be kept where there are several."""
    states = list(_states(archive))
    if len(states) != 1:
        return {}, [f"{len(states):,} named start states"] if states else []
    start: dict[str, bool] = {}
    for part in states[0].get("value").split():
        name, _, level = part.partition(";")
        name = normalise(name)
        if not (level.isascii() and level.isdecimal() and len(level) < 10):
            continue
        ladder = next((nodes for nodes in network.ladders if nodes[0] == f"{name}_b1"), (name,))
        start |= {n: place < int(level) for place, n in enumerate(ladder) if n in network.index}
    return start, []


def _states(archive: Archive) -> Iterator[Element]:
    """The states and the settings of inputs that the archive names."""
    member = f"{FOLDER}initialState"
    content = archive.read(member) if member in archive.names else b""
    if isinstance(content, Diagnostic):
        return
    root = parse_xml(SourceText.of(content.decode("utf-8", "replace")), doctype=True)
    if isinstance(root, Element):
        yield from (part for part in root.children if part.name in ("initialState", "input"))


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as an archive with its graph and, where there are start values, one state.

    Raises:
        FormatError: A rule counts so many regulators that it could not be written.
    """
    text, names = write_graph(network)
    members = {GRAPH: text}
    if start:
        values = " ".join(f"{names.get(name, name)};{int(v)}" for name, v in start.items())
        members[f"{FOLDER}initialState"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<initialStates>\n'
            f'  <initialState name="start" value="{values}"/>\n</initialStates>\n'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)  # always the same time: equal networks, equal files
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return Written(stream.getvalue(), names)
