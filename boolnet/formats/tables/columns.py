"""Which columns of a table say what: those of OmniPath, of SIGNOR, and of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ODD = re.compile(r"[^a-z0-9]+")
_SOURCES = (
    "source", "from", "regulator", "tf", "sourcename", "sourcenode", "sourcegene", "node1",
    "interactora", "upstream", "genea", "gene1", "factor",
)  # fmt: skip
_TARGETS = (
    "target", "to", "regulated", "targetname", "targetnode", "targetgene", "node2", "interactorb",
    "downstream", "geneb", "gene2",
)  # fmt: skip
_EFFECTS = (
    "sign", "effect", "relation", "interaction", "interactiontype", "type", "arrow", "mode", "mor",
    "regulation", "direction", "relationship",
)  # fmt: skip
_REFERENCES = (
    "pmid", "pmids", "pubmed", "pubmedid", "pubmedids", "references", "reference", "refs",
    "citation", "citations", "doi", "dois",
)  # fmt: skip
_FURTHER = ("cell", "species", "assay", "mechanism", "confidence", "quote", "direct", "note")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has what; each a number of a column, -1 where there is none.

    Attributes:
        kind: ``plain``, ``omnipath`` or ``signor``.
        source: The regulator.
        target: The node that is regulated.
        effect: The word for the sign.
        stimulates: OmniPath: whether it activates.
        inhibits: OmniPath: whether it inhibits.
        directed: OmniPath: whether source and target are known as such.
        references: Columns with references.
        further: Columns with other things that evidence holds, by the name of its field.
        entity: SIGNOR, for source and target: the columns of type, identifier and database.
        titles: The names of the columns that are used, as they are written.
    """

    kind: str
    source: int
    target: int
    effect: int = -1
    stimulates: int = -1
    inhibits: int = -1
    directed: int = -1
    references: tuple[int, ...] = ()
    further: dict[str, int] = field(default_factory=dict)
    entity: tuple[tuple[int, int, int], ...] = ()
    titles: tuple[str, ...] = ()


def find_layout(titles: Sequence[str]) -> tuple[Layout | None, str]:
    """The layout of a table whose first row is *titles*, or what it lacks.

    Returns:
        The layout and an empty text; or `None` and the name of the column that is missing;
        or `None` and an empty text where the row has no names of columns that are known.
    """
    places: dict[str, int] = {}
    for index, title in enumerate(titles):
        places.setdefault(_ODD.sub("", title.lower().lstrip("#\ufeff ")), index)

    def find(*names: str) -> int:
        return next((places[name] for name in names if name in places), -1)

    def known(indices: Sequence[int]) -> tuple[str, ...]:
        return tuple(titles[index] for index in sorted({i for i in indices if i >= 0}))

    references = tuple(places[name] for name in _REFERENCES if name in places)
    if "entitya" in places or "entityb" in places:
        for name in ("ENTITYA", "ENTITYB", "EFFECT"):
            if name.lower() not in places:
                return None, name
        further = {
            name: place
            for name, title in (
                ("mechanism", "mechanism"), ("quote", "sentence"), ("confidence", "score"),
                ("direct", "direct"),
            )
            if (place := find(title)) >= 0
        }  # fmt: skip
        entity = tuple(
            (find(f"type{end}"), find(f"id{end}"), find(f"database{end}")) for end in "ab"
        )
        source, target, effect = find("entitya"), find("entityb"), find("effect")
        used = known((source, target, effect, *references, *further.values()))
        layout = Layout("signor", source, target, effect, references=references,
                        further=further, entity=entity, titles=used)  # fmt: skip
        return layout, ""
    source = find("sourcegenesymbol", *_SOURCES)
    target = find("targetgenesymbol", *_TARGETS)
    stimulates = find("consensusstimulation", "isstimulation")
    inhibits = find("consensusinhibition", "isinhibition")
    if stimulates >= 0 or inhibits >= 0:
        for name, place in (
            ("source_genesymbol", source), ("target_genesymbol", target),
            ("is_stimulation", stimulates), ("is_inhibition", inhibits),
        ):  # fmt: skip
            if place < 0:
                return None, name
        directed = find("consensusdirection", "isdirected")
        effort = find("curationeffort")
        further = {"effort": effort} if effort >= 0 else {}
        used = known((source, target, stimulates, inhibits, directed, *references))
        layout = Layout("omnipath", source, target, -1, stimulates, inhibits, directed,
                        references, further, titles=used)  # fmt: skip
        return layout, ""
    effect = find(*_EFFECTS)
    if source < 0 and target < 0:
        return None, ""
    for name, place in (("source", source), ("target", target), ("sign", effect)):
        if place < 0:
            return None, name
    further = {
        name: place
        for name in (
            "cell",
            "species",
            "assay",
            "mechanism",
            "confidence",
            "quote",
            "direct",
            "note",
        )
        if (place := find(name)) >= 0
    }
    used = known((source, target, effect, *references, *further.values()))
    layout = Layout(
        "plain", source, target, effect, references=references, further=further, titles=used
    )
    return layout, ""
