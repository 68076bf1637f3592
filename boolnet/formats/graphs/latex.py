r"""Rules as a LaTeX table, for a paper or its supplement.

The table needs ``\usepackage{amsmath,longtable}``. Greek letters become commands; letters of
other scripts stay, for XeLaTeX or LuaLaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from boolnet.formats.written import Written
from boolnet.logic.expression import format_expression
from boolnet.network.network import Network

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "varsigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
    "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi",
    "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_MATH = {" & ": r" \land ", " | ": r" \lor ", " ^ ": r" \oplus ", "!": r"\lnot "}
_OPERATOR = re.compile(r" [&|^] |!|\bsumgt\(")
_HELD = re.compile("\ue000(\\d+)\ue001")  # a name, until everything around it is translated


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """The rules of *network* as a table of two columns."""
    held = {name: f"\ue000{place}\ue001" for place, name in enumerate(network.names)}
    texts = [rf"\text{{{escape(name)}}}" for name in network.names]
    lines = [
        r"% needs \usepackage{amsmath,longtable}",
        r"\begin{longtable}{lp{0.75\linewidth}}",
        r"node & next value \\ \hline",
        r"\endhead",
    ]
    for node, text in zip(network.nodes, texts, strict=True):
        rule = r"\text{input}"
        if not node.is_input:
            rule = format_expression(node.function.expression, quote=held)
            rule = _OPERATOR.sub(_translate, rule)
            rule = _HELD.sub(lambda match: texts[int(match[1])], rule)
        lines.append(rf"${text}$ & ${rule}$ \\")
    lines.append(r"\end{longtable}")
    lost = [f"the start values of {len(start):,} nodes"] if start else []
    if network.ladders or any(n.evidence or n.about != type(n.about)() for n in network.nodes):
        lost.append("what is known about nodes and regulations")
    return Written(("\n".join(lines) + "\n").encode(), lost=tuple(lost))


def _translate(match: re.Match[str]) -> str:
    return _MATH.get(match[0], r"\operatorname{sumgt}(")


def escape(text: str) -> str:
    r"""*text* for LaTeX: ``TNF-α_1`` is ``TNF-\ensuremath{\alpha}\_1``."""
    pieces = []
    for character in text:
        if character in _GREEK:
            pieces.append(rf"\ensuremath{{\{_GREEK[character]}}}")
        else:
            pieces.append(_SPECIAL.get(character, character))
    return "".join(pieces)
