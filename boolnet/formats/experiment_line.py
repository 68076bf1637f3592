"""One line of a list of experiments: what it holds, or what is wrong with it and the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.errors import InputError
from boolnet.formats.experiment_spelling import (
    AND,
    BASELINE,
    Item,
    Words,
    is_word_for,
    respell,
    spell,
)
from boolnet.language.findings import Findings
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.perturbation import block, knockout, overexpression
from boolnet.network.perturbation_set import Member
from boolnet.network.therapy import Therapy, combine

_MOST_SUGGESTED = 500  # unknown names that are looked for among the known ones: it takes long
_VALUES = {"0": False, "1": True}


class Experiment(NamedTuple):
    """What a line holds.

    Attributes:
        name: Its name; empty without one.
        member: The places of its single experiments, ascending.
        span: Where it stands, without its name.
    """

    name: str
    member: Member
    span: Span


class LineReader:
    """Reads lines; what is wrong with them becomes findings.

    Args:
        network: Whose nodes are held.
        therapies: The therapies that may be named.
        findings: Takes what is wrong.
    """

    def __init__(
        self, network: Network, therapies: Mapping[str, Therapy], findings: Findings
    ) -> None:
        self._network = network
        self._therapies = therapies
        self._findings = findings
        self._words = Words([*network.names, *therapies])
        self._parts: dict[Therapy, int] = {}
        self._places: dict[tuple[object, ...], int] = {}  # what was read before, by its words
        self._hints: dict[tuple[str, bool], tuple[str, ...]] = {}

    @property
    def parts(self) -> tuple[Therapy, ...]:
        """The single experiments of all lines that were read."""
        return tuple(self._parts)

    def read(self, line: str, start: int) -> Experiment | None:
        """What *line*, which begins at *start* in the text, holds.

        Returns:
            `None` for a line without an experiment, and for one with mistakes.
        """
        name, begin = self._words.label(line)
        items = [
            item._replace(start=item.start + start, end=item.end + start)
            for item in self._words.cut(line, begin)
        ]
        if not items:
            if name:
                place = Span(start, start + begin)
                told = f'"{shorten(name)}" names an experiment that holds nothing'
                self._refuse("BN610", place, told, help="write for example name: TNF=0")
            return None
        span = Span(items[0].start, items[-1].end)
        before = self._findings.errors
        if not self._is_respelled(name, items, Span(start, span.end)):
            held = [found for item in items if (found := self._find(item)) is not None]
            if self._findings.errors == before and self._fit(held, items, span):
                return Experiment(name.strip(), tuple(sorted(set(held))), span)
        return None

    # -- what is right -----------------------------------------------------------------

    def _find(self, item: Item) -> int | None:
        """The place of the single experiment that *item* names, or `None` and a finding."""
        key = item[3:]
        if key not in self._places:
            part = self._read_item(item)
            if part is None:
                return None
            self._places[key] = self._parts.setdefault(part, len(self._parts))
        return self._places[key]

    def _read_item(self, item: Item) -> Therapy | None:
        """The single experiment that *item* names, or `None` and a finding."""
        if item.arrow:
            return self._read_regulation(item)
        if item.value is None:
            name = item.name
            if name not in self._therapies and name.removesuffix("+") in self._therapies:
                name = name.removesuffix("+")  # `denosumab+ TNF=0`
            if name in self._therapies:
                return self._therapies[name]
            self._refuse_bare(item)
            return None
        if item.name not in self._network.index:
            self._refuse_setting(item)
            return None
        value = self._value(item)
        if value is None:
            return None
        return Therapy("", {}, (knockout, overexpression)[value](item.name))

    def _read_regulation(self, item: Item) -> Therapy | None:
        regulator, target, value = item.name, item.target, item.value or "0"
        if item.arrow not in ("->", "→"):
            wanted = f"{regulator}->{target}={value}"
            if item.arrow == "<-":
                wanted = f"{target}->{regulator}={value}"
            told = f'a regulation is written with "->", not with "{item.arrow}"'
            self._refuse("BN610", _span(item), told, wanted)
            return None
        unknown = [name for name in (regulator, target) if name not in self._network.index]
        for name in unknown:
            self._refuse_unknown(item, name)
        held = None if unknown else self._value(item)
        if held is None:
            return None
        reads = self._network.nodes[self._network.position(target)].function.regulators
        if regulator not in reads:
            told = f"the rule of {target} does not mention {regulator}"
            shown = ", ".join(reads) or "nothing"
            self._refuse("BN601", _span(item), told, label=f"it reads {shown}")
            return None
        return Therapy("", {}, block(regulator, target, held))

    def _fit(self, held: Sequence[int], items: Sequence[Item], span: Span) -> bool:
        """Whether what is held goes together; otherwise there is a finding."""
        first: dict[tuple[str, str], Item] = {}
        for item in items:
            if item.value is None and not item.arrow:
                continue
            other = first.setdefault((item.name, item.target), item)
            if (other.value or "0") != (item.value or "0"):
                what = f"{item.name}->{item.target}" if item.arrow else item.name
                told = (
                    f"{what} is held both at 0 and at 1"
                    if item.arrow
                    else f"{what} is both knocked out and overexpressed"
                )
                related = ((_span(other), "and here"),)
                self._refuse("BN603", _span(item), told, related=related)
                return False
        if not self._network.ladders and all(item.arrow or item.value for item in items):
            return True
        try:
            parts = self.parts
            together = combine(tuple(parts[place] for place in held))
            closed = self._network.close(together.perturbation)
        except InputError as error:
            self._refuse("BN603", span, str(error))
            return False
        for name, value in closed.nodes:
            if together.inputs.get(name, value) != value:
                told = (
                    f"{together.name} switches {name} to {1 - value}, and the line holds it "
                    f"at {int(value)}, which prevails"
                )
                finding = Diagnostic("BN603", Severity.WARNING, told, span)
                self._findings.add(finding)
        return True

    # -- what is wrong -----------------------------------------------------------------

    def _is_respelled(self, name: str, items: Sequence[Item], span: Span) -> bool:
        """Whether the line is written in another program's or person's way; then it is told.

        The way out is shown for the whole line, because a part of it would hide the rest.
        """
        index = self._network.index
        words = [item.text for item in items]
        if name and len(items) == 1:
            value, word = is_word_for(name), items[0].name
            if value is not None and word in index and items[0].value is None:
                return self._respell(span, spell(word, value))
            if name in index and (value := is_word_for(word)) is not None:
                return self._respell(span, spell(name, value))
        found: list[str] = []
        strange = False
        place = 0
        while place < len(items):
            pair = items[place : place + 2]
            bare = [item.name for item in pair if item.value is None and not item.arrow]
            if len(bare) == 2 and (told := self._pair(*bare)):
                found.append(told)
                strange = True
                place += 2
                continue
            if (told := self._alone(items[place])) is not None:
                strange = True
                found += [told] if told else []
            else:
                found.append(words[place])
            place += 1
        ginsim = any("%" in word for word in words)
        return strange and self._respell(Span(items[0].start, span.end), " ".join(found), ginsim)

    def _pair(self, left: str, right: str) -> str | None:
        """``TNF=0`` for ``TNF KO`` and ``KO TNF``."""
        for node, word in ((left, right), (right, left)):
            if node in self._network.index and word not in self._network.index:
                if (value := is_word_for(word)) is not None:
                    return spell(node, value)
        return None

    def _alone(self, item: Item) -> str | None:
        """What a strange word would be here, empty for none; `None` for one that is not strange."""
        index = self._network.index
        if item.arrow or item.name in index or item.name in self._therapies:
            return None
        if item.value is None:
            return "" if AND.fullmatch(item.name) else respell(item.name, index)
        return None

    def _respell(self, span: Span, wanted: str, ginsim: bool = False) -> bool:
        told = "this is not how an experiment is written here"
        if ginsim:
            told = "this is how GINsim writes an experiment"
        self._refuse("BN610", span, told, wanted)
        return True

    def _value(self, item: Item) -> bool | None:
        """The value of *item*, or `None` and a finding."""
        value = "0" if item.value is None and item.arrow else item.value or ""
        if value in _VALUES:
            return _VALUES[value]
        told = f"{item.text}: the value must be 0 or 1"
        meant = is_word_for(value)
        if meant is not None:
            what = f"{item.name}->{item.target}" if item.arrow else item.name
            wanted = f"{what}={meant}" if item.arrow else spell(item.name, meant)
            self._refuse("BN602", _span(item), told, wanted)
        elif value.lower() == "free":
            self._refuse("BN602", _span(item), told, help="--inputs free leaves inputs free")
        else:
            self._refuse("BN602", _span(item), told)
        return None

    def _refuse_bare(self, item: Item) -> None:
        name = item.name
        if name in self._network.index:
            told = f'"{shorten(name)}" is a node; the line does not say at which value it is held'
            way = f"write {spell(name, 0)} to knock it out, {spell(name, 1)} to overexpress it"
            self._refuse("BN610", _span(item), told, help=way)
        elif BASELINE.fullmatch(name):
            told = f'"{name}" is not an experiment'
            way = "leave it out: every screen begins with the network as it is"
            self._refuse("BN610", _span(item), told, help=way)
        elif not any(letter.isalnum() for letter in name):
            way = "write one experiment a line; blanks, + and commas combine"
            told = f'"{name}" cannot stand here'
            if name == '"':
                told, way = "this quotation mark is never closed", "close it, or leave it out"
            self._refuse("BN610", _span(item), told, help=way)
        else:
            self._refuse_unknown(item, name, therapies=True)

    def _refuse_setting(self, item: Item) -> None:
        if item.name in self._therapies:
            told = f"{item.name} is a therapy: it has no value"
            way = f"write {item.name} for giving it, and nothing for not giving it"
            self._refuse("BN602", _span(item), told, help=way)
        else:
            self._refuse_unknown(item, item.name)

    def _refuse_unknown(self, item: Item, name: str, therapies: bool = False) -> None:
        key = name, therapies
        if key not in self._hints and len(self._hints) < _MOST_SUGGESTED:
            known = [*self._network.names, *(self._therapies if therapies else ())]
            self._hints[key] = suggest(name, known)
        hints = self._hints.get(key, ())
        what = "node or therapy" if therapies and self._therapies else "node"
        told = f'there is no {what} "{shorten(name)}"'
        place = item.text.rfind(name) if item.arrow and name == item.target else 0
        start = item.start + max(place, item.text.find(name), 0)
        span = Span(start, min(start + len(name), item.end))
        way = f"did you mean {' or '.join(hints)}?" if hints else None
        self._refuse("BN601", span, told, help=way)

    def _refuse(
        self,
        code: str,
        span: Span,
        message: str,
        wanted: str = "",
        *,
        label: str = "",
        related: tuple[tuple[Span, str], ...] = (),
        help: str | None = None,
    ) -> None:
        """Add an error; *wanted* is what should stand in place of *span*."""
        fix = Fix((Edit(span, wanted),), Applicability.LIKELY) if wanted else None
        help = f"write {wanted}" if wanted else help
        finding = Diagnostic(
            code, Severity.ERROR, message, span, label, related=related, help=help, fix=fix
        )
        self._findings.add(finding)


def _span(item: Item) -> Span:
    return Span(item.start, item.end)
