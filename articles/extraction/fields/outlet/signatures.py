"""The outlets that sign a story: in its byline, beside its date, or where it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.extraction.lines.outletmentions import LINE, Mention, pieces
from articles.extraction.lines.outletnames import PAPER
from articles.extraction.page.blocks import Block
from articles.extraction.words.knownoutlets import known_outlets, squeezed
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import caseless

_PHRASES = phrasebook("signatures")
#: "By", and the form of a name in the opening of a story.
BY = _PHRASES.pattern("by")
OPENING = _PHRASES.pattern("opening")
#: What stands before the name of a paper, at the end of a text: the role of its writer.
ROLE = _PHRASES.pattern("role")
#: A path to the page, whose first part may be its site: "Harbour Online > News > Boats".
PATH = _PHRASES.pattern("path")
#: Desks and staff, which have no names of their own: "By Harbour Post Staff".
DESK = _PHRASES.pattern("desk")
#: The line at the head or foot of a printed page: "THE HARBOUR POST, MONDAY, MAY 4, 1987".
FOLIO = _PHRASES.pattern("folio")
_DESKS = _PHRASES.expression("desks")
_DATED = _PHRASES.pattern("dated")
_HANDLE = _PHRASES.pattern("handle")
_PAPER_OR_ROLE = _PHRASES.words("paper_or_role")
_BRANDED = _PHRASES.pattern("branded")
_BRAND = _PHRASES.pattern("brand")
# The end of such a line: a year, and what may stand after it. The expression begins with a digit,
# so that the search is quick.
_END_OF_FOLIO = re.compile(
    r"\d{4}(?:[ ,.|·•–—-]+[^\W\d]\w+)?(?:[ ,.|·•–—-]+(?:page |p\. ?)?[a-z]?\d{1,3})?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s\d.*$")  # "Harbour Post 3 Comments"
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SHORTEST_OF_NAME = 4  # letters of a writer's name by which a handle is known as the writer's
_MOST_PAPER_WORDS = 5  # in a paper's name, if it is no person's


def signers_in(text: str) -> Iterator[Mention]:
    """The outlets that may sign the story in a short line above it."""
    signed = BY.match(text)
    if signed:
        yield "by", text[signed.end() :]  # It may be the outlet from which the story is taken.
    if "@" in text:
        for match in _HANDLE.finditer(text):
            handle = match[1] or match[2]
            if not _is_of_writer(handle, text[: match.start()]):
                yield "handle", handle
    for piece in pieces(_DATED.sub("|", text)) if _DESKS.may_match(caseless(text)) else ():
        desk = DESK.match(piece)
        if desk:
            yield "desk", desk["of"] or desk["name"]
    is_dated = signed or (_DIGIT.search(text) and _DATED.search(text))
    if is_dated or _BRANDED.search(text):
        yield from (("signed", piece) for piece in _paper_names(text))
        if signed:
            name = _NUMBERED.sub("", pieces(_DATED.sub("|", text))[0].strip(" |"))
            if " " in name and PAPER.search(name) and not has_given_name(name):
                yield "by-a-paper", name


def _is_of_writer(handle: str, before: str) -> bool:
    """True for a handle that has a part of the name before it: "Ann Castellane@CastellaneHP"."""
    plain = squeezed(handle)
    bare = _ADDRESS.sub("", before)
    return squeezed(bare).endswith(plain) or any(
        len(word) >= _SHORTEST_OF_NAME and word.casefold() in plain for word in bare.split()
    )


def paper_of_folio(text: str) -> str:
    """The paper in the line at the head or foot of a printed page, else ""."""
    folio = FOLIO.match(text) if _END_OF_FOLIO.search(text) else None
    name = folio["name"] if folio else ""
    return name if PAPER.search(name.title()) or known_outlets().named(name) else ""


def _paper_names(text: str) -> Iterator[str]:
    """The pieces of a byline or date line that end as names of papers do."""
    bare = _DATED.sub("|", text)
    for place, piece in enumerate(pieces(bare)):
        name = piece.split("  ")[0].strip(" :")
        words = name.split()
        if place and _BRAND.fullmatch(name) and is_name(pieces(bare)[place - 1], signed=True):
            yield name
        if not 2 <= len(words) <= _MOST_PAPER_WORDS or not all(word[0].isupper() for word in words):
            continue
        if place == 0 and BY.match(text):
            continue  # "By Harbour News" may name the outlet from which the story is taken.
        may_be_role = words[-1].casefold() in _PAPER_OR_ROLE and words[0] != "The"
        if PAPER.search(name) and not may_be_role:
            yield name


def writers_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The people in bylines, whose own sites, handles and notices are no evidence for an outlet."""
    for block in blocks:
        by = BY.match(block.text) if len(block.text) <= LINE else None
        if by is not None:
            yield from (
                name for name in pieces(block.text[by.end() :]) if is_name(name, signed=True)
            )
