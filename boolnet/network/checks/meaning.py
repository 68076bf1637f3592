"""What the rules of a file do that their author may not have meant: BN012, BN301 to BN304, BN310.

Rules that could be written more simply (BN308) are told by `find_simpler`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, shorten
from boolnet.language.tokens import spell_name
from boolnet.logic import expression as ex
from boolnet.logic.bits import column
from boolnet.logic.minimize import shorten_table
from boolnet.logic.postfix import tabulate_postfix
from boolnet.network.checks.deeds import NARROW, Deeds, differences
from boolnet.network.checks.gather import gather, join
from boolnet.network.declared import Declared
from boolnet.network.network import Network, Node
from boolnet.network.places import Places

_LONGEST: Final = 120  # characters of a rule that a message quotes
_MOST_VALUES: Final = 6  # values of regulators that a witness names
_MOST_CULPRITS: Final = 6
_MOST_NAMED: Final = 6


class Meanings:
    """The findings about the meaning of single rules.

    Args:
        network: As it was read from a file.
        deeds: What each rule does (`boolnet.network.checks.deeds.find_deeds`).
        places: Where the file speaks of each node.
        editable: Whether the file is a ``.bnet`` file, in which a rule can be replaced.
        declared: The regulations that the file declares beside the rules.
    """

    def __init__(
        self,
        network: Network,
        deeds: Sequence[Deeds],
        places: Places,
        *,
        editable: bool,
        declared: Sequence[Declared] = (),
    ) -> None:
        self.network = network
        self.deeds = deeds
        self.places = places
        self.editable = editable
        self.declared = {(d.regulator, d.target): d.arrow for d in declared}

    def find(self) -> list[Diagnostic]:
        """BN012, BN301 to BN304 and BN310, rule by rule; of many like notes the first few."""
        return gather(self._find(), ("BN012", "BN301", "BN310"))

    def _find(self) -> Iterator[Diagnostic]:
        for node, deeds in zip(self.network.nodes, self.deeds, strict=True):
            if not deeds.decided:
                yield self._too_wide(node.name, deeds)
            elif not deeds.names:
                yield self._constant(node.name, deeds)
            elif deeds.constant is not None:
                yield self._always_same(node, deeds)
            elif not node.is_input:
                if "0" in deeds.signs:
                    yield self._no_effect(node, deeds)
                for place, sign in enumerate(deeds.signs):
                    if sign == "±" and not self._meant(node, deeds.names[place]):
                        yield self._dual(node, deeds, place)
                    if sign in "-±" and deeds.names[place] == node.name:
                        yield self._self_inhibition(node.name, deeds, place)

    def find_simpler(self) -> Iterator[Diagnostic]:
        """BN308: rules that mean the same in fewer characters.

        Cost: the shortest form of each narrow rule; up to a second for each thousand.
        """
        for node, deeds in zip(self.network.nodes, self.deeds, strict=True):
            if deeds.table is None or deeds.constant is not None or "0" in deeds.signs:
                continue  # BN301 to BN303 say more
            short = _format(shorten_table(deeds.table, deeds.names))
            written = _format(node.function.expression)
            if len(short.replace(" ", "")) < len(written.replace(" ", "")):
                yield Diagnostic(
                    "BN308",
                    Severity.INFO,
                    f'the rule of {shorten(node.name)} can be written as "{short}"',
                    self.places.rules.get(node.name) or self.places.targets.get(node.name),
                    help=f"{spell_name(node.name)}, {short}",
                    fix=self._replace(node.name, short, Applicability.SAFE),
                    node=node.name,
                )

    # -- one finding each ------------------------------------------------------------------

    def _too_wide(self, name: str, deeds: Deeds) -> Diagnostic:
        return Diagnostic(
            "BN012",
            Severity.INFO,
            f"{shorten(name)} has {len(deeds.names):,} regulators: exact checks (BN303, BN304) "
            "are skipped",
            self.places.targets.get(name),
            help="look at wider rules too with --exact-limit; what a rule needs is limited as well",
            node=name,
        )

    def _constant(self, name: str, deeds: Deeds) -> Diagnostic:
        spelled = spell_name(name)
        return Diagnostic(
            "BN301",
            Severity.INFO,
            f"{shorten(name)} is fixed to {int(deeds.constant or False)}",
            self.places.rules.get(name) or self.places.targets.get(name),
            help=f"if it is an input, whose value experiments choose: {spelled}, {spelled}",
            node=name,
        )

    def _always_same(self, node: Node, deeds: Deeds) -> Diagnostic:
        name, value = node.name, int(deeds.constant or False)
        spans = [
            (span, culprit)
            for culprit in _culprits(node, deeds)
            for span in self.places.uses.get((name, culprit), ())
        ][:_MOST_CULPRITS]
        first = spans[0][0] if spans else self.places.use(name, deeds.names[0])
        paired = len(spans) > 1
        return Diagnostic(
            "BN302",
            Severity.WARNING,
            f"the rule of {shorten(name)} is always {value}, whatever its regulators do",
            first,
            label=f"whether {shorten(spans[0][1])} is on here" if paired else "",
            related=tuple(
                (span, f"or off here, it comes to {value}" if place == 1 else "and here")
                for place, (span, _) in enumerate(spans)
                if place
            ),
            help=f"{spell_name(name)}, {value}; or, if it should not be fixed, check the operators",
            fix=self._replace(name, str(value), Applicability.LIKELY),
            node=name,
        )

    def _no_effect(self, node: Node, deeds: Deeds) -> Diagnostic:
        name = node.name
        idle = [r for r, sign in zip(deeds.names, deeds.signs, strict=True) if sign == "0"]
        named = join([shorten(regulator) for regulator in idle[:_MOST_NAMED]], len(idle))
        short = self._without_idle(node, deeds)
        should = f"{named} should matter" if len(idle) == 1 else "they should matter"
        advice = f"if {should}, check the operators"
        return Diagnostic(
            "BN303",
            Severity.WARNING,
            f"{named} {'has' if len(idle) == 1 else 'have'} no effect on {shorten(name)}",
            self.places.use(name, idle[0]),
            related=tuple(
                (span, "")
                for regulator in idle[1:_MOST_NAMED]
                if (span := self.places.use(name, regulator)) is not None
            ),
            notes=(f'the rule is the same as "{short}"',) if short else (),
            help=f"{spell_name(name)}, {short}; or, {advice}" if short else advice,
            fix=self._replace(name, short, Applicability.LIKELY) if short else None,
            node=name,
        )

    def _dual(self, node: Node, deeds: Deeds, place: int) -> Diagnostic:
        name, regulator = node.name, deeds.names[place]
        on, off = self._witnesses(deeds, place)
        uses = self.places.uses.get((name, regulator), ())
        meant = f"{spell_name(regulator)} -? {spell_name(name)}"
        return Diagnostic(
            "BN304",
            Severity.WARNING,
            f"{shorten(regulator)} both activates and inhibits {shorten(name)}",
            self.places.use(name, regulator),
            related=tuple((span, "") for span in uses[1:2]),
            notes=(
                f"{on}turning {shorten(regulator)} on turns {shorten(name)} on",
                f"{off}turning {shorten(regulator)} on turns {shorten(name)} off",
            ),
            help=f"if this is meant, write  #@ {meant}  above the rule" if self.editable else None,
            node=name,
        )

    def _self_inhibition(self, name: str, deeds: Deeds, place: int) -> Diagnostic:
        when = self._condition(deeds, place)
        shown = shorten(name)
        if when:
            message = f"{shown} inhibits itself when {when}: it cannot settle there"
        else:
            message = f"{shown} inhibits itself: it can never settle"
        return Diagnostic(
            "BN310",
            Severity.INFO,
            message,
            self.places.use(name, name),
            help="if this stands for a delayed feedback, name the node in between",
            node=name,
        )

    # -- what they say ---------------------------------------------------------------------

    def _meant(self, node: Node, regulator: str) -> bool:
        """Whether the file says that a regulator does both."""
        if self.declared.get((regulator, node.name)) == "+-":
            return True
        return any(e.regulator == regulator and e.arrow == "-?" for e in node.evidence)

    def _replace(self, name: str, text: str, applicability: Applicability) -> Fix | None:
        span = self.places.rules.get(name)
        if not self.editable or span is None:
            return None
        return Fix((Edit(span, text),), applicability)

    def _without_idle(self, node: Node, deeds: Deeds) -> str:
        """The rule without the regulators that do nothing; empty when it is too long to say."""
        if deeds.table is not None:
            short = _format(shorten_table(deeds.table, deeds.names))
        else:
            idle = {
                name: False for name, sign in zip(deeds.names, deeds.signs, strict=True)
                if sign == "0"
            }  # fmt: skip
            short = _format(ex.substitute(node.function.expression, idle))
        return short if len(short) <= _LONGEST else ""

    def _witnesses(self, deeds: Deeds, place: int) -> tuple[str, str]:
        """When the regulator at *place* switches the target on and off: ``when A=0, B=1: ``."""
        if deeds.table is None:
            assert deeds.effects is not None
            effect = deeds.effects[deeds.names[place]]
            return _when(effect.activates or {}), _when(effect.inhibits or {})
        up, down = differences(deeds.table, place, len(deeds.names))
        return (
            _when(_widen(up, place, deeds.names)),
            _when(_widen(down, place, deeds.names)),
        )

    def _condition(self, deeds: Deeds, place: int) -> str:
        """When the regulator at *place* inhibits; empty for always."""
        name = deeds.names[place]
        if deeds.table is None:
            if deeds.effects is None or (inhibits := deeds.effects[name].inhibits) is None:
                return "its other regulators let it"
            return _values(inhibits)
        _, down = differences(deeds.table, place, len(deeds.names))
        both = down | down << (1 << place)  # whether the regulator itself is on is no condition
        condition = shorten_table(both, deeds.names)
        if condition is ex.TRUE:
            return ""
        values = _literals(condition)
        return _values(values) if values is not None else _format(condition)


def _culprits(node: Node, deeds: Deeds) -> list[str]:
    """The regulators of a constant rule that make it constant by standing in it twice.

    The rule is read as if each place of the regulator could be switched by itself: where it is
    still constant then, the regulator has nothing to do with it.
    """
    postfix = node.function.postfix
    names = list(deeds.names)
    if postfix is None or len(names) > NARROW:
        return names
    counts = Counter((sign - 2) >> 1 for sign in postfix.code if sign >= 2)
    found = []
    for place, count in sorted(counts.items()):
        if not 1 < count <= 4:
            continue
        code, width, seen = [], len(names), 0
        for sign in postfix.code:
            if sign >= 2 and (sign - 2) >> 1 == place:
                number = place if not seen else width + seen - 1
                seen += 1
                sign = 2 + 2 * number + (sign & 1)
            code.append(sign)
        rows = 1 << (width + count - 1)
        if tabulate_postfix(code, width + count - 1) not in (0, (1 << rows) - 1):
            found.append(postfix.names[place])
    return found or names


def _widen(rows: int, place: int, names: Sequence[str]) -> dict[str, bool]:
    """Few values that lead into *rows*, which are those of a table with the name at *place* off."""
    width = len(names)
    rows |= rows << (1 << place)
    row = (rows & -rows).bit_length() - 1
    full = (1 << (1 << width)) - 1
    kept = {j: bool(row >> j & 1) for j in range(width) if j != place}

    def cube(values: Mapping[int, bool]) -> int:
        found = full
        for position, value in values.items():
            on = column(position, width)
            found &= on if value else full ^ on
        return found

    for position in list(kept):
        fewer = {j: value for j, value in kept.items() if j != position}
        if not cube(fewer) & ~rows:
            kept = fewer
    return {names[j]: value for j, value in kept.items()}


def _when(values: Mapping[str, bool]) -> str:
    return f"when {_values(values)}: " if values else ""


def _values(values: Mapping[str, bool]) -> str:
    parts = [f"{shorten(name)}={int(value)}" for name, value in values.items()]
    more = len(parts) - _MOST_VALUES
    return ", ".join(parts[:_MOST_VALUES]) + (f" and {more} more values" if more > 0 else "")


def _literals(condition: ex.Expression) -> dict[str, bool] | None:
    """The values that a conjunction of names and negated names asks for; `None` for another."""
    parts = ex.arguments_of(condition) if ex.operator_of(condition) == "and" else (condition,)
    values: dict[str, bool] = {}
    for part in parts:
        inner = ex.arguments_of(part)[0] if ex.operator_of(part) == "not" else part
        if not ex.is_symbol(inner):
            return None
        values[ex.name_of(inner)] = inner is part
    return values


def _format(rule: ex.Expression) -> str:
    names = ex.symbols_of(rule)
    return ex.format_expression(rule, quote={name: spell_name(name) for name in names})
