"""The page of a model, in Markdown: everything its files say, and what came of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boolnet.analysis.claims import ClaimResult, Status
from boolnet.analysis.survey import Shown
from boolnet.logic.expression import format_expression
from boolnet.network.evidence import Evidence
from boolnet.network.library import Model
from boolnet.network.network import Node
from boolnet.network.therapy import Therapy
from boolnet.report.claims import describe_expectation
from boolnet.report.numbers import plural

_CONDITIONS = {True: "1", False: "0", "mixed": "varies"}


@dataclass(frozen=True)
class ModelPage:
    """What a page is made of.

    Attributes:
        model: The model.
        notes: The contents of its ``NOTES.md``: what only a person can write.
        shown: What it shows in each environment.
        results: What became of its claims.
        picture: The file name of the picture of its network; empty when there is none.
    """

    model: Model
    notes: str
    shown: Sequence[Shown]
    results: Sequence[ClaimResult]
    picture: str = ""

    def format(self) -> str:
        """The page."""
        parts = [
            self._head(),
            self.notes.strip().splitlines(),
            self._environments(),
            self._phenotypes(),
            self._therapies(),
            self._claims(),
            self._nodes(),
            ["## Changes", "", "[CHANGES.md](CHANGES.md) says what changed and why."],
        ]
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    # -- the head --------------------------------------------------------------------------

    def _head(self) -> list[str]:
        model = self.model
        network = model.network
        regulations = [r for node in _regulated(network.nodes) for r in node.function.regulators]
        evidence = [line for node in network.nodes for line in node.evidence]
        verify = sum(line.verify for line in evidence)
        zh = model.titles.get("zh", "")
        lines = [
            f"# {model.name}",
            "",
            "<!-- Made by scripts/models from the files of this folder: edit those. -->",
            "",
            f"**{_cell(model.title)}**" + (f" ({zh})" if zh else ""),
            "",
            " ".join(model.description.split()),
            "",
            f"{plural(len(network), 'node')}, {len(network.inputs)} of them inputs; "
            f"{plural(len(regulations), 'regulation')}, {plural(len(evidence), 'line')} of "
            f"evidence, of which {verify} cite a paper that has not been compared with the rule "
            f"yet (*verify*). Version {model.version}, {model.species}, {model.license}.",
            "",
            "```sh",
            f"boolnet attractors {model.name} --environment {next(iter(model.environments), '')}",
            f"boolnet verify {model.name}",
            f"boolnet evidence {model.name}",
            "```",
            "",
            "[Environments](#environments) · [Phenotypes](#phenotypes)"
            + (" · [Therapies](#therapies)" if model.therapies else "")
            + " · [Claims](#claims) · [Nodes and evidence](#nodes-and-evidence)",
        ]
        if self.picture:
            lines += ["", f"![The network of {model.name}]({self.picture})"]
        return lines

    # -- tables ----------------------------------------------------------------------------

    def _environments(self) -> list[str]:
        lines = [
            "## Environments",
            "",
            "Inputs that are not named are 0. *Shows*: the phenotypes in the attractors that are "
            "reached from rest (asynchronously), out of all that there are.",
            "",
        ]
        rows = []
        for shown in self.shown:
            environment, selection = shown.environment, shown.selection
            on = [_code(name) for name, value in environment.inputs.items() if value]
            found = shown.phenotypes()
            words = [_code(name) for name, value in found.items() if value is True]
            words += [f"{_code(n)} varies" for n, value in found.items() if value == "mixed"]
            reached = f"{len(selection.reached)} of {selection.report.count}"
            rows.append(
                (
                    _code(environment.name),
                    _titled(environment.title, environment.titles.get("zh", "")),
                    ", ".join(on) or "none",
                    reached,
                    ", ".join(words) or "none of the phenotypes",
                )
            )
        head = ("environment", "meaning", "inputs at 1", "attractors reached", "shows")
        return [*lines, *_table(head, rows)]

    def _phenotypes(self) -> list[str]:
        rows = [
            (
                _code(phenotype.name),
                _titled(phenotype.title, phenotype.titles.get("zh", "")),
                _code(format_expression(phenotype.condition)),
            )
            for phenotype in self.model.phenotypes.values()
        ]
        return ["## Phenotypes", "", *_table(("phenotype", "meaning", "condition"), rows)]

    def _therapies(self) -> list[str]:
        rows = [
            (
                _code(therapy.name),
                _titled(therapy.title, therapy.titles.get("zh", "")),
                _code(therapy.target) if therapy.target else "",
                _effect(therapy),
                _marked(therapy.source, therapy.confidence, verify=therapy.verify),
            )
            for therapy in self.model.therapies.values()
        ]
        if not rows:
            return []
        head = ("therapy", "meaning", "target", "does", "source")
        return [
            "## Therapies",
            "",
            f"Give one with `--therapy`, as in `boolnet attractors {self.model.name} --therapy "
            f"{next(iter(self.model.therapies))}`.",
            "",
            *_table(head, rows),
        ]

    # -- claims ----------------------------------------------------------------------------

    def _claims(self) -> list[str]:
        if not self.results:
            return []
        counts = {s: sum(v.status is s for v in self.results) for s in Status}
        told = [f"{counts[Status.PASSED]} pass"]
        if counts[Status.CONTESTED]:
            told.append(f"{counts[Status.CONTESTED]} pass on a question that the papers dispute")
        if counts[Status.LIMIT]:
            told.append(f"{plural(counts[Status.LIMIT], 'known limit')}")
        told += [f"{counts[s]} {s.value}" for s in Status if s.is_wrong and counts[s]]
        lines = [
            "## Claims",
            "",
            f"What the model must show, from [claims.toml](claims.toml), checked by "
            f"`boolnet verify {self.model.name}`: {plural(len(self.results), 'claim')}; "
            f"{', '.join(told)}.",
        ]
        for title, status, reason in (
            ("Known limits", Status.LIMIT, "known_limit"),
            ("Contested", Status.CONTESTED, "contested"),
        ):
            found = [v.claim for v in self.results if v.status is status]
            if found:
                lines += ["", f"### {title}", ""]
                lines += [
                    f"* {c.id}: {_cell(c.says)} {_sentence(getattr(c, reason))}" for c in found
                ]
        rows = [
            (
                _cell(result.claim.id),
                _cell(result.claim.says),
                _code(describe_expectation(result.claim)),
                result.status.value,
                _marked(result.claim.source, result.claim.confidence, verify=result.claim.verify),
            )
            for result in self.results
        ]
        head = ("", "claim", "readout", "status", "source")
        return [*lines, "", "### All claims", "", *_table(head, rows)]

    # -- nodes -----------------------------------------------------------------------------

    def _nodes(self) -> list[str]:
        places: dict[str, list[Node]] = {}
        for node in self.model.network.nodes:
            places.setdefault(node.about.compartment or "elsewhere", []).append(node)
        lines = ["## Nodes and evidence"]
        for ladder in self.model.network.ladders:
            if ladder == self.model.network.ladders[0]:
                lines += ["", "Levels: each name includes the one before it.", ""]
            lines.append(f"* `{' < '.join(ladder)}`")
        for place, nodes in places.items():
            rows = [(_code(n.name), _what(n), _rule(n)) for n in nodes]
            lines += ["", f"### {_cell(place[:1].upper() + place[1:])}", ""]
            lines += _table(("node", "what it is", "rule"), rows)
            found = [line for node in nodes for line in node.evidence]
            if found:
                head = ("regulation", "mechanism", "cell", "source")
                lines += ["", *_table(head, [_evidence(line) for line in found])]
        return lines


def format_models_table(models: Sequence[Model]) -> list[str]:
    """The table of ``models/README.md``."""
    rows = [
        (
            f"[{model.name}]({model.name}/README.md)",
            _titled(model.title, model.titles.get("zh", "")),
            str(len(model.network)),
            str(len(model.environments)),
            str(len(model.therapies)),
        )
        for model in models
    ]
    return _table(("model", "what it describes", "nodes", "environments", "therapies"), rows)


def _regulated(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if not node.is_input]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def _cell(text: str) -> str:
    """*text* in a cell of a table, without anything that Markdown would take for its own."""
    text = " ".join(text.split())
    for sign in ("\\", "|", "<", ">", "*", "_", "`", "["):
        text = text.replace(sign, f"\\{sign}")
    return text


def _code(text: str) -> str:
    text = " ".join(text.split()).replace("|", "\\|")
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def _titled(title: str, zh: str) -> str:
    return _cell(title) + (f" ({_cell(zh)})" if zh else "")


def _sentence(text: str) -> str:
    text = _cell(text).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _effect(therapy: Therapy) -> str:
    told = [f"{name} = {int(value)}" for name, value in therapy.inputs.items()]
    held = str(therapy.perturbation)
    return ", ".join([_code(word) for word in told] + ([f"holds {_code(held)}"] if held else []))


def _marked(source: str, confidence: str, *, verify: bool) -> str:
    marks = [word for word in (confidence, "*verify*" if verify else "") if word]
    return _cell(source) + (f" ({', '.join(marks)})" if marks else "")


def _what(node: Node) -> str:
    about = node.about
    told = [_titled(about.name, about.named("zh") if about.names else "")] if about.name else []
    told += [_cell(about.note)] if about.note else []
    kind = f"*{_cell(about.kind)}*" if about.kind else ""
    return "; ".join(told) + (f" {kind}" if kind else "")


def _rule(node: Node) -> str:
    return "input" if node.is_input else _code(format_expression(node.function.expression))


def _evidence(line: Evidence) -> tuple[str, str, str, str]:
    source = _marked("; ".join(line.cites), line.confidence, verify=line.verify)
    mechanism = _cell(line.mechanism or line.note)
    if line.conflict:
        mechanism += f" **but** {_cell(line.conflict)}"
    return _code(str(line)), mechanism, _cell(line.cell), source
