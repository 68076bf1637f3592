"""The words of a list of experiments, and what people write there in place of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from boolnet.language.mistakes import SPACES

# What a keyboard for Chinese or a word processor makes of our signs; each stands for one.
_LOOK_ALIKES = str.maketrans("，、；＝＋：" + SPACES, ",,;=+:" + " " * len(SPACES))
_GAPS = re.compile(r"[\s,+]*")
_PLAIN = r'(?:(?!-[>|?]|→|⊣)[^\s,+=;"#])+'
_ARROW = r"-[>|?]|→|⊣|<-"
_ODD = re.compile(r'[\s,+=;"#]|-[>|?]|→|⊣')

_OFF = r"KO|KD|LOF|del|null|knock[ -]?out|knock[ -]?down|knocked[ -]out|inhibited|off|false|E0"
_ON = r"OE|OX|GOF|over[ -]?expression|over[ -]?expressed|activated|on|true|E1"
_WORDS = (re.compile(rf"(?:{_OFF}|0)", re.I), re.compile(rf"(?:{_ON}|1)", re.I))
_GINSIM = re.compile(r"(.+)%([01])")
_SPELLINGS = (
    (re.compile(r"[~!¬Δ∆-](.+)"), 0),
    (re.compile(rf"(?:{_OFF})[_:./-](.+)", re.I), 0),
    (re.compile(rf"(?:{_ON})[_:./-](.+)", re.I), 1),
    (re.compile(rf"(.+?)(?:-/-|--?|↓|\((?:{_OFF})\)|[_:.-](?:{_OFF}))", re.I), 0),
    (re.compile(rf"(.+?)(?:\+/\+|\++|↑|\((?:{_ON})\)|[_:.-](?:{_ON}))", re.I), 1),
)
BASELINE = re.compile(r"wt|wild[ _-]?type|baseline|none|control", re.I)
AND = re.compile(r"[&;]|and|with", re.I)


class Item(NamedTuple):
    """One word of a line: ``TNF=0``, ``RANKL->RANK=0``, ``denosumab``, or anything else.

    Attributes:
        start: Its first character in the line.
        end: Behind its last one.
        text: As it is written.
        name: What stands first, without quotation marks.
        arrow: The arrow behind it; empty without one.
        target: What stands behind the arrow.
        value: What stands behind ``=``; `None` without one.
    """

    start: int
    end: int
    text: str
    name: str
    arrow: str
    target: str
    value: str | None


class Words:
    """Cuts lines into words.

    Args:
        known: The names that may stand in a line. Those with blanks or signs in them are
            found with and without quotation marks.
    """

    def __init__(self, known: Collection[str]) -> None:
        odd = sorted((name for name in known if _ODD.search(name)), key=len, reverse=True)
        ends = r"(?=[\s,+=#]|->|$)"
        self._odd = "|".join(rf"{re.escape(name)}{ends}" for name in odd)
        name = "|".join(filter(None, (r'"[^"]*"', self._odd, _PLAIN)))
        self._item = re.compile(
            rf"(?P<name>{name})(?P<plus>\+/\+|\+(?=[\s,]|$))?"
            rf"(?:\s*(?P<arrow>{_ARROW})\s*(?P<target>{name}))?"
            r'(?:\s*(?P<equals>==?)\s*(?P<value>[^\s,+;"#=]*))?'
        )
        self._label = re.compile(rf'\s*(?!{self._odd or "$."})([^:=#"]*?)\s*:')

    def label(self, line: str) -> tuple[str, int]:
        """The name in front of the experiment, and where the experiment begins."""
        found = self._label.match(line.translate(_LOOK_ALIKES))
        return (line[found.start(1) : found.end(1)], found.end()) if found else ("", 0)

    def cut(self, line: str, start: int = 0) -> Iterator[Item]:
        """The words of *line* from *start* on, up to its comment."""
        line = line.translate(_LOOK_ALIKES)
        place = _GAPS.match(line, start).end()  # type: ignore[union-attr]  # it may be empty
        while place < len(line) and line[place] != "#":
            found = self._item.match(line, place)
            if found is None:
                end = place + 1
                yield Item(place, end, line[place:end], line[place:end], "", "", None)
            else:
                end = found.end()
                name, target = _bare(found["name"]), _bare(found["target"] or "")
                name += found["plus"] or ""
                value = found["value"] if found["equals"] else None
                yield Item(place, end, found[0], name, found["arrow"] or "", target, value)
            place = _GAPS.match(line, end).end()  # type: ignore[union-attr]


def spell(name: str, value: int | str) -> str:
    """``TNF=0``, with quotation marks around a name that needs them."""
    return f'"{name}"={value}' if _ODD.search(name) else f"{name}={value}"


def respell(word: str, known: Collection[str]) -> str | None:
    """``TNF=0`` for ``~TNF``, ``TNF-``, ``TNF_KO`` and the like; `None` for anything else."""
    if found := _GINSIM.fullmatch(word):
        return spell(found[1], found[2])
    for pattern, value in _SPELLINGS:
        found = pattern.fullmatch(word)
        if found and found[1] in known:
            return spell(found[1], value)
    return None


def is_word_for(text: str) -> int | None:
    """0 for ``KO`` and the like, 1 for ``OE`` and the like, else `None`."""
    for value, pattern in enumerate(_WORDS):
        if pattern.fullmatch(text):
            return value
    return None


def _bare(name: str) -> str:
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name
