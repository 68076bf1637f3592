"""Laws of lists of experiments: what can be written is read, and as nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.errors import ExperimentListError, FormatError
from boolnet.formats.cells import protect, unprotect
from boolnet.formats.experiment_list import ExperimentList, parse_experiments, read_experiments
from boolnet.formats.experiment_spelling import spell
from boolnet.formats.files import parse_network
from boolnet.language.source import SourceText
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from boolnet.network.perturbation_set import list_nodes, list_regulations
from boolnet.network.therapy import Therapy, combine
from boolnet.report.diagnostics import format_error

SNAPSHOT = Path(__file__).parents[1] / "fixtures" / "report" / "experiment_list.txt"
NETWORK = parse_network(
    """targets, factors
RANKL, RANKL
OPG, OPG
TNF, TNF
IL-6, TNF
"Ca2+", IL-6
"a b", "Ca2+" | TNF
RANK, RANKL & !OPG
NFATc1, RANK | "a b"
TRAP, NFATc1
"""
)
THERAPIES = {
    "denosumab": Therapy("denosumab", {"RANKL": False}),
    "OPG-Fc": Therapy("OPG-Fc", {}, overexpression("OPG")),
    "anti TNF": Therapy("anti TNF", {}, knockout("TNF")),
}
SINGLES = (*list_nodes(NETWORK), *list_regulations(NETWORK), *THERAPIES.values())


def read(text: str | bytes, network: Network = NETWORK) -> ExperimentList:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_experiments(data, network, THERAPIES, "list.txt")


def experiments(found: ExperimentList) -> list[list[str]]:
    parts = found.experiments.parts
    return [
        [parts[place].name or str(parts[place].perturbation) for place in member]
        for member in found.experiments.members()
    ]


def mistakes(text: str | bytes) -> list[tuple[str, int, int, str]]:
    """Code, line, column and the way out of each mistake."""
    with pytest.raises(ExperimentListError) as caught:
        read(text)
    source = SourceText.of(caught.value.text)
    return [
        (
            finding.code,
            source.line(finding.span.start) if finding.span else 0,
            source.column(finding.span.start) if finding.span else 0,
            finding.help or "",
        )
        for finding in caught.value.diagnostics
        if finding.severity is Severity.ERROR
    ]


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, set[Therapy]]:
    """A line of up to three single experiments that do not contradict each other, and them."""
    chosen: dict[str, Therapy] = {}
    for part in draw(st.lists(st.sampled_from(SINGLES), min_size=1, max_size=3)):
        held = str(part.perturbation).rpartition("=")[0] or "RANKL"
        chosen.setdefault({"OPG-Fc": "OPG", "anti TNF": "TNF"}.get(part.name, held), part)
    words = [draw(st.sampled_from(spellings(part))) for part in chosen.values()]
    line = words[0]
    for word in words[1:]:
        line += draw(st.sampled_from([" ", ",", ", ", " + ", "\t", " , "])) + word
    name = draw(st.sampled_from(["", "x: ", "hit 3:", "  a-b (c) : "]))
    return name + line + draw(st.sampled_from(["", " ", "  # why", " #"])), set(chosen.values())


def spellings(part: Therapy) -> list[str]:
    if part.name:
        return [part.name, f'"{part.name}"']
    held = part.perturbation
    for name, value in held.nodes:
        v = int(value)
        return [f"{name}={v}", spell(name, v), f'"{name}" = {v}', f"{name} =={v}", f"{name}＝{v}"]
    ((regulator, target, value),) = held.regulations
    v = int(value)
    ways = [f"{regulator}->{target}={v}", f'"{regulator}" → "{target}" = {v}']
    return ways if value else [*ways, f"{regulator} -> {target}"]


@given(lines())
def test_every_way_to_write_an_experiment_is_read(drawn: tuple[str, set[Therapy]]) -> None:
    line, expected = drawn

    found = read(line + "\n")

    (member,) = found.experiments.members()
    assert {found.experiments.parts[place] for place in member} == expected


@given(st.text(max_size=60) | st.text('TNF=01->+,;:"#%~ \n\r\tA', max_size=60))
def test_any_text_is_read_or_refused_with_places_inside_it(text: str) -> None:
    refused = refusal(text.encode("utf-8", "replace"))

    if refused is not None:
        assert format_error(refused)
        assert any(finding.severity is Severity.ERROR for finding in refused.diagnostics)
        spans = [finding.span for finding in refused.diagnostics if finding.span]
        assert all(0 <= span.start <= span.end <= len(refused.text) for span in spans)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refused = refusal(data)

    assert refused is None or format_error(refused)


def refusal(data: bytes) -> ExperimentListError | None:
    try:
        assert len(read(data).experiments)
    except ExperimentListError as error:
        return error
    return None


def test_names_comments_and_blank_lines() -> None:
    found = read("# what we can do\n\nTNF=0\ndouble: TNF=0 OPG=1 # both\n  \nRANKL->RANK=0\n")

    assert experiments(found) == [["TNF=0"], ["TNF=0", "OPG=1"], ["RANKL->RANK=0"]]
    assert found.names == ("", "double", "")


def test_pairs_share_their_single_experiments() -> None:
    found = read("TNF=0 OPG=1\nOPG=1\nTNF=0 denosumab")

    assert [part.perturbation for part in found.experiments.parts] == [
        knockout("TNF"),
        overexpression("OPG"),
        Perturbation(),
    ]
    assert tuple(found.experiments.members()) == ((0, 1), (1,), (0, 2))
    assert found.experiments.parts[2] is THERAPIES["denosumab"]


def test_a_repeated_experiment_is_done_once_and_told_with_both_places() -> None:
    found = read("TNF=0 OPG=1\nTRAP=1\nOPG=1,TNF=0\n")

    (finding,) = found.findings
    assert experiments(found) == [["TNF=0", "OPG=1"], ["TRAP=1"]]
    assert (finding.code, finding.severity) == ("BN611", Severity.INFO)
    assert "line 1" in finding.message
    assert found.source.line(finding.span.start if finding.span else 0) == 3


def test_what_is_held_prevails_over_a_therapy_and_that_is_told() -> None:
    found = read("denosumab RANKL=1\nRANKL=0 denosumab\n")

    (finding,) = found.findings
    assert experiments(found) == [["denosumab", "RANKL=1"], ["denosumab", "RANKL=0"]]
    assert (finding.code, finding.severity) == ("BN603", Severity.WARNING)
    assert finding.message == (
        "denosumab switches RANKL to 0, and the line holds it at 1, which prevails"
    )
    assert combine(found.experiments.parts[:2]).name == "denosumab"  # what has no name adds none
    assert read("perturbation\ndenosumab + RANKL=1\n").findings == ()


TABLES = [
    'number,perturbation,note\n0,,\n1,TNF=0,"a, b"\n2,TNF=0 + OPG=1,\n2,TNF=0 + OPG=1,again\n',
    'x\t"Perturbation"\r\n1\t"TNF=0"\r\n2\tTNF=0 OPG=1\r\n',
    "# a remark\nperturbation\nTNF=0\n\nTNF=0 + OPG=1\n",
    'a;perturbation\n"two\nlines; here";TNF=0\n;"TNF=0,OPG=1"\n',
    b"\xff\xfe" + "n\tperturbation\n1\tTNF=0\n2\tTNF=0 + OPG=1\n".encode("utf-16-le"),
    b"\xef\xbb\xbfperturbation,n\nTNF=0,1\nTNF=0 + OPG=1,2\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_a_column_of_a_table_is_a_list(table: str | bytes) -> None:
    found = read(table)

    assert experiments(found) == [["TNF=0"], ["TNF=0", "OPG=1"]]
    assert found.findings == ()


def test_a_mistake_in_a_table_is_found_at_its_place() -> None:
    table = 'n,perturbation\n1,"TNF=0"\n2,"TNF=0 + OPPG=1"\n'

    assert mistakes(table) == [("BN601", 3, 12, "did you mean OPG?")]


MISTAKES = {
    "TRAPP=0": ("BN601", 1, "did you mean TRAP?"),
    "TNF=0 + denosumb": ("BN601", 9, "did you mean denosumab?"),
    "RANKL->RANKK": ("BN601", 8, "did you mean RANK or RANKL?"),
    "TNF->RANK=0": ("BN601", 1, ""),
    "TNF=2": ("BN602", 1, ""),
    "TNF=": ("BN602", 1, ""),
    "TNF=off": ("BN602", 1, "write TNF=0"),
    "TNF=free": ("BN602", 1, "--inputs free leaves inputs free"),
    "denosumab=1": ("BN602", 1, "write denosumab for giving it, and nothing for not giving it"),
    "TNF=0 TNF=1": ("BN603", 7, ""),
    "RANKL->RANK=0, RANKL->RANK=1": ("BN603", 16, ""),
    "OPG-Fc OPG=0": ("BN603", 1, ""),
    "TNF%1,OPG%0": ("BN610", 1, "write TNF=1 OPG=0"),
    "A%1,B%1": ("BN610", 1, "write A=1 B=1"),
    "~TNF": ("BN610", 1, "write TNF=0"),
    "!TNF OPG=1": ("BN610", 1, "write TNF=0 OPG=1"),
    "TNF-": ("BN610", 1, "write TNF=0"),
    "TNF-/-": ("BN610", 1, "write TNF=0"),
    "TNF+ OPG-": ("BN610", 1, "write TNF=1 OPG=0"),
    "TNF+": ("BN610", 1, "write TNF=1"),
    "TNF KO": ("BN610", 1, "write TNF=0"),
    "TNF E1": ("BN610", 1, "write TNF=1"),
    "KO TNF, OPG OE": ("BN610", 1, "write TNF=0 OPG=1"),
    "KO:TNF": ("BN610", 1, "write TNF=0"),
    "TNF:1": ("BN610", 1, "write TNF=1"),
    "TNF_KO": ("BN610", 1, "write TNF=0"),
    "TNF knockout": ("BN610", 1, "write TNF=0"),
    "ΔTNF": ("BN610", 1, "write TNF=0"),
    '~"a b"': ("BN610", 1, "write one experiment a line; blanks, + and commas combine"),
    "TNF=0 & OPG=1": ("BN610", 1, "write TNF=0 OPG=1"),
    "TNF=0;OPG=1": ("BN610", 1, "write TNF=0 OPG=1"),
    "OPG -| RANK=0": ("BN610", 1, "write OPG->RANK=0"),
    "RANK <- RANKL": ("BN610", 1, "write RANKL->RANK=0"),
    "TNF": ("BN610", 1, "write TNF=0 to knock it out, TNF=1 to overexpress it"),
    "WT": ("BN610", 1, "leave it out: every screen begins with the network as it is"),
    "x:": ("BN610", 1, "write for example name: TNF=0"),
    '"TNF=0': ("BN610", 1, "close it, or leave it out"),
    "": ("BN610", 0, "write one experiment a line, for example TNF=0"),
    "perturbation": ("BN610", 0, "write one experiment a line, for example TNF=0"),
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_has_its_code_its_place_and_the_way_out(line: str) -> None:
    code, column, help = MISTAKES[line]

    assert (code, 1 if column else 0, column, help) in mistakes(line)


@pytest.mark.parametrize(
    "line",
    [line for line, (_, _, help) in MISTAKES.items() if help.count("=") and "->" not in line],
)
def test_the_way_out_leads_out(line: str) -> None:
    """What a message proposes is read, unless it names a node that there is not."""
    for wanted in MISTAKES[line][2].removeprefix("write ").split(" to ")[:1]:
        if "for example" not in wanted and "one experiment" not in wanted and "A=" not in wanted:
            read(wanted)


def test_every_mistake_is_told_with_its_line() -> None:
    text = "TNF=0\nTNFF=0\n# fine\nTNF=3\nOPG=1 OPGG=1\n~TNF\n"

    assert [mistake[1] for mistake in mistakes(text)] == [2, 4, 5, 6]


def test_levels_that_contradict_each_other_are_refused() -> None:
    network = parse_network(
        "targets, factors\n#@ levels: A < A_hi\nS, S\nA, S | A_hi\nA_hi, S & A_hi\n"
    )
    with pytest.raises(ExperimentListError, match="BN603"):
        read("A=0 A_hi=1", network)


def test_files_that_are_no_lists_are_refused(tmp_path: Path) -> None:
    assert mistakes(b"PK\3\4\0\0")[0][0] == "BN003"
    assert 'save the sheet as "CSV UTF-8"' in mistakes(b"PK\3\4\0\0")[0][3]
    assert mistakes("TNF=0 # \xe9".encode("latin-1"))[0][:3] == ("BN002", 1, 9)
    with pytest.raises(FormatError, match="no such file"):
        read_experiments(tmp_path / "absent.txt", NETWORK)
    with pytest.raises(FormatError, match="it is a folder"):
        read_experiments(tmp_path, NETWORK)


def test_a_file_is_read_like_its_text(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(b"TNF=0\r\nRANKL->RANK\r\n")

    found = read_experiments(tmp_path / "list.txt", NETWORK)

    assert [part.perturbation for part in found.experiments.parts] == [
        knockout("TNF"),
        block("RANKL", "RANK"),
    ]


def test_the_messages_are_those_of_the_snapshot() -> None:
    with pytest.raises(ExperimentListError) as caught:
        read("\n".join(line for line in MISTAKES if line not in ("", "perturbation")))
    text = format_error(caught.value, ascii_only=True) + "\n"

    if os.environ.get("BOOLNET_UPDATE"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == text


@given(st.text())
def test_a_protected_cell_comes_back(text: str) -> None:
    assert unprotect(protect(text.strip(" "))) == text.strip(" ")
