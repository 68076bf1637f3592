"""Tests of `boolnet.formats.xml_tree`."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Diagnostic
from boolnet.formats import xml_tree
from boolnet.formats.xml_places import attribute_span, name_span, plain_text, tag_end, text_span
from boolnet.formats.xml_tree import Element, parse_xml
from boolnet.language.source import SourceText

WORDS = st.sampled_from(["a", "b", "é", "q:c", "x-1"])
VALUES = st.text("aé<>&\"' =/1\n凋", max_size=6)


def parse(text, **options):
    return parse_xml(SourceText.of(text), **options)


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def documents(draw, depth=3):
    name = draw(WORDS)
    attributes = draw(st.dictionaries(WORDS, VALUES, max_size=3))
    blank = draw(st.sampled_from([" ", "\n\t", "  "]))
    text = f"<{name}"
    for key, value in attributes.items():
        text += f'{blank}{key}="{escape(value)}"'
    children = draw(st.lists(documents(depth - 1), max_size=3)) if depth else []
    inner = draw(VALUES)
    if not children and not inner:
        return text + draw(st.sampled_from(["/>", " />", f"></{name}>", f"></{name} >"]))
    comment = draw(st.sampled_from(["", "<!-- > -->", "<?p x>?>"]))
    return f"{text}>{escape(inner)}{comment}{''.join(children)}</{name}>"


@given(documents())
def test_trees_and_places_agree_with_the_standard_library(text):
    source = SourceText.of(text)
    tree = parse_xml(source)
    # ElementTree needs prefixes declared.
    other = ElementTree.fromstring(text.replace("q:", "q."))

    assert isinstance(tree, Element)
    for ours, theirs in zip(tree.walk(), other.iter(), strict=True):
        assert theirs.tag.replace("q.", "") == ours.name
        assert {k.replace("q.", ""): v for k, v in theirs.attrib.items()} == ours.attributes
        assert (theirs.text or "").strip() == ours.text or ours.children
        written = text[ours.start : ours.end]
        assert ElementTree.fromstring(written.replace("q:", "q.")).tag == theirs.tag
        start, end = name_span(source, ours)
        assert text[start:end] == "<" + theirs.tag.replace("q.", "q:")
        assert text[tag_end(source, ours) - 1] == ">"
        for key, value in ours.attributes.items():
            start, end = attribute_span(source, ours, key)
            assert " ".join(value.split()) == " ".join(
                ElementTree.fromstring(f'<a b="{text[start:end]}"/>').get("b").split()
            )
        if ours.text and not ours.children:
            start, end = text_span(source, ours)
            assert text[start:end].strip() == text[start:end]


@given(st.text("<>/!-[]?&;=\"' abDOCTYPENIY#x1é\n\0\ud800", max_size=60))
def test_any_text_gives_a_tree_or_one_finding(text):
    for doctype in (False, True):
        result = parse(text, doctype=doctype)
        assert isinstance(result, (Element, Diagnostic))
        if isinstance(result, Diagnostic):
            assert result.code in ("BN009", "BN010")
            assert 0 <= result.span.start <= result.span.end <= len(text)


@given(documents(), st.data())
def test_a_text_that_is_cut_off_is_one_finding(text, data):
    cut = data.draw(st.integers(0, len(text) - 1))

    assert "BN010" == parse(text[:cut]).code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<a><b></a>", "line 1: <b> is not closed"),
        ("<a>\n<b>\n", "line 3: <b> is not closed"),
        ("", "line 1: there is no element"),
        ("<a>&</a>", 'line 1: "&" must be written &amp; here'),
        ('<a b="1" b="2"/>', "an attribute is given twice"),
        ("<a/><b/>", "something stands behind the end"),
        ("<a>&nbsp;</a>", "&nbsp; is not defined in XML"),
        ("<a", "this is never closed"),
        ("<a>\x01</a>", "U+0001 may not stand here"),
    ],
)
def test_the_message_says_what_is_wrong(text, reason):
    finding = parse(text)

    assert "BN010" == finding.code
    assert reason in finding.message


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]><a/>',
        '<!DOCTYPE a [<!ATTLIST a b CDATA "long">]><a/>',
        '<!DOCTYPE a SYSTEM "x.dtd" [<!ELEMENT a ANY>]><a/>',
    ],
)
@pytest.mark.parametrize("doctype", [False, True])
def test_declarations_are_refused_everywhere(text, doctype):
    assert "BN009" == parse(text, doctype=doctype).code


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "http://ginsim.org/GINML_2_2.dtd">',
        '<!DOCTYPE a PUBLIC "-//x" "y>z"  >',
        '<!-- <!DOCTYPE x> --><!DOCTYPE a SYSTEM "b">',
    ],
)
def test_a_bare_document_type_is_accepted_where_the_format_has_one(declaration):
    text = f"{declaration}\n<a>\n<b x='1'/></a>"
    tree = parse(text, doctype=True)

    assert "BN009" == parse(text).code
    assert "a" == tree.name
    assert text.index("<b") == tree.children[0].start


def test_what_a_document_type_might_define_is_not_defined():
    text = '<!DOCTYPE a SYSTEM "x.dtd"><a b="&foo;"/>'

    finding = parse(text, doctype=True)

    assert "BN010" == finding.code
    assert "&foo; is not defined" in finding.message
    assert text.index("&foo;") == finding.span.start


def test_limits_are_named(monkeypatch):
    monkeypatch.setattr(xml_tree, "MAX_DEPTH", 3)
    monkeypatch.setattr(xml_tree, "MAX_ELEMENTS", 5)
    monkeypatch.setattr(xml_tree, "MAX_TAG", 2_000_000)

    assert "BN007" == parse("<a><a><a><a/></a></a></a>").code
    assert "limit" in parse("<a><a><a><a/></a></a></a>").message
    assert "BN004" == parse('<a><a x="1" y="2"/><a/><a/></a>').code
    assert "BN004" == parse(f'<a x="{"y" * 4_000_000}"/>').code
    assert "a" == parse(f"<a>{'y' * 4_000_000}</a>").name


def test_text_is_what_stands_in_an_element_without_its_markup():
    source = SourceText.of("<a><n>one <b>two</b>\n three &lt;<!-- x --></n></a>")

    assert "one two three <" == plain_text(source, parse_xml(source).children[0])
