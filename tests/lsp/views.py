"""Rule files as an editor holds them."""

from __future__ import annotations

from boolnet.diagnostics import Applicability, Edit, Fix
from boolnet.language.edits import apply_fixes
from boolnet.language.source import SourceText
from boolnet.lsp.view import View

MODEL = """\
targets, factors

# growth
#@ MEK -> ERK | PMID:8388392 | cell: "A431" | verify
#@ ERK: name: "extracellular signal-regulated kinase" | kind: protein
ERK, MEK & (RAF | !DUSP6)
#@ ERK -> DUSP6 | doi:10.1000/182
DUSP6, ERK   # a phosphatase, see PMID:9535927.
MEK, MEK
RAF, RAF

#@ levels: IL < IL_hi
# readouts
"β-cell growth 🙂", ERK & IL
Fixed, 1
IL_hi, IL_hi
"""


def view_of(text: str = MODEL, path: str = "model.bnet", form: str = "bnet") -> View:
    return View(SourceText.of(text, path), form)


def at(text: str, marked: str, mark: str = "^") -> tuple[View, int]:
    """The view of *text*, and the offset in it of the mark within *marked*, a part of it."""
    part = marked.replace(mark, "")
    return view_of(text), text.index(part) + marked.index(mark)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    return apply_fixes(text, [Fix(edits, Applicability.SAFE)])[0]
