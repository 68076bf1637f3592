"""A node explained in a few lines of Markdown, for the pointer above it in an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boolnet.analysis.explanation import Explanation, Role
from boolnet.network.evidence import Evidence
from boolnet.network.network import Network
from boolnet.report.echo import show
from boolnet.report.explain import format_loop, format_role, format_when
from boolnet.report.numbers import plural
from boolnet.report.sentence import format_case

_VERBS = {"+": "activates", "-": "inhibits", "±": "acts both ways", "0": "has no effect"}
_MOST = 12  # regulators, targets and forced nodes that are told
_LONGEST = 400  # characters of a rule
_SPECIAL = frozenset("\\`*_{}[]<>()#+!|~")


def format_hover(
    name: str,
    network: Network | None,
    explained: Explanation | None,
    *,
    rule: str = "",
    line: int | None = None,
    nature: str = "",
    uses: int = 0,
    whole: bool = True,
) -> str:
    """What there is to say about a node, in Markdown.

    Args:
        name: The node.
        network: A network that holds its rule.
        explained: What was found out; `None` when the rule has an error.
        rule: The rule as the file spells it.
        line: The line of the rule.
        nature: ``input``, ``readout``, ``constant`` or nothing.
        uses: How often the node is named elsewhere.
        whole: Whether *network* is the whole network, so that loops and what is forced count.
    """
    facts = [nature, f"line {line:,}" if line else "", f"used {plural(uses, 'time')}"]
    parts = [f"**{escape(show(name))}** ({', '.join(fact for fact in facts if fact)})"]
    if rule and len(rule) <= _LONGEST:
        parts.append(_fence(show(rule)))
    if network is None or explained is None:
        if line:
            parts.append("The rule has an error.")
        return "\n\n".join(parts)
    node = network.nodes[network.position(name)]
    parts += filter(None, [_about(node.about.name, node.about.kind, node.about.note)])
    if node.is_input:
        parts.append("an input: it keeps the value it starts with")
    else:
        label, texts = format_when(explained.when, name)
        told = [escape(text) for text in texts]
        parts.append("\n".join([f"*{label}* {told[0]}", *(f"  \n{text}" for text in told[1:])]))
        parts += filter(None, [_roles(explained.roles, node.evidence)])
    lines = [_regulates(explained)]
    if whole and not node.is_input:
        lines.append(_loops(network, explained))
    if whole:
        lines += _forces(explained)
    parts.append("\n".join(f"- {text}" for text in lines if text))
    return "\n\n".join(part for part in parts if part)


def escape(text: str) -> str:
    """*text* with no sign that Markdown would take for its own."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in text)


def _fence(text: str) -> str:
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return f"{ticks}bnet\n{text}\n{ticks}"


def _about(*facts: str) -> str:
    return ", ".join(escape(show(fact)) for fact in facts if fact)


def _roles(roles: Sequence[Role], evidence: Sequence[Evidence]) -> str:
    lines = []
    for role in roles[:_MOST]:
        regulator = role.regulation.regulator
        verb = _VERBS.get(role.regulation.sign, "acts")
        cites = dict.fromkeys(
            cite for report in evidence if report.regulator == regulator for cite in report.cites
        )
        told = f"{escape(show(regulator))} {verb}: {escape(format_role(role))}"
        lines.append(f"- {told}" + (f" ({escape(show('; '.join(cites)))})" if cites else ""))
    if len(roles) > _MOST:
        lines.append(f"- and {plural(len(roles) - _MOST, 'further regulator')}")
    return "\n".join(lines)


def _regulates(explained: Explanation) -> str:
    told = []
    for sign, verb in {**_VERBS, "?": "acts on"}.items():
        names = [r.target for r in explained.targets if r.sign == sign]
        if names and sign != "0":
            told.append(f"{verb} {_listed(names)}")
    return "; ".join(told) or "regulates nothing"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(escape(show(name)) for name in names[:_MOST])
    return shown + (f" and {len(names) - _MOST:,} more" if len(names) > _MOST else "")


def _loops(network: Network, explained: Explanation) -> str:
    loops = explained.loops
    if not loops.count:
        return "" if loops.more else "in no feedback loop"
    count = f"more than {loops.count:,}" if loops.more else f"{loops.count:,}"
    loop, sign = loops.shortest[0]
    kind = {"+": "positive", "-": "negative"}.get(sign, "ambiguous")
    told = f"{count} feedback {'loop' if count == '1' else 'loops'}"
    return f"{told}, the shortest {kind}: {escape(format_loop(network.influence, loop))}"


def _forces(explained: Explanation) -> Iterable[str]:
    for value in (1, 0):
        forced = explained.forces[value]
        if forced:
            more = f" and {len(forced) - _MOST:,} more" if len(forced) > _MOST else ""
            shown = f"{explained.name}={value} forces {format_case(forced[:_MOST])}"
            yield escape(shown) + more
