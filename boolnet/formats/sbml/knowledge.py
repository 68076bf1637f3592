"""Notes and MIRIAM annotations: what a model says about its species and regulations."""

from __future__ import annotations

from boolnet.formats.identifiers import compact
from boolnet.formats.xml_places import name_span, plain_text
from boolnet.formats.xml_tree import Element
from boolnet.language.source import SourceText
from boolnet.network.evidence import About, Evidence


def read_about(source: SourceText, element: Element) -> About:
    """What the notes and the annotation of *element* say, ``#@`` lines left out."""
    if our_lines(element):
        return About()
    return About(note=_note(source, element), identifiers=_identifiers(element))


def read_evidence(
    source: SourceText, element: Element, regulator: str, target: str, arrow: str
) -> Evidence | None:
    """The report of a regulation on its input; `None` when nothing is said but ``#@`` lines."""
    if our_lines(element):
        return None
    note, references = _note(source, element), _identifiers(element)
    if not (note or references):
        return None
    span = name_span(source, element)
    return Evidence(regulator, target, arrow, references, note=note, span=span)


def our_lines(element: Element) -> list[Element]:
    """The ``#@`` lines in the notes of *element*, which boolnet has written."""
    notes = element.find("notes")
    if notes is None:
        return []
    return [part for part in notes.walk() if part.name == "p" and part.text.startswith("#@")]


def _note(source: SourceText, element: Element) -> str:
    notes = element.find("notes")
    return "" if notes is None else plain_text(source, notes)


def _identifiers(element: Element) -> tuple[str, ...]:
    annotation = element.find("annotation")
    if annotation is None:
        return ()
    found = [
        compact(part.get("resource"))
        for part in annotation.walk()
        if part.name == "li" and part.get("resource")
    ]
    return tuple(dict.fromkeys(found))
