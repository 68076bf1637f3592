"""Changed rules: one name left out, or its sign turned.

What a slip of the pen does to a rule, for asking whether anybody would notice.
"""

from __future__ import annotations

from boolnet.logic import expression as ex
from boolnet.logic.expression import Expression


def drop_name(expression: Expression, name: str) -> Expression:
    """*expression* as if *name* had not been written: ``A & (B | C)`` without C is ``A & B``.

    Where nothing else is left the result is a constant: what the rule says when the only
    activator is off, or the only inhibitor.

    Cost:
        Linear in the size of *expression*.
    """
    results: dict[int, Expression | None] = {}
    for part in ex.iter_postorder(expression):
        if ex.is_symbol(part):
            results[id(part)] = None if ex.name_of(part) == name else part
            continue
        arguments = ex.arguments_of(part)
        kept = [new for old in arguments if (new := results[id(old)]) is not None]
        unchanged = len(kept) == len(arguments) and all(
            new is old for new, old in zip(kept, arguments, strict=True)
        )
        results[id(part)] = (
            part if unchanged else ex.rebuild(part, kept) if kept else None
        )  # fmt: skip
    left = results[id(expression)]
    if left is None:
        return ex.TRUE if ex.evaluate(expression, {name: False}) else ex.FALSE
    return left


def flip_name(expression: Expression, name: str) -> Expression:
    """*expression* with the opposite of *name* wherever *name* stands.

    Cost:
        Linear in the size of *expression*.
    """
    results: dict[int, Expression] = {}
    for part in ex.iter_postorder(expression):
        arguments = ex.arguments_of(part)
        if ex.is_symbol(part):
            results[id(part)] = ex.negation(part) if ex.name_of(part) == name else part
        elif not arguments:
            results[id(part)] = part
        elif ex.operator_of(part) == "not" and _is(arguments[0], name):
            results[id(part)] = arguments[0]
        else:
            results[id(part)] = ex.rebuild(part, [results[id(old)] for old in arguments])
    return results[id(expression)]


def _is(expression: Expression, name: str) -> bool:
    return ex.is_symbol(expression) and ex.name_of(expression) == name
