"""Words for the sign of an interaction, as databases and people write them."""

from __future__ import annotations

_PLUS = """
-> --> => → + 1 +1 1.0 ++ up activates activate activation activator activating activated positive
pos stimulates stimulate stimulation stimulating stimulator induces induce induction promotes
upregulates up-regulates upregulation up-regulation pd+ expression+ 激活 促进
"""
_MINUS = """
-| --| ⊣ ⟞ - −1 -1 -1.0 -- down inhibits inhibit inhibition inhibitor inhibiting inhibited negative
neg represses repress repression repressor repressing suppresses suppression blocks
downregulates down-regulates downregulation down-regulation 抑制
"""
_OPEN = """
? 0 0.0 unknown unspecified undefined none na n/a nan null -? ±? both dual ± +- +/- -/+ mixed
ambiguous complex-sign
"""
SIGNS = {
    **dict.fromkeys(_PLUS.split(), "+"),
    **dict.fromkeys(_MINUS.split(), "-"),
    **dict.fromkeys(_OPEN.split(), "?"),
    "": "?",
}
COMPLEX = "&"  # SIGNOR: the parts of a complex


def read_sign(word: str, relations: dict[str, str]) -> str | None:
    """``+``, ``-``, ``?`` (no one sign), `COMPLEX`, or `None` for a word without a sign.

    Args:
        word: What the table says.
        relations: Further words, in lower case.
    """
    lowered = word.strip().lower()
    found = relations.get(lowered) or SIGNS.get(lowered)
    if found is not None:
        return found
    # SIGNOR: "up-regulates quantity by expression", "down-regulates activity", "form complex".
    for start, sign in (("up-regulates", "+"), ("down-regulates", "-"), ("form complex", COMPLEX)):
        if lowered.startswith(start):
            return sign
    return None
