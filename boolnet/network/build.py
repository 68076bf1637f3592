"""Syntax tree to network, or to the reasons why not.

Names are taken in Unicode's composed form (NFC). A name without a rule becomes an input. The
nodes stand in the order of their rules, then the inputs without a rule in the order in which
they are first read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.language.findings import Findings
from boolnet.language.syntax import (
    Connective,
    Constant,
    Document,
    Formula,
    Group,
    Macro,
    Name,
    Negation,
    Operation,
)
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    at_least,
    conjunction,
    disjunction,
    negation,
    parity,
    symbol,
)
from boolnet.network.checks.duplicates import find_duplicates
from boolnet.network.checks.names import find_name_problems, find_portability
from boolnet.network.checks.uses import Uses
from boolnet.network.network import Network, Node, UpdateFunction

# Errors of a file that still says what it means: two names where one was probably meant.
IGNORABLE = frozenset({"BN204", "BN206"})

_JOIN = {Connective.AND: conjunction, Connective.OR: disjunction, Connective.XOR: parity}


def build_network(
    document: Document,
    source_findings: Sequence[Diagnostic],
    text: str,
    title: str = "",
    ignore: Collection[str] = (),
) -> tuple[Network | None, tuple[Diagnostic, ...]]:
    """The network that *document* describes, and what there is to say about its names.

    Args:
        document: The tree of the file.
        source_findings: What was found while reading it.
        text: The text of the file, from which rules are quoted.
        title: The network's title.
        ignore: Codes among `IGNORABLE` that are warnings here: the name is read as written.

    Returns:
        The network, `None` when there is an error among *source_findings* or the findings
        here; and the findings here (BN201 to BN208).

    Cost:
        Linear in the size of the file, apart from the comparison of two rules for one node.
    """
    findings = Findings(IGNORABLE & set(ignore))
    uses = Uses.of(document)
    expressions = {
        id(rule): build_expression(rule.formula)
        for rule in document.rules
        if rule.formula is not None
    }
    find_duplicates(document, expressions, text, findings)
    find_name_problems(uses, text, findings)
    refused = any(finding.severity is Severity.ERROR for finding in source_findings)
    if refused or findings.errors:
        return None, findings.in_order()
    find_portability(uses, findings)
    functions: dict[str, Expression] = {}
    for rule in document.rules:
        if rule.target is not None and rule.formula is not None:
            functions.setdefault(normalise(rule.target.text), expressions[id(rule)])
    for name in uses.read:
        functions.setdefault(name, symbol(name))
    nodes = tuple(Node(name, UpdateFunction(function)) for name, function in functions.items())
    return Network(nodes, title), findings.in_order()


def normalise(name: str) -> str:
    """*name* as the network holds it: composed (NFC), so that one look is one name."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def build_expression(formula: Formula) -> Expression:
    """The expression that *formula* denotes.

    Cost:
        Linear in the size of the formula; nothing recurses. ``maj`` and its like are thresholds,
        as R BoolNet defines them: ``maj`` is more than half.
    """
    built: list[Expression] = []
    pending: list[tuple[Formula, bool]] = [(formula, False)]
    while pending:
        part, ready = pending.pop()
        if isinstance(part, Name):
            built.append(symbol(normalise(part.text)))
        elif isinstance(part, Constant):
            built.append(TRUE if part.value else FALSE)
        elif isinstance(part, Group):
            pending.append((part.inner, False))
        elif isinstance(part, Negation):
            if not ready:
                pending += [(part, True), (part.operand, False)]
            elif len(part.operators) % 2:
                built.append(negation(built.pop()))
        else:
            parts = part.operands if isinstance(part, Operation) else part.arguments
            if not ready:
                pending.append((part, True))
                pending += [(child, False) for child in reversed(parts)]
                continue
            arguments = tuple(built[-len(parts) :])
            del built[-len(parts) :]
            if isinstance(part, Operation):
                built.append(_JOIN[part.connective](arguments))
            else:
                built.append(_count(part, arguments))
    return built[0]


def _count(macro: Macro, arguments: tuple[Expression, ...]) -> Expression:
    number = macro.count.value if macro.count is not None else 0
    match macro.name:
        case "all":
            return conjunction(arguments)
        case "any":
            return disjunction(arguments)
        case "maj":
            return at_least(len(arguments) // 2 + 1, arguments)
        case "sumgt":
            return at_least(number + 1, arguments)
        case "sumlt":
            return negation(at_least(number, arguments))
        case _:
            assert macro.name == "sumis"
            most = negation(at_least(number + 1, arguments))
            return conjunction((at_least(number, arguments), most))
