"""One rule of a ``.bnet`` text replaced: everything else keeps every character.

What is written is read again: the file must mean what it meant, but for this one rule.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from boolnet.errors import FormatError
from boolnet.formats.files import read_bytes
from boolnet.formats.portable import write_out
from boolnet.formats.reading import Reading
from boolnet.language.source import LINE_END
from boolnet.language.tokens import spell_name
from boolnet.logic.expression import Expression, format_expression, symbols_of
from boolnet.logic.table import find_difference
from boolnet.network.network import Network


@dataclass(frozen=True)
class Edited:
    """A text with one rule replaced.

    Attributes:
        text: The text.
        before: The line of the rule before; empty where there was none.
        after: The line now; *before* where the rule means the same already.
        line: The number of the line.
        gone: Nodes without a rule of their own that nothing mentions any more.
    """

    text: str
    before: str
    after: str
    line: int
    gone: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return self.before != self.after


def replace_rule(
    reading: Reading, name: str, rule: Expression, ignore: Collection[str] = ()
) -> Edited:
    """Give the node *name* another rule.

    Args:
        reading: A ``.bnet`` file that was read without errors.
        name: The node. A node without a rule of its own gets a line at the end.
        rule: The rule. When the node's rule means the same already, nothing changes.
        ignore: What the file was read with.

    Raises:
        FormatError: It is no ``.bnet`` file, or the text would not mean what it should.
        UnsupportedError: The rules are too entangled to be compared.
    """
    if reading.format != "bnet" or reading.network is None:
        raise FormatError("only rules of .bnet files can be edited; boolnet convert makes one")
    source, network = reading.source, reading.network
    places = reading.places()
    target, span = places.targets.get(name), places.rules.get(name)
    spelled = {other: spell_name(other) for other in (*symbols_of(rule), name)}
    formula = format_expression(write_out(rule), quote=spelled)
    if find_difference(network.rule(name), rule) is None:
        number = source.line(target.start) if target is not None else 0
        line = source.line_text(number) if number else ""
        return Edited(source.text, line, line, number)
    if target is not None and span is not None:
        text = source.text[: span.start] + formula + source.text[span.end :]
        number = source.line(target.start)
        before = source.line_text(number)
        start = source.starts[number - 1]
        after = text[start : start + len(before) + len(text) - len(source.text)]
    else:
        end = LINE_END.search(source.text)
        newline = end.group() if end else "\n"
        gap = "" if source.text.endswith(("\n", "\r")) or not source.text else newline
        before, after = "", f"{spelled[name]}, {formula}"
        text = f"{source.text}{gap}{after}{newline}"
        number = source.line(len(source.text)) + bool(gap)
    gone = _prove(text, reading, network, name, rule, ignore)
    return Edited(text, before, after, number, gone)


def _prove(
    text: str,
    reading: Reading,
    network: Network,
    name: str,
    rule: Expression,
    ignore: Collection[str],
) -> tuple[str, ...]:
    """Make sure that *text* means what it should; the nodes that it no longer has."""
    again = read_bytes(text.encode("utf-8"), reading.source.path, ignore=ignore).network
    if again is None:
        raise FormatError(f"the rule of {name} could not be replaced")
    gone = tuple(other for other in network.names if other not in again.index)
    ruled = reading.places().targets
    if set(again.names) - set(network.names) or any(other in ruled for other in gone):
        raise FormatError(f"the rule of {name} could not be replaced")
    for node in network.nodes:
        if node.name in gone:
            continue
        wanted = rule if node.name == name else node.function.expression
        found = again.rule(node.name)
        same = format_expression(wanted) == format_expression(found)
        if not same and find_difference(wanted, found) is not None:
            raise FormatError(f"the rule of {node.name} would mean something else")
    return gone
