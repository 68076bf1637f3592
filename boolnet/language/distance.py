"""How far apart two spellings are."""

from __future__ import annotations


def is_within(left: str, right: str, limit: int) -> bool:
    """Whether at most *limit* slips of the finger make *right* of *left*.

    A slip inserts, deletes or replaces a letter, or swaps two neighbours (the restricted
    Damerau-Levenshtein distance).

    Cost:
        ``len(left) * (2 * limit + 1)`` steps, fewer when they differ early.
    """
    if abs(len(left) - len(right)) > limit:
        return False
    if left == right:
        return True
    far = limit + 1
    width = len(right)
    before: list[int] = []
    row = [min(column, far) for column in range(width + 1)]
    for i, letter in enumerate(left, 1):
        before_last, before = before, row
        row = [far] * (width + 1)
        row[0] = min(i, far)
        for j in range(max(1, i - limit), min(width, i + limit) + 1):
            cost = before[j - 1] + (letter != right[j - 1])
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == right[j - 1]:
                cost = min(cost, before_last[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return False
    return row[width] <= limit
