"""What a line says of outlets by its words alone, wherever on a page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.lines.outletnames import trimmed
from articles.extraction.lines.selfnaming import before_former, namings
from articles.extraction.words.outlets import KnownOutlet, known_outlets
from articles.extraction.words.vocabulary import folded, words

LINE = 90  # characters of a line that is a masthead, a byline or a menu
_BEGINNING = 50  # characters of a line that may begin with an outlet's name
_DOT = re.compile(r"\.[A-Za-z]")
_ADDRESS = re.compile(
    r"(?P<mail>[\w.+-]{1,64}@)?\b(?P<host>(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
    r"(?:com|org|net|news|info|biz|media|press|today|live|africa|scot|london|nyc|"
    r"[a-z]{2}))\b(?![.\w]*@)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[|/•·–—,>»]\s*|\s+-\s+|\s+for\s+|(?<=[a-z])(?=The [A-Z]|[A-Z]{2,})|\s{2,}")
# A quick look: one of these is wherever a line is split.
_BAR = re.compile(r"[|/•·–—,>»]")
_RUN_ON = re.compile(r"[A-Z](?<=[a-z].)(?:[A-Z]|(?<=T)he [A-Z])")
_TITLE = re.compile(r"\S\s+[|–—-]\s+\S")
_CREDIT = re.compile(
    r"(?:\b(?P<made>[Ff]or)|/)\s+(?P<name>(?:[Tt]he )?[A-Z][\w’'.& ]{1,40})\)?\.?$"
)
# A short paragraph with one of these words speaks to readers, also in the middle of a story.
_ADDRESSING = words("newsletter newsletters subscribe sign follow preferred")
_NOTICE = 300  # characters of it
_SOURCES = ("SOURCE", "Source")
_SOURCE = re.compile(r"(?:SOURCE|Source):?\s?(?P<name>[A-Z][\w’'.& -]{2,40})$")

Said = tuple[str, str]  # the sign, and the name or address that it gives


@dataclass(frozen=True, slots=True)
class OutletLine:
    """What one line that is no prose says of outlets.

    ``said`` are phrases, addresses and slogans; ``outlet`` is the one that the line names and no
    more; ``parts`` are the line's pieces between bars, and ``known`` those of them that begin with
    the name of a known outlet. ``begins``: the whole line does.
    """

    said: tuple[Said, ...] = ()
    outlet: KnownOutlet | None = None
    parts: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    begins: bool = False
    is_title: bool = False


SILENT = OutletLine()


def outlet_line(text: str, plain: str, cues: frozenset[str]) -> OutletLine:
    """Read a line, given with its wording; ``SILENT`` for the many that say nothing."""
    if len(text) > LINE:
        return _of(tuple(_said(text, plain, cues)))
    line = _REMEMBERED.get(text)
    if line is None:
        if len(_REMEMBERED) >= _MOST_REMEMBERED:
            _REMEMBERED.clear()
        line = _REMEMBERED[text] = _read(text, plain, cues)
    return line


# The labels of one outlet come back in all its captures.
_REMEMBERED: dict[str, OutletLine] = {}
_MOST_REMEMBERED = 4096


def _read(text: str, plain: str, cues: frozenset[str]) -> OutletLine:
    outlets = known_outlets()
    said = tuple(_said(text, plain, cues))
    if outlets.with_slogan(plain):
        said = (*said, ("slogan", text))
    outlet = outlets.named(text.lstrip("@")) if text[0] == "@" else outlets.named(text, plain)
    if outlet is not None:
        return OutletLine(said, outlet)
    parts = pieces(text)
    known = tuple([part for part in parts if _is_known(part)])
    if len(parts) == 1:
        begins = bool(known) and len(text) <= _BEGINNING
    else:
        begins = len(text) <= _BEGINNING and _is_known(text)
    if not known and not begins:
        return _of(said)
    return OutletLine(said, None, parts, known, begins, _TITLE.search(text) is not None)


def _of(said: tuple[Said, ...]) -> OutletLine:
    return OutletLine(said) if said else SILENT


def said_in_prose(text: str, plain: str, cues: frozenset[str]) -> Iterator[Said]:
    """The phrases and addresses in a paragraph of a story, given with its wording."""
    is_prose = len(text) > _NOTICE or cues.isdisjoint(_ADDRESSING)
    for naming in namings(text, plain, cues, prose=is_prose):
        yield naming.cue, naming.name
    for sign, host in _addresses(text):
        yield "link" if sign == "domain" else sign, host


def _said(text: str, plain: str, cues: frozenset[str]) -> Iterator[Said]:
    if len(text) > LINE:
        text = before_former(text)
    for naming in namings(text, plain, cues, prose=False):
        yield naming.cue, naming.name
    yield from _addresses(text)
    end = text[-LINE:]
    if "or " in end or "/ " in end:
        credit = _CREDIT.search(text, max(0, len(text) - LINE))
        if credit:
            yield "made-for" if credit["made"] else "credit", credit["name"]
    source = _SOURCE.match(text) if text.startswith(_SOURCES) else None
    if source:
        yield "owned", source["name"]


def _addresses(text: str) -> Iterator[Said]:
    if "." in text and _DOT.search(text):
        for word in text.split():  # an expression for all of the text would try every letter
            for match in _ADDRESS.finditer(word) if "." in word else ():
                path = word[match.end() :]
                is_cited = path[:1] == "/" and (len(path) > 1 or not text.endswith(word))
                yield "e-mail" if match["mail"] else "link" if is_cited else "domain", match["host"]


def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a line between bars, or where copying has run two together."""
    if not (_BAR.search(text) or " - " in text or " for " in text or _RUN_ON.search(text)):
        return (text,)
    return tuple([part for part in _SPLIT.split(text) if part])


def _is_known(part: str) -> bool:
    return known_in(part, has_phrase=False) is not None


def known_in(text: str, *, has_phrase: bool) -> KnownOutlet | None:
    """The known outlet that ``text`` begins with, with or without the name's article.

    A phrase may take the article for its own; a line of its own has no phrase.
    """
    bare = text[4:] if text[:4].casefold() == "the " else text
    outlet = _leading(text) if text[:1] != "t" else None
    if outlet is None and has_phrase:
        outlet = _leading(f"The {bare}")
        if outlet is not None and outlet.ordinary and bare is text:
            return None  # "the daily National newsletter"
    return outlet if outlet is not None or bare is text else _leading(bare)


def is_branded(text: str, outlet: KnownOutlet) -> bool:
    """True where the name is set off from other words.

    By capitals ("More Great HARBOUR Stories"), or as a longer name of the house ("Vox Sentences").
    """
    first, _, rest = text.partition(" ")
    if len(first) > 3 and first == outlet.name.upper() and not rest.isupper():
        return True
    plain = folded(text)
    return any(
        " " in alias.removeprefix("The ") and plain.startswith(folded(alias))
        for alias in outlet.aliases
    )


def _leading(text: str) -> KnownOutlet | None:
    """The known outlet that ``text`` begins with; an ordinary name must be all of it."""
    known = known_outlets()
    outlet = known.leading(text)
    if outlet is None or not text or (text[0].islower() and not text.startswith(outlet.name[:2])):
        return None
    if outlet.ordinary and known.named(trimmed(text)) is not outlet:
        return outlet if is_branded(text, outlet) else None  # "Independent Harbour Trust"
    return outlet
