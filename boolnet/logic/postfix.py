"""placeholder"""
from __future__ import annotations
from collections.abc import Sequence
from boolnet.logic.circuit import AND, OR, Circuits
def encode_postfix(circuits: Circuits, code: Sequence[int], variables: Sequence[int]) -> tuple[int, int]:
    stack = []
    for op in code:
        if op >= 2:
            g = 2 + 2 * variables[(op - 2) >> 1] + (op & 1)
            stack.append((g, g ^ 1))
        elif op >= 0: stack.append((op, 1 - op))
        elif op == -1:
            a, b = stack.pop(); stack.append((b, a))
        else:
            k = -op >> 1
            parts = stack[-k:]; del stack[-k:]
            kind = OR if op & 1 else AND
            stack.append((circuits.gate(kind, [p for p, _ in parts]), circuits.gate(1 - kind, [n for _, n in parts])))
    return stack[0]
