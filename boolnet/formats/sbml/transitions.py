"""Transitions: the rules of the species that they set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.formats.draft import Draft
from boolnet.formats.hints import Hints
from boolnet.formats.sbml.knowledge import read_about, read_evidence
from boolnet.formats.sbml.mathml import Reader, Scope, Species, Threshold
from boolnet.formats.xml_levels import level_of
from boolnet.formats.xml_places import attribute_span, name_span
from boolnet.formats.xml_tree import Element
from boolnet.logic.expression import Expression, disjunction, negation
from boolnet.network.declared import Declared

_ARROWS = {"positive": "->", "negative": "-|", "dual": "+-"}
_SAID = {"->": "->", "-|": "-|"}  # what a report can say


def read_transitions(draft: Draft, species: Mapping[str, Species], model: Element) -> None:
    """Give the species of *draft* their rules.

    Cost:
        Linear in the text, apart from whether terms of different levels exclude each other.
    """
    setters: dict[str, tuple[str, Span]] = {}
    hints = Hints(species)
    for element in model.every("listOfTransitions", "transition"):
        transition = _Transition(draft, species, element, hints)
        for name, span in transition.outputs():
            if name in setters:
                other, place = setters[name]
                draft.findings.add(
                    Diagnostic(
                        "BN706",
                        Severity.ERROR,
                        f"two transitions set {shorten(name)} ({other}, {transition.name})",
                        span,
                        "and here",
                        ((place, "set here"),),
                        help="put the terms of both into one transition",
                        node=name,
                    )
                )
                continue
            setters[name] = transition.name, span
            draft.targets[name] = span
            transition.read(name)


class _Transition:
    """One transition."""

    def __init__(
        self, draft: Draft, species: Mapping[str, Species], element: Element, hints: Hints
    ) -> None:
        self._hints = hints
        self._draft = draft
        self._source = draft.source
        self._species = species
        self._element = element
        self.name = shorten(element.get("id") or element.get("name") or "")
        self._called = f"transition {self.name}" if self.name else "a transition without id"
        self.name = self.name or "without id"
        self._inputs: dict[str, Threshold] = {}
        self._listed: list[tuple[Species, Element, str]] = []
        for entry in element.every("listOfInputs", "input"):
            self._read_input(entry)

    def _read_input(self, entry: Element) -> None:
        found = self._find(entry)
        if entry.get("transitionEffect", "none") == "consumption":
            self._refuse_petri(entry, "consumption")
        if found is None:
            return
        level = level_of(self._source, entry, "thresholdLevel", self._draft.findings)
        component = found.component
        if level is not None and level > component.highest:
            self._add(
                "BN702",
                f"{self._called} has the threshold {level:,} for {shorten(component.name)}, whose "
                f"highest level is {component.highest}",
                attribute_span(self._source, entry, "thresholdLevel"),
                "correct the level",
            )
        threshold = replace(found, threshold=1 if level is None else level)
        if entry.get("id"):
            self._inputs[entry.get("id")] = Threshold(threshold)
        self._listed.append((found, entry, _ARROWS.get(entry.get("sign"), "-?")))

    def outputs(self) -> list[tuple[str, Span]]:
        """The components that the transition sets, each with the place that says so."""
        found = []
        for output in self._element.every("listOfOutputs", "output"):
            if output.get("transitionEffect") == "production":
                self._refuse_petri(output, "production")
            species = self._find(output)
            if species is not None:
                span = attribute_span(self._source, output, "qualitativeSpecies")
                found.append((species.component.name, span))
        return found

    def read(self, target: str) -> None:
        """Give *target* the rule that the terms say."""
        draft = self._draft
        for species, entry, arrow in self._listed:
            regulator = species.component.name
            essential = entry.get("essential") == "true" or None
            span = attribute_span(self._source, entry, "qualitativeSpecies")
            draft.claims.append(Declared(regulator, target, arrow, essential, span))
            report = read_evidence(self._source, entry, regulator, target, _SAID.get(arrow, "-?"))
            if report is not None:
                draft.evidence.setdefault(target, []).append(report)
        self._describe(target)
        terms = self._element.find("listOfFunctionTerms")
        if terms is None or not terms.children:
            if self._listed:
                self._add(
                    "BN703",
                    f"{self._called} has inputs but no terms: the rule of {shorten(target)} is "
                    "not known",
                    name_span(self._source, self._element),
                    "add function terms and a default term",
                    target,
                )
            return
        default = self._default(terms, target)
        levels = self._read_terms(terms, target)
        if default is None or levels is None:
            return
        if self._exclusive(levels, target, terms):
            draft.rules[target] = Span(terms.start, terms.end)
            draft.decide(target, lambda level: _reaches(levels, default, level))

    def _describe(self, target: str) -> None:
        """What stands at the transition is about the rule of its target."""
        here = read_about(self._source, self._element)
        about = self._draft.about.get(target)
        if about is None or not (here.note or here.identifiers):
            return
        self._draft.about[target] = replace(
            about,
            note="; ".join(filter(None, (about.note, here.note))),
            identifiers=tuple(dict.fromkeys((*about.identifiers, *here.identifiers))),
        )

    def _default(self, terms: Element, target: str) -> int | None:
        term = terms.find("defaultTerm")
        level = None
        if term is not None:
            before = self._draft.findings.errors
            level = self._level(term, target)
            if self._draft.findings.errors > before:
                return None
        if level is None:
            self._add(
                "BN703",
                f"{self._called} has no default term: {shorten(target)} has no level where no "
                "other term holds",
                name_span(self._source, terms if term is None else term),
                'add <qual:defaultTerm qual:resultLevel="0"/> in front of the function terms',
                target,
            )
        return level

    def _read_terms(self, terms: Element, target: str) -> dict[int, Expression] | None:
        """The condition of each level, in ascending order; `None` after a finding."""
        draft = self._draft
        before = draft.findings.errors
        scope = Scope(self._called, target, self._species, self._inputs, draft.levels, self._hints)
        reader = Reader(self._source, scope, draft.findings)
        found: dict[int, list[Expression]] = {}
        for term in terms.every("functionTerm"):
            level = self._level(term, target)
            math = term.find("math")
            expression = None if math is None else reader.read(math)
            if level is None or math is None:
                if draft.findings.errors == before:
                    missing = "resultLevel" if level is None else "formula"
                    self._add(
                        "BN703",
                        f"a function term of {self._called} has no {missing}",
                        name_span(self._source, term),
                        f"add the {missing}, or delete the term",
                        target,
                    )
            elif expression is not None:
                found.setdefault(level, []).append(expression)
        draft.uses[target] = reader.uses
        if draft.findings.errors > before:
            return None
        return {level: disjunction(found[level]) for level in sorted(found)}

    def _level(self, term: Element, target: str) -> int | None:
        level = level_of(self._source, term, "resultLevel", self._draft.findings)
        highest = self._draft.levels.components[target].highest
        if level is not None and level > highest:
            self._add(
                "BN702",
                f"{self._called} sets {shorten(target)} to {level:,}, but the highest level of "
                f"{shorten(target)} is {highest}",
                attribute_span(self._source, term, "resultLevel"),
                f"correct the level, or raise maxLevel of {shorten(target)}",
                target,
            )
        return level

    def _exclusive(self, levels: Mapping[int, Expression], target: str, terms: Element) -> bool:
        """Whether no two terms of different levels hold at once; BN703 where they do."""
        try:
            found = self._draft.levels.overlap.find(levels)
        except UnsupportedError:
            self._add(
                "BN703",
                f"the terms of {self._called} are too entangled to see whether they exclude each "
                "other",
                name_span(self._source, terms),
                "where two hold, the higher level counts",
                target,
                Severity.WARNING,
            )
            return True
        if found is None:
            return True
        level, state = found
        shown = ", ".join(f"{shorten(name)}={int(value)}" for name, value in [*state.items()][:8])
        self._add(
            "BN703",
            f"{self._called} sets {shorten(target)} to two levels at once",
            name_span(self._source, terms),
            "make the terms exclude each other",
            target,
            note=f"when {shown}, terms of level {level} and of a higher one hold",
        )
        return False

    def _find(self, element: Element) -> Species | None:
        """The species that *element* refers to; `None` after a finding."""
        identifier = element.get("qualitativeSpecies")
        found = self._species.get(identifier)
        if found is None:
            self._add(
                "BN704",
                f'{self._called} refers to "{shorten(identifier)}", which does not exist',
                attribute_span(self._source, element, "qualitativeSpecies"),
                self._hints.advise(identifier, "correct it, or add the species"),
            )
        return found

    def _refuse_petri(self, element: Element, effect: str) -> None:
        self._add(
            "BN122",
            f'{self._called} has the effect "{effect}": Petri nets are not supported',
            attribute_span(self._source, element, "transitionEffect"),
            "a logical model has the effects none and assignmentLevel",
        )

    def _add(
        self,
        code: str,
        message: str,
        span: Span,
        advice: str,
        node: str | None = None,
        severity: Severity = Severity.ERROR,
        note: str = "",
    ) -> None:
        notes = (note,) if note else ()
        self._draft.findings.add(
            Diagnostic(code, severity, message, span, notes=notes, help=advice, node=node)
        )


def _reaches(levels: Mapping[int, Expression], default: int, level: int) -> Expression:
    """Whether the target is *level* or higher."""
    if level > default:
        return disjunction(term for other, term in levels.items() if other >= level)
    lower = [term for other, term in levels.items() if other < level]
    return negation(disjunction(lower))
