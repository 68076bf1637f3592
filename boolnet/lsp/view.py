"""A rule file as it stands in an editor, and everything that can be asked about its text.

A `View` never changes: each keystroke makes a new one, which takes over the lines that are the
same. It answers in offsets and names; the server turns those into the protocol's terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

from boolnet.checking.advice import advise, ignored_names
from boolnet.checking.settings import Settings
from boolnet.diagnostics import Span
from boolnet.formats.files import read_bytes
from boolnet.formats.reading import Reading
from boolnet.formats.review import without_overview
from boolnet.language.source import SourceText
from boolnet.lsp.line import Line, Role, Use, read_line
from boolnet.network.build import IGNORABLE
from boolnet.network.places import Places

RULES = "bnet"  # the format in which every line is understood
_PATIENCE = 1.0  # seconds for what needs a search: an author waits for it at every keystroke
_MOST_REMEMBERED = 50_000  # lines that are kept from one view to the next


@dataclass(frozen=True, eq=False)
class View:
    """A text under the name of a file.

    Attributes:
        source: The text.
        format: The name of its format (`boolnet.formats.registry`).
        settings: How it is checked.
        version: What the editor calls this state of the text.
        known: Lines that were read before, by their text.
    """

    source: SourceText
    format: str = RULES
    settings: Settings = field(default_factory=Settings)
    version: int | None = None
    known: dict[str, Line] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _reading: list[Reading] = field(default_factory=list, repr=False)

    def after(self, source: SourceText, version: int | None = None) -> View:
        """The view of the text that this one became."""
        known = self.known if len(self.known) < _MOST_REMEMBERED else {}
        return View(source, self.format, self.settings, version, known)

    @property
    def reading(self) -> Reading:
        """What ``boolnet check`` finds; whoever asks while it is worked out waits for it.

        Cost:
            That of reading and checking the whole text, once.
        """
        with self._lock:
            if not self._reading:
                self._reading.append(self._check())
            return self._reading[0]

    def _check(self) -> Reading:
        data = self.source.text.encode("utf-8", "replace")
        ignore = ignored_names(self.settings, sorted(IGNORABLE))
        reading = read_bytes(data, self.source.path, ignore=ignore, form=self.format)
        # What an editor shows, it shows at a place: facts about the whole network have none.
        found = advise(reading, self.settings, patience=_PATIENCE)
        return replace(found, diagnostics=without_overview(found.diagnostics))

    @property
    def places(self) -> Places:
        """What the reader of another format knows of where the nodes stand."""
        reading = self.reading
        known = reading.known_places
        return known if known and reading.source.text == self.source.text else Places()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of a ``.bnet`` text; none of another."""
        if self.format != RULES:
            return ()
        known, found = self.known, []
        for number in range(1, len(self.source.starts) + 1):
            text = self.source.line_text(number)
            line = known.get(text)
            if line is None:
                line = known[text] = read_line(text)
            found.append(line)
        return tuple(found)

    @cached_property
    def placed(self) -> tuple[tuple[int, Use], ...]:
        """Every name of a node, in the order of the text: the number of its line, and its use
        there, which is shared with earlier views."""
        if self.format != RULES:  # as if the whole text were one line
            return tuple((1, use) for use in sorted(self._foreign(), key=lambda use: use.span))
        return tuple((n, use) for n, line in enumerate(self.lines, 1) for use in line.uses)

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every name of a node, in the order of the text."""
        return tuple(self.absolute(number, use) for number, use in self.placed)

    @cached_property
    def index(self) -> Mapping[str, Sequence[tuple[int, Use]]]:
        """`placed` by node, the nodes in the order in which they are first named."""
        found: dict[str, list[tuple[int, Use]]] = {}
        for one in self.placed:
            name = one[1].name
            if name in found:
                found[name].append(one)
            else:
                found[name] = [one]
        return found

    @cached_property
    def targets(self) -> Mapping[str, int]:
        """The nodes that have a rule, with the number of its (first) line, from 1."""
        found: dict[str, int] = {}
        for number, use in self.placed:
            if use.role is Role.TARGET and use.name not in found:
                found[use.name] = number if self.lines else self.source.line(use.span.start)
        return found

    @cached_property
    def regulators(self) -> frozenset[str]:
        """The nodes that a rule of another node reads."""
        found: set[str] = set()
        target = None
        for _, use in self.placed:
            if use.role is Role.TARGET:
                target = use.name
            elif use.role is Role.REGULATOR and use.name != target:
                found.add(use.name)
        return frozenset(found)

    @cached_property
    def inputs(self) -> frozenset[str]:
        """Nodes without a rule that rules read, and those whose rule is their own name."""
        found = {name for name in self.regulators if name not in self.targets}
        for name, number in self.targets.items():
            # Most lines are seen at a glance to have another form.
            if self.lines and len(self.lines[number - 1].tokens) == 3:
                if _is_input(self.lines[number - 1], name):
                    found.add(name)
        return frozenset(found)

    def use_at(self, offset: int) -> Use | None:
        """The name at *offset*, or right in front of it."""
        number = self.source.line(offset) if self.lines else 1
        uses = self.lines[number - 1].uses if self.lines else [use for _, use in self.placed]
        column = offset - self.source.starts[number - 1]
        found = None
        for use in uses:
            if use.span.start <= column <= use.span.end:
                found = use  # of two that touch, the second
        return None if found is None else self.absolute(number, found)

    def uses_of(self, name: str) -> tuple[Use, ...]:
        """Every place that names *name*."""
        return tuple(self.absolute(number, use) for number, use in self.index.get(name, ()))

    def absolute(self, number: int, use: Use) -> Use:
        """A use in line *number* with its place in the whole text."""
        start = self.source.starts[number - 1]
        return Use(use.name, use.role, Span(start + use.span.start, start + use.span.end))

    def line_at(self, offset: int) -> tuple[int, Line | None]:
        """Where the line of *offset* starts, and the line."""
        number = self.source.line(offset)
        return self.source.starts[number - 1], self.lines[number - 1] if self.lines else None

    def _foreign(self) -> Iterator[Use]:
        """The names of a file in another format, as far as its reader knows their places."""
        places, text = self.places, self.source.text
        for name, span in places.targets.items():
            yield Use(name, Role.TARGET, span)
        taken = set(places.targets.values())
        for (_, regulator), spans in places.uses.items():
            for span in spans:
                # Some readers only know the place of the regulation: there stands its target.
                written = text[span.start : span.end].strip('" ')
                if span not in taken and (written == regulator or written not in places.targets):
                    yield Use(regulator, Role.REGULATOR, span)


def _is_input(line: Line, name: str) -> bool:
    rule = [use.name for use in line.uses if use.role.in_rule]
    return rule == [name, name]
