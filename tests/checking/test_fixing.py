"""Laws of fixes: they are complete, and safe ones keep the meaning. And laws of all checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.checking.advice import advise
from boolnet.checking.fixing import compare_meanings, fix_reading, list_fixes
from boolnet.checking.settings import Settings
from boolnet.cli.check_options import FORMS
from boolnet.diagnostics import Severity
from boolnet.formats.files import read_bytes
from tests.checking.test_layout import files
from tests.running import ROOT, boolnet

SETTINGS = Settings()


def read(data, name="x.bnet"):
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return advise(read_bytes(data, name), SETTINGS)


def fixed(reading, *, unsafe):
    name = reading.source.path
    return fix_reading(reading, lambda text: read(text, name), unsafe=unsafe)


def check_law(reading):
    safe = fixed(reading, unsafe=False)
    assert not list_fixes(safe.reading, unsafe=False) or safe.refused
    if reading.network is not None:
        assert () == compare_meanings(reading.network, safe.reading.network)
        assert 0 == safe.refused
    done = fixed(reading, unsafe=True)
    assert not list_fixes(done.reading, unsafe=False)
    # What was fixed is not found again.
    before = {(d.code, d.message) for d in reading.diagnostics if d.fix}
    after = {(d.code, d.message) for d in safe.reading.diagnostics if d.fix in _safe(reading)}
    assert not before & after


def _safe(reading):
    return list_fixes(reading, unsafe=False)


@given(files())
def test_fixes_are_complete_and_safe_ones_keep_the_meaning(text):
    check_law(read(text))


@st.composite
def damaged(draw):
    """A valid file with a few characters deleted, doubled or replaced by strange ones."""
    text = draw(files())
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(len(text) - 1, 0)))
        new = draw(
            st.sampled_from(["", text[place : place + 1] * 2, "，", "(", ";", "~", "{", "\u00a0"])
        )
        text = text[:place] + new + text[place + 1 :]
    return text


@given(damaged())
def test_fixes_of_damaged_files_keep_the_law(text):
    check_law(read(text))


@pytest.mark.parametrize(
    "suffix", [".bnet", ".aeon", ".txt", ".bnd", ".sif", ".csv", ".sbml", ".an"]
)
def test_fixes_of_the_corpus_keep_the_law(shared: Path, suffix: str) -> None:
    for path in sorted((shared / "formats" / "bad").glob(f"*{suffix}")):
        check_law(read(path.read_bytes(), path.name))


def test_a_fix_that_would_change_the_meaning_is_left_out():
    from dataclasses import replace

    from boolnet.diagnostics import Applicability, Edit, Fix, Span

    text = "A, B && A\nB, A\n"
    reading = read(text)
    wrong = Fix((Edit(Span(0, 1), "C"),), Applicability.SAFE)
    lying = replace(reading.diagnostics[0], code="BN114", fix=wrong)
    reading = replace(reading, diagnostics=(lying, *reading.diagnostics))

    done = fixed(reading, unsafe=False)

    assert "A, B & A\nB, A\n" == done.reading.source.text
    assert (1, 1, ()) == (done.count, done.refused, done.changed)


# -- one character too few -----------------------------------------------------------------


def check_deletion(text, place):
    """At most three errors, all within one line of the character that is gone."""
    reading = read(text[:place] + text[place + 1 :])
    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    line = text.count("\n", 0, place) + 1
    assert len(errors) <= 3, (text, place)
    for error in errors:
        if error.code == "BN006":  # the only rule is a comment now
            continue
        # A name that became that of another rule is told at both.
        spans = [span for span in (error.span, *(span for span, _ in error.related)) if span]
        lines = [reading.source.line(span.start) for span in spans]
        assert any(abs(number - line) <= 1 for number in lines), (text, place, error)


VALID = """\
targets, factors
# Macrophage, much simplified
RANKL, RANKL
OPG,   OPG

#@ RANK: name: "RANK" | kind: protein
#@ RANKL -> RANK | source: "Lacey 1998 Cell"
RANK,   RANKL & !OPG
TRAF6,  RANK | (IL1B & MYD88)
IL1B,   IL1B
MYD88,  IL1B & !(TOLLIP | SIGIRR)
TOLLIP, 0
SIGIRR, 1
NFATC1, maj(TRAF6, CALCIUM, NFATC1)
CALCIUM, TRAF6
"IL-1 alpha", (A ^ B)
A, !"IL-1 alpha"
B, A
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_character_less_gives_few_errors_near_it(end):
    text = VALID.replace("\n", end)
    assert read(text).network is not None

    for place in range(len(text)):
        check_deletion(text, place)


@given(files(), st.data())
def test_one_character_less_of_any_file_gives_few_errors_near_it(text, data):
    if read(text).network is None or "\r" in text:
        return
    check_deletion(text, data.draw(st.integers(0, len(text) - 1)))


@pytest.mark.slow
def test_one_character_less_of_the_corpus_gives_few_errors_near_it(shared: Path) -> None:
    good = [*(shared / "formats" / "good").glob("*.bnet"), *ROOT.glob("examples/*.bnet")]
    for path in sorted(good):
        text = path.read_text(encoding="utf-8-sig")
        if len(text) < 5000 and read(text).network is not None:
            for place in range(len(text)):
                check_deletion(text, place)


# -- anything at all -----------------------------------------------------------------------

BYTES = st.one_of(
    st.binary(max_size=200),
    damaged().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="AB,&|!()[]{}<>-=~^*+/\\\"#@:;.'`%$\n\r\t \u200b\ufeff0123", max_size=80).map(
        lambda text: text.encode()
    ),
)


@given(BYTES, st.sampled_from(FORMS))
def test_any_bytes_are_checked_without_an_accident(data, form):
    result = boolnet("check", "-", "--format", form, "--for", "all", input=data)

    assert result.exit_code in (0, 1), (result.stdout, result.stderr, result.exception)
    assert "internal error" not in result.stderr


@given(BYTES)
def test_any_bytes_are_fixed_and_laid_out_without_an_accident(data):
    shown = boolnet("check", "-", "--diff", "--unsafe", input=data)
    laid = boolnet("fmt", "-", input=data)

    assert shown.exit_code in (0, 1), shown.stderr
    assert laid.exit_code in (0, 1, 2), laid.stderr  # 2: another format
    assert "internal error" not in laid.stderr
