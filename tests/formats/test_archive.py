"""Tests of `boolnet.formats.archive`: what strangers put into zip files."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Diagnostic
from boolnet.formats import archive
from boolnet.formats.archive import Archive, open_archive


def make(*members, packing=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as written:
        for name, content in members:
            written.writestr(name, content, packing)
    return stream.getvalue()


def test_members_are_read_by_name():
    opened = open_archive(make(("a/b.txt", "text"), ("c.txt", "more")))

    assert ("a/b.txt", "c.txt") == opened.names
    assert b"text" == opened.read("a/b.txt")
    assert () == opened.findings


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "\\x", "C:x", "a\\..\\x", "..", "a/.."]
)
def test_names_that_lead_outside_are_ignored_and_reported(name):
    opened = open_archive(make((name, "x"), ("good", "y")))

    assert ("good",) == opened.names
    assert ["BN008"] == [finding.code for finding in opened.findings]
    assert "points outside the archive" in opened.findings[0].message


def test_names_with_dots_are_fine():
    assert ("a..b", "..c/d", "e...") == open_archive(
        make(("a..b", "x"), ("..c/d", "x"), ("e...", "x"))
    ).names


def test_links_and_devices_are_ignored_and_reported():
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    opened = open_archive(make((info, "/etc/passwd"), ("good", "y")))

    assert ("good",) == opened.names
    assert 'archive member "link" is a link or no file; ignored' == opened.findings[0].message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_none_is_chosen():
    opened = open_archive(make(("a", "x"), ("a", "y"), ("a", "z")))

    assert () == opened.names
    assert ['the archive has 3 members "a"; ignored'] == [f.message for f in opened.findings]


def test_a_member_that_expands_too_far_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBER", 1 << 20)
    bomb = open_archive(make(("bomb", b" " * (1 << 21))))
    assert "BN008" == bomb.read("bomb").code
    assert "expands to more than 1 MB" in bomb.read("bomb").message


def test_a_member_that_is_packed_beyond_reason_is_refused():
    opened = open_archive(make(("bomb", b" " * (1 << 22))))

    assert "200 times its size" in opened.read("bomb").message


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(make(("a", b"x" * 1000)))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(signature) + place
        data[at : at + 4] = struct.pack("<I", 10)

    assert "damaged" in open_archive(bytes(data)).read("a").message


def test_encrypted_and_unknown_packing_is_refused():
    data = bytearray(make(("a", b"x")))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in open_archive(bytes(data)).read("a").message
    packed = make(("a", b"x" * 100), packing=zipfile.ZIP_BZIP2)
    assert "not supported" in open_archive(packed).read("a").message


def test_a_member_without_a_name_is_passed_over():
    data = make(("a", "x"), ("folder/", "")).replace(b"a", b"\0")

    assert () == open_archive(data).names


def test_too_many_members_are_refused(monkeypatch):
    many = make(*((f"m{i}", "") for i in range(30)))
    monkeypatch.setattr(archive, "MAX_MEMBERS", 20)
    assert "more than 20 members" in open_archive(many).message
    monkeypatch.setattr(archive, "_MAX_DIRECTORY", 100)
    assert "more than 20 members" in open_archive(many).message


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04", b"PK\x05\x06", b"<xml/>"])
def test_what_is_no_archive_is_refused(data):
    finding = open_archive(data)

    assert "BN008" == finding.code
    assert "zip" in finding.message


@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data):
    whole = bytearray(make(("a/b.txt", "text" * 20), ("c.txt", "more")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        opened = open_archive(damaged)
        assert isinstance(opened, (Archive, Diagnostic))
        if isinstance(opened, Archive):
            for name in opened.names:
                assert isinstance(opened.read(name), (bytes, Diagnostic))


def test_a_member_without_a_name_is_left_out():
    """Python 3.11 fails when it is asked whether such a member is a folder."""
    opened = open_archive(make(("A", "x"), ("good", "y")).replace(b"A", b"\0"))

    assert ("good",) == opened.names
