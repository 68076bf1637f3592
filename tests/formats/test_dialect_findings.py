"""The matrix against AEON and mpbn: what is said about them is what they do."""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.dialect_findings import find_dialects, measured
from boolnet.formats.dialects import find_reader
from boolnet.formats.files import read_bytes
from boolnet.language.other_readers import MATRIX, PROGRAMS, Reads
from boolnet.logic.expression import evaluate

aeon = pytest.importorskip("biodivine_aeon")
minibn = pytest.importorskip("colomoto.minibn")


def tables(names, value):
    """For each of *names*, its next value in all states of the names, sorted."""
    states = list(product((False, True), repeat=len(names)))
    return {
        name: [value(name, dict(zip(names, state, strict=True))) for state in states]
        for name in names
    }


def by_aeon(text):
    """What AEON reads: a table for each node; `None` when it refuses or leaves a rule open."""
    try:
        network = aeon.BooleanNetwork.from_bnet(text)
    except Exception:
        return None
    names = {network.get_variable_name(v): v for v in network.variables()}
    functions = {name: network.get_update_function(v) for name, v in names.items()}
    if any(function is None for function in functions.values()):
        return {"open": [name for name, function in functions.items() if function is None]}

    def value(function, state):
        if function.is_const():
            return bool(function.as_const())
        if function.is_var():
            return state[network.get_variable_name(function.as_var())]
        if function.is_not():
            return not value(function.as_not(), state)
        operator, left, right = function.as_binary()
        one, two = value(left, state), value(right, state)
        return {
            "and": one and two,
            "or": one or two,
            "xor": one != two,
            "imp": not one or two,
            "iff": one == two,
        }[operator]

    return tables(sorted(names), lambda name, state: value(functions[name], state))


def by_mpbn(text):
    """What mpbn reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.bnet"
        path.write_bytes(text.encode())
        try:
            network = minibn.BooleanNetwork.load(str(path))
        except Exception:
            return None
    names = sorted(network)
    if any(str(s) not in names for f in network.values() for s in f.get_symbols()):
        return {"open": names}

    def value(name, state):
        given = {network.ba.Symbol(other): (network.ba.TRUE if on else network.ba.FALSE)
                 for other, on in state.items()}  # fmt: skip
        return network[name].subs(given, simplify=True).simplify() == network.ba.TRUE

    return tables(names, value)


def by_us(reading):
    network = reading.network
    rules = {node.name: node.function.expression for node in network.nodes}
    return tables(sorted(network.names), lambda name, state: evaluate(rules[name], state))


ORACLES = {"aeon": by_aeon, "mpbn": by_mpbn}


def read(text):
    return read_bytes(text.encode(), "x.bnet")


def judge(text, program):
    """What we say *program* does with *text*: the words, and the findings."""
    reader = find_reader(program)
    found, told = find_dialects(read(text), [reader])
    return told[reader.name], found


@pytest.mark.parametrize("key", MATRIX)
@pytest.mark.parametrize("program", ORACLES)
def test_a_row_says_what_the_program_does(key, program):
    row = MATRIX[key]
    reading = read(row.example)
    read_by_it = ORACLES[program](row.example)

    verdict = row.of(program)

    if verdict.reads is Reads.REFUSES:
        assert read_by_it is None
    else:
        assert read_by_it is not None
        assert verdict.reads is not Reads.UNKNOWN
        if reading.network is not None:
            same = read_by_it == by_us(reading)
            assert same == (verdict.reads is Reads.SAME)


@pytest.mark.parametrize("key", MATRIX)
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_example_of_a_row_is_found(key, program):
    row = MATRIX[key]

    told, found = judge(row.example, program)

    verdict = row.of(program)
    if verdict.reads in (Reads.SAME, Reads.UNKNOWN):
        assert told in (verdict.reads.value, "is not said: the file has errors") or found
    else:
        assert told in (verdict.reads.value, Reads.REFUSES.value)
        assert any("would" in finding.message for finding in found)
        assert not any("{" in finding.message + str(finding.help) for finding in found)
        assert all(finding.code == "BN209" for finding in found)


NAMES = ("A", "b", "IL-2", "a.b", "4E", "TNFα", "None", "all", '"D e"', "x_y")
OPERATORS = ("&", "|", " and ", " OR ", "&&", " ^ ", "\u00a0& ")


@st.composite
def files(draw):
    """Small files with anything that programs read differently, mostly readable to us."""
    chosen = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    undefined = ["L"] if draw(st.integers(0, 5)) == 0 else []

    def atom():
        word = draw(
            st.sampled_from([*chosen, *chosen, *undefined, "0", "1", "true", "True", "FALSE"])
        )
        return draw(st.sampled_from(["", "", "!", "!!", "not ", "! "])) + word

    def formula():
        size = draw(st.integers(1, 3))
        if size == 3 and draw(st.integers(0, 4)) == 0:
            return f"maj({atom()}, {atom()}, {atom()})"
        sign = draw(st.sampled_from(OPERATORS))
        return sign.join(draw(st.sampled_from(["{}", "({})"])).format(atom()) for _ in range(size))

    header = draw(
        st.sampled_from(
            ["", "targets, factors\n", "targets,factors\n", "Targets, Factors\n",
             "targets, functions\n", "targets , factors\n", "targets, factors # x\n"]
        )
    )  # fmt: skip
    behind = st.sampled_from(["", "", "", " # why", "\t", ", 1"])
    lines = [f"{name}, {formula()}{draw(behind)}" for name in chosen]
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "", "", "\ufeff"]))
    return mark + (header + "\n".join(lines) + "\n").replace("\n", end)


@given(files(), st.sampled_from(sorted(ORACLES)))
def test_what_is_said_about_a_file_is_so(text, program):
    reading = read(text)
    if reading.network is None:
        return
    read_by_it = ORACLES[program](text)

    told, _ = judge(text, program)

    if program == "aeon" and "\r" in text.replace("\r\n", ""):
        assert told != Reads.SAME.value  # one line: what it does with that hangs on its first word
    elif told == Reads.SAME.value:
        assert by_us(reading) == read_by_it
    elif told == Reads.DIFFERENTLY.value:
        assert read_by_it is not None
    elif told == Reads.REFUSES.value:
        assert read_by_it is None


def test_programs_and_formats_that_were_not_measured_are_not_judged():
    assert not measured(find_reader("bma"), "bnet")
    assert "does not read .bnet files" == judge("A, A\n", "bma")[0]
    assert "reads .bnet files; how was not measured" == judge("A, A\n", "maboss")[0]


R, PY, AE, MP, GI = PROGRAMS
CLAIMS = [
    # a file, what a message says of it, the row, and the programs with what they do
    ("A, B && A\nB, A\n", "R BoolNet, AEON, pyboolnet and mpbn reject it", "doubled-operator",
     {R: Reads.REFUSES, AE: Reads.REFUSES, PY: Reads.REFUSES, MP: Reads.REFUSES}),
    ("A, B\nB, TRUE\n", 'R BoolNet, AEON and pyboolnet would read a node called "TRUE"', "TRUE",
     {R: Reads.DIFFERENTLY, AE: Reads.DIFFERENTLY, PY: Reads.DIFFERENTLY, MP: Reads.SAME}),
    ("A, B\nB, true\n", 'R BoolNet and pyboolnet would read a node called "true"', "true",
     {R: Reads.DIFFERENTLY, AE: Reads.SAME, PY: Reads.DIFFERENTLY, MP: Reads.SAME}),
    ("A <- B\nB <- A\n", "R BoolNet, AEON and pyboolnet reject it", "arrow",
     {R: Reads.REFUSES, AE: Reads.REFUSES, PY: Reads.REFUSES, MP: Reads.SAME}),
    ("A, B and A\nB, A\n", "pyboolnet would read a node", "word-operator",
     {PY: Reads.DIFFERENTLY}),
    ("A, (B\nB, A\n", "R package BoolNet reads this line without an error", "parenthesis",
     {R: Reads.DIFFERENTLY}),
    ("A, B;\nB, A\n", "R BoolNet would read this as part", "semicolon", {R: Reads.DIFFERENTLY}),
    ("\ufefftargets, factors\nA, A\n", "AEON, mpbn and pyboolnet would read", "bom",
     {AE: Reads.DIFFERENTLY, MP: Reads.DIFFERENTLY, PY: Reads.DIFFERENTLY, R: Reads.SAME}),
    ("A, B\rB, A\r", "AEON reads the whole file as one line", "bare-cr",
     {AE: Reads.DIFFERENTLY}),
    ("A, ~B\nB, A\n", "R BoolNet reads this as a new input", "tilde", {R: Reads.DIFFERENTLY}),
    ("A, B * A\nB, A\n", "mpbn and boolean.py read it as AND", "star", {MP: Reads.DIFFERENTLY}),
    ("A, B + A\nB, A\n", "mpbn and boolean.py read it as OR", "plus", {MP: Reads.DIFFERENTLY}),
    ("A, B\nA, !B\nB, A\n", "mpbn would use line 2, GINsim line 1 OR line 2, R BoolNet stops, "
     "pyboolnet and AEON stop", "conflict",
     {MP: Reads.DIFFERENTLY, GI: Reads.DIFFERENTLY, R: Reads.REFUSES, PY: Reads.REFUSES,
      AE: Reads.REFUSES}),
    ("A, L\n", "mpbn would drop L from its results", "undefined", {MP: Reads.DIFFERENTLY}),
    ("A, None\nNone, A\n", 'mpbn reads "None" as 0', "node-none", {MP: Reads.DIFFERENTLY}),
    ("A, 4E\n4E, A\n", "R BoolNet and SBML reject it", "digit-first", {R: Reads.REFUSES}),
    ("A, IL-2\nIL-2, A\n", 'R BoolNet reads it as "IL_2"', "hyphen", {R: Reads.DIFFERENTLY}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "key", "verdicts"), CLAIMS, ids=[c[2] for c in CLAIMS])
def test_what_other_findings_say_about_programs_is_what_the_matrix_says(text, said, key, verdicts):
    told = "\n".join("\n".join((d.message, *d.notes)) for d in read(text).diagnostics)

    assert said in told
    for program, reads in verdicts.items():
        assert MATRIX[key].of(program).reads is reads


def test_an_error_that_no_row_explains_leaves_it_open():
    assert (
        "is not said: the file has errors" == judge("targets, factors\nA, B &\nB, b\n", "mpbn")[0]
    )
    assert "refuses it" == judge("targets, factors\nA, B &\nB, B && A\n", "mpbn")[0]
