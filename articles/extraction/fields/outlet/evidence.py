"""The signs of an outlet's name on a page, each a vote: phrases, mastheads, addresses, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.fields.outlet.votes import Ballot
from articles.extraction.fields.outlet.weights import vote_for
from articles.extraction.lines.outletnames import (
    COMPANY,
    PAPER,
    is_site,
    looks_like_name,
    stem,
    trimmed,
)
from articles.extraction.lines.outlets import (
    LINE,
    SILENT,
    Said,
    is_branded,
    known_in,
    outlet_line,
    pieces,
    said_in_prose,
)
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, HEADING, LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.months import MONTH
from articles.extraction.words.outlets import KnownOutlet, known_outlets, squeezed
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.vocabulary import folded

_LONGEST = 600  # characters of a furniture line,
_PROSE = 4000  # and of a paragraph, that are looked at
_WORTH = 1.5  # votes, from which an unknown candidate is looked for elsewhere
_FEW = 4  # candidates that are
_LOOKED_UP = 20  # candidates that are looked for in lines of their own,
_EDGE = 40  # blocks at the top and at the bottom of the page,
_NEAR = 10  # blocks above the story in which its paper and place may be named
_SHORT = 40  # characters long
_ADDRESSES = ("domain", "link")
_OVER = 25  # blocks above the story in which its byline stands
_MENU = 15  # blocks above a story that are a menu more than a headline and its lines
_TOP = 25  # blocks that may be a masthead

_KNOWN_ONLY = frozenset({"byline", "page-title", "masthead", "alone", "begins", "part"})
_WORDS = 5  # of a paper's name
_NAMED = 3  # of a person's, and a paper's without blank
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    rf"^(?:written |posted |published )?by (?=[A-Z])|\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b,?|"
    rf"\b\d{{1,2}} {MONTH},? \d{{4}}|\b\d{{4}}-\d\d-\d\d\b|\b\d\d?[/.]\d\d?[/.]\d{{2,4}}\b",
    re.IGNORECASE,
)
# "Harbour Times, Leeds"
_PLACED = re.compile(
    r"(?:The )?[A-Z]\w+(?: [A-Z]\w+){0,2} (?:Times|Herald|Chronicle), [A-Z]\w+(?: [A-Z]\w+)?"
)
_ROLES = frozenset({"Reporter", "Leader", "Monitor"})
_BY = re.compile(r"(?:written |posted |published )?by (?=[A-Z])", re.IGNORECASE)
_NAMED_BEFORE = frozenset({"newsletter", "app", "owned", "product", "staff", "work", "heard"})
_BLANK = re.compile(" ")
_RESERVED = re.compile(r"\d{4}|rights reserved|©", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\S)@([A-Z]\w{5,24})\b|(?<=[a-z])@([A-Z]\w{5,24})\b")
_SITE = re.compile(r"[A-Z][A-Za-z]{3,20}\.(?:com|net|org|info)", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:image|photo(?:graph)?|picture|illustration|credit)s?\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:[A-Z][\w.’' ]{1,30}(?:, [A-Z][\w. ]{1,25})? ?)?\((?P<slug>[A-Z][\w .’]{1,30})\)|"
    r"(?P<bare>[A-Z][\w.]{1,24})\s{1,2}(?:--|[—–-])\s"
)


def cast_votes(layout: Layout) -> Ballot:
    """All the signs of the page. Every block is looked at once."""
    ballot = Ballot()
    blocks = layout.page.blocks
    in_story = {id(block) for block in layout.paragraphs}
    headed = len(_above_headline(layout))
    for index, block in enumerate(blocks):
        prose = id(block) in in_story
        if len(block.text) > (_PROSE if prose else _LONGEST * 2):
            continue
        if prose:
            signs = said_in_prose(block.text, block.plain, block.cues)
        else:
            signs = _signs(block, index, headed, len(layout.head))
        for sign, text in signs:
            _add(ballot, sign, text, block)
    for block in layout.paragraphs[:1]:
        match = _OPENING.match(block.text)
        if match:
            name = match["slug"] or match["bare"]
            outlet = known_outlets().leading(name)
            if outlet and not outlet.agency and not (match["bare"] and outlet.ordinary):
                ballot.add(outlet.name, outlet, vote_for("opening", outlet, block))
            elif outlet is None and _SITE.fullmatch(name):
                ballot.add(stem(name), None, vote_for("opening", None, block))
    ballot.drop(_signers(layout.head))
    menu = min(_TOP, len(layout.head)) if len(layout.head) >= _MENU else 0
    _repeated(ballot, blocks, max(headed, menu))
    return ballot


def _signs(block: Block, index: int, headed: int, head: int) -> Iterator[Said]:
    """The signs of a block that is no paragraph of the story, in which place tells too."""
    line = outlet_line(block.text, block.plain, block.cues)
    if 0 < head - index <= _OVER and len(block.text) <= LINE and not line.known:
        yield from _signing(block.text)
    if line is SILENT:
        return
    is_link = block.kind is LINK and _OWN_ADDRESS.search(block.text) is not None
    for sign, name in line.said:
        yield "web-address" if is_link and sign in _ADDRESSES else sign, name
    if line.outlet is not None:
        if (index < _TOP and not line.outlet.agency) or index < headed:
            yield "masthead", block.text.lstrip("@")
        elif not line.outlet.agency:
            yield "alone", block.text.lstrip("@")
        return
    if block.kind is HEADING and index < _TOP * 3 and line.is_title:
        yield "page-title", line.parts[-1]
    elif block.kind in (BYLINE, DATE):
        yield from (("byline", part) for part in line.known)
    elif index < head and index < _TOP * 6 and len(line.parts) > 1:
        near = head - index <= _NEAR and len(line.parts) == 2 and "/" not in block.text
        yield from (("byline" if near else "part", part) for part in line.known)
    elif line.begins and not block.text.endswith(" ago"):  # "Harbour Courier / 7 hours ago"
        yield "begins", block.text


def _signing(text: str) -> Iterator[Said]:
    """The houses that a short line above the story may name as those that sign it."""
    signed = _BY.match(text)
    if signed:
        yield "part", text[signed.end() :]  # also the house from which it is taken
    if "@" in text:
        yield from (("handle", match[1] or match[2]) for match in _HANDLE.finditer(text))
    if signed or (_DIGIT.search(text) and _DATED.search(text)) or _PLACED.fullmatch(text):
        yield from (("signed", piece) for piece in _papers(text))


def _papers(text: str) -> Iterator[str]:
    """The pieces of a byline or date line that end as names of papers do."""
    bare = _DATED.sub("|", text)
    for place, piece in enumerate(pieces(bare)):
        name = piece.split("  ")[0].strip(" :")
        words = name.split()
        if not 2 <= len(words) <= _WORDS or not all(word[0].isupper() for word in words):
            continue
        if len(words) > _NAMED and has_given_name(name):
            continue  # "By Ann Lee Harbour News"
        if place == 0 and _BY.match(text):
            continue  # "By Harbour News": the house, or the one from which it is taken
        is_paper = PAPER.search(name) and (words[-1] not in _ROLES or words[0] == "The")
        if is_paper or (place and words[0] == "The" and bare[bare.find(piece) - 1].islower()):
            yield name


def _add(ballot: Ballot, sign: str, text: str, block: Block) -> None:
    known = known_outlets()
    sign = _sign_in(sign, block)
    if sign in ("e-mail", "domain", "web-address", "link"):
        outlet = known.at_host(text)
        name = text.removeprefix("www.").removeprefix("WWW.")
        if outlet is None and (sign == "web-address" or not is_site(name)):
            return
    elif sign == "slogan":
        outlet, name = known.with_slogan(folded(text)), text
    else:
        outlet = known_in(text, has_phrase=sign not in _KNOWN_ONLY and sign != "credit")
        if outlet is None and sign in _NAMED_BEFORE:
            text, outlet = _ending(text)
        text = text.removeprefix("the ")  # "the Harbour Courier": an article of the phrase
        name = trimmed(text)
        if outlet is None and not _may_be_found(sign, name, block):
            return
        if outlet is not None and sign == "copyright" and _is_company(name, outlet):
            sign = "owned"
    if known.never(stem(name)):
        return
    branded = outlet is not None and outlet.ordinary and is_branded(text, outlet)
    vote = vote_for(sign, outlet, block, name, branded=branded and not block.text.isupper())
    if vote.weight > 0:
        ballot.add(outlet.name if outlet else stem(name), outlet, vote)


def _sign_in(sign: str, block: Block) -> str:
    """What a notice is worth where it stands: beside a picture a credit, undated the owner's."""
    if sign not in ("copyright", "owned"):
        return sign
    if block.kind is CAPTION or _PICTURE.search(block.text):
        return "credit"
    return sign if _RESERVED.search(block.text) else "owned"


def _may_be_found(sign: str, name: str, block: Block) -> bool:
    """True for a name in no list that this sign alone may make a candidate."""
    if sign in _KNOWN_ONLY or not looks_like_name(name):
        return False
    if has_given_name(name) and is_name(name):
        return False
    if sign == "app" and not PAPER.search(name):
        return False
    return sign != "staff" or (len(block.text) <= _SHORT and block.text.startswith(name))


def _is_company(name: str, outlet: KnownOutlet) -> bool:
    """True for a company that has other titles too: "The Atlantic Monthly Group"."""
    if not COMPANY.search(name):
        return False
    return known_outlets().named(name.removeprefix("The ")) is not outlet


def _signers(head: tuple[Block, ...]) -> Iterator[str]:
    """The people of "By" lines: their own sites, handles and notices are not the page's."""
    for block in head:
        by = _BY.match(block.text) if len(block.text) <= LINE else None
        if by is not None:
            yield from (
                name for name in pieces(block.text[by.end() :]) if is_name(name, signed=True)
            )


def _ending(text: str) -> tuple[str, KnownOutlet | None]:
    """The known outlet that ``text`` ends with, where a sentence or a list runs into its name."""
    for start in [match.end() for match in _BLANK.finditer(text)]:
        outlet = known_outlets().named(text[start:])
        if outlet is not None and not outlet.ordinary:
            return text[start:], outlet
    return text, None


def _repeated(ballot: Ballot, blocks: tuple[Block, ...], headed: int) -> None:
    """Other lines with an unknown candidate's name: alone in the line, or anywhere in it."""
    unknown = [one for one in ballot.candidates if one.outlet is None]
    if not unknown:
        return
    lines = _alone(blocks, headed)
    for candidate in unknown[:_LOOKED_UP]:
        for sign, block in lines.get(squeezed(candidate.name), ()):
            ballot.add(stem(block.text), None, vote_for(sign, None, block))
    for candidate in [one for one in unknown if one.score >= _WORTH][:_FEW]:
        name, signed = squeezed(candidate.name), {vote.block.lines for vote in candidate.votes}
        for block in blocks:
            if block.lines in signed or candidate.name not in block.text:
                continue
            alone = len(block.text) <= LINE and squeezed(stem(block.text)) == name
            ballot.add(candidate.name, None, vote_for("alone" if alone else "recurs", None, block))


def _alone(blocks: tuple[Block, ...], headed: int) -> dict[str, list[tuple[str, Block]]]:
    """Short lines at both ends of a page; one above the headline may be a masthead."""
    lines: dict[str, list[tuple[str, Block]]] = {}
    for index, block in enumerate(blocks):
        if len(block.text) <= _SHORT and (index < _EDGE or index >= len(blocks) - _EDGE):
            sign = "masthead" if index < headed else "alone"
            lines.setdefault(squeezed(stem(block.text)), []).append((sign, block))
    return lines


def _above_headline(layout: Layout) -> tuple[Block, ...]:
    for index, block in enumerate(layout.head):
        if block.kind is HEADING:
            return layout.head[:index]
    return layout.head
