"""Collect the evidence for the outlet of a page: phrases, mastheads, addresses, bylines.

Each piece of evidence is a vote for a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.fields.outlet.votes import Candidates
from articles.extraction.fields.outlet.weights import vote_for
from articles.extraction.lines.outletmentions import (
    LINE,
    NO_OUTLET,
    Mention,
    is_branded,
    known_in,
    mentions_in_prose,
    outlet_line,
    pieces,
)
from articles.extraction.lines.outletnames import (
    COMPANY,
    PAPER,
    is_site,
    looks_like_name,
    stem,
    trimmed,
)
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, HEADING, LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.dateparts import ANY_DAY, MONTH
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets, squeezed
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.vocabulary import folded

# The longest furniture line and the longest paragraph that are read, in characters. In longer ones,
# a name proves little and takes long to find.
_LONGEST_LINE, _LONGEST_PARAGRAPH = 1200, 4000
_SHORT = 40  # characters: A longer line is not a name alone.
# How many names in no list are looked for in lines of their own; how many are looked for in all
# lines; and the least score for the latter.
_LOOKED_UP, _LOOKED_UP_EVERYWHERE, _LEAST_SCORE = 20, 4, 1.5
_EDGE = 40  # blocks at the top and at the bottom of the page, where a name may stand alone
# How many blocks at the top of the page may be a masthead, and page titles, and menus.
_TOP = 25
_TITLES, _PARTS = 3 * _TOP, 6 * _TOP
_MENU = 15  # So many blocks above a story are more than a headline: they include a menu.
# How many blocks above the story its byline may stand, and its paper and place.
_SIGNED_ABOVE, _NAMED_ABOVE = 25, 10
_MOST_PAPER_WORDS = 5  # in a paper's name, if it is no person's
_MOST_PERSON_WORDS = 3  # in a person's name; more run into a paper's: "By Ann Lee Harbour News"
_ADDRESSES = ("domain", "link")
# Kinds of evidence that count for known outlets only.
_KNOWN_ONLY = frozenset({"byline", "page-title", "masthead", "alone", "begins", "part"})
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    rf"^(?:written |posted |published )?by (?=[A-Z])|\b{MONTH} {ANY_DAY}\b,?|"
    rf"\b\d{{1,2}} {MONTH},? \d{{4}}|\b\d{{4}}-\d\d-\d\d\b|\b\d\d?[/.]\d\d?[/.]\d{{2,4}}\b",
    re.IGNORECASE,
)
# "Harbour Times, Leeds"
_PLACED = re.compile(
    r"(?:The )?[A-Z]\w+(?: [A-Z]\w+){0,2} (?:Times|Herald|Chronicle), [A-Z]\w+(?: [A-Z]\w+)?"
)
# These may be the role of a person. They end a paper's name only if the name begins with "The".
_ROLES = frozenset({"Reporter", "Leader", "Monitor"})
_BY = re.compile(r"(?:written |posted |published )?by (?=[A-Z])", re.IGNORECASE)
# These phrases follow the name, so that a sentence may run into it.
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


def candidates_on(layout: Layout) -> Candidates:
    """The candidates for the outlet of a page, with their votes."""
    candidates = Candidates()
    blocks = layout.page.blocks
    in_story = {id(block) for block in layout.paragraphs}
    masthead = len(_above_headline(layout))
    for index, block in enumerate(blocks):
        prose = id(block) in in_story
        if len(block.text) > (_LONGEST_PARAGRAPH if prose else _LONGEST_LINE):
            continue
        if prose:
            mentions = mentions_in_prose(block.text, block.plain, block.triggers)
        else:
            mentions = _mentions(block, index, masthead, len(layout.head))
        for evidence, text in mentions:
            _add(candidates, evidence, text, block)
    for block in layout.paragraphs[:1]:
        match = _OPENING.match(block.text)
        if match:
            name = match["slug"] or match["bare"]
            outlet = known_outlets().leading(name)
            if outlet and not outlet.agency and not (match["bare"] and outlet.ordinary):
                candidates.add(outlet.name, outlet, vote_for("opening", outlet, block))
            elif outlet is None and _SITE.fullmatch(name):
                candidates.add(stem(name), None, vote_for("opening", None, block))
    candidates.drop(_signers(layout.head))
    menu = min(_TOP, len(layout.head)) if len(layout.head) >= _MENU else 0
    _count_other_lines(candidates, blocks, max(masthead, menu))
    return candidates


def _mentions(block: Block, index: int, masthead: int, head: int) -> Iterator[Mention]:
    """The mentions in a block that is not a paragraph of the story.

    ``index`` is its place; the first ``masthead`` blocks are above the headline, the first ``head``
    blocks above the story.
    """
    line = outlet_line(block.text, block.plain, block.triggers)
    if 0 < head - index <= _SIGNED_ABOVE and len(block.text) <= LINE and not line.known:
        yield from _signers_in(block.text)
    if line is NO_OUTLET:
        return
    is_link = block.kind is LINK and _OWN_ADDRESS.search(block.text) is not None
    for evidence, name in line.mentions:
        yield "web-address" if is_link and evidence in _ADDRESSES else evidence, name
    if line.outlet is not None:
        if (index < _TOP and not line.outlet.agency) or index < masthead:
            yield "masthead", block.text.lstrip("@")
        elif not line.outlet.agency:
            yield "alone", block.text.lstrip("@")
        return
    if block.kind is HEADING and index < _TITLES and line.is_title:
        yield "page-title", line.parts[-1]
    elif block.kind in (BYLINE, DATE):
        yield from (("byline", part) for part in line.known)
    elif index < head and index < _PARTS and len(line.parts) > 1:
        near = head - index <= _NAMED_ABOVE and len(line.parts) == 2 and "/" not in block.text
        yield from (("byline" if near else "part", part) for part in line.known)
    elif line.begins and not block.text.endswith(
        " ago"
    ):  # "Harbour Courier / 7 hours ago" is the link to a story.
        yield "begins", block.text


def _signers_in(text: str) -> Iterator[Mention]:
    """The outlets that may sign the story in a short line above it."""
    signed = _BY.match(text)
    if signed:
        yield "part", text[signed.end() :]  # It may be the outlet from which the story is taken.
    if "@" in text:
        yield from (("handle", match[1] or match[2]) for match in _HANDLE.finditer(text))
    if signed or (_DIGIT.search(text) and _DATED.search(text)) or _PLACED.fullmatch(text):
        yield from (("signed", piece) for piece in _paper_names(text))


def _paper_names(text: str) -> Iterator[str]:
    """The pieces of a byline or date line that end as names of papers do."""
    bare = _DATED.sub("|", text)
    for place, piece in enumerate(pieces(bare)):
        name = piece.split("  ")[0].strip(" :")
        words = name.split()
        if not 2 <= len(words) <= _MOST_PAPER_WORDS or not all(word[0].isupper() for word in words):
            continue
        if len(words) > _MOST_PERSON_WORDS and has_given_name(name):
            continue
        if place == 0 and _BY.match(text):
            continue  # "By Harbour News" may name the outlet from which the story is taken.
        is_paper = PAPER.search(name) and (words[-1] not in _ROLES or words[0] == "The")
        if is_paper or (place and words[0] == "The" and bare[bare.find(piece) - 1].islower()):
            yield name


def _add(candidates: Candidates, evidence: str, text: str, block: Block) -> None:
    known = known_outlets()
    evidence = _evidence_in(evidence, block)
    if evidence in ("e-mail", "domain", "web-address", "link"):
        outlet = known.at_host(text)
        name = text.removeprefix("www.").removeprefix("WWW.")
        if outlet is None and (evidence == "web-address" or not is_site(name)):
            return
    elif evidence == "slogan":
        outlet, name = known.with_slogan(folded(text)), text
    else:
        outlet = known_in(text, has_phrase=evidence not in _KNOWN_ONLY and evidence != "credit")
        if outlet is None and evidence in _NAMED_BEFORE:
            text, outlet = _outlet_at_end(text)
        text = text.removeprefix("the ")  # The article belongs to the phrase.
        name = trimmed(text)
        if outlet is None and not _may_be_found(evidence, name, block):
            return
        if outlet is not None and evidence == "copyright" and _is_company(name, outlet):
            evidence = "owned"
    if known.is_never_outlet(stem(name)):
        return
    branded = outlet is not None and outlet.ordinary and is_branded(text, outlet)
    vote = vote_for(evidence, outlet, block, name, branded=branded and not block.text.isupper())
    if vote.weight > 0:
        candidates.add(outlet.name if outlet else stem(name), outlet, vote)


def _evidence_in(evidence: str, block: Block) -> str:
    """The kind of evidence in a notice: a credit beside a picture; without a date, the owner."""
    if evidence not in ("copyright", "owned"):
        return evidence
    if block.kind is CAPTION or _PICTURE.search(block.text):
        return "credit"
    return evidence if _RESERVED.search(block.text) else "owned"


def _may_be_found(evidence: str, name: str, block: Block) -> bool:
    """True if this evidence is enough to make a candidate of a name in no list."""
    if evidence in _KNOWN_ONLY or not looks_like_name(name):
        return False
    if has_given_name(name) and is_name(name):
        return False
    if evidence == "app" and not PAPER.search(name):
        return False
    return evidence != "staff" or (len(block.text) <= _SHORT and block.text.startswith(name))


def _is_company(name: str, outlet: KnownOutlet) -> bool:
    """True for a company that may own other outlets too: "The Atlantic Monthly Group"."""
    if not COMPANY.search(name):
        return False
    return known_outlets().named(name.removeprefix("The ")) is not outlet


def _signers(head: tuple[Block, ...]) -> Iterator[str]:
    """The people in bylines, whose own sites, handles and notices are no evidence for an outlet."""
    for block in head:
        by = _BY.match(block.text) if len(block.text) <= LINE else None
        if by is not None:
            yield from (
                name for name in pieces(block.text[by.end() :]) if is_name(name, signed=True)
            )


def _outlet_at_end(text: str) -> tuple[str, KnownOutlet | None]:
    """The name of the known outlet at the end of ``text``, and the outlet; else ``text``, None."""
    for start in [match.end() for match in _BLANK.finditer(text)]:
        outlet = known_outlets().named(text[start:])
        if outlet is not None and not outlet.ordinary:
            return text[start:], outlet
    return text, None


def _count_other_lines(candidates: Candidates, blocks: tuple[Block, ...], masthead: int) -> None:
    """Add votes for other lines with the name of a candidate in no list, alone or among words."""
    unknown = [one for one in candidates.ranked if one.outlet is None]
    if not unknown:
        return
    lines = _short_lines(blocks, masthead)
    for candidate in unknown[:_LOOKED_UP]:
        for evidence, block in lines.get(squeezed(candidate.name), ()):
            candidates.add(stem(block.text), None, vote_for(evidence, None, block))
    for candidate in [one for one in unknown if one.score >= _LEAST_SCORE][:_LOOKED_UP_EVERYWHERE]:
        name, counted = squeezed(candidate.name), {vote.block.lines for vote in candidate.votes}
        for block in blocks:
            if block.lines in counted or candidate.name not in block.text:
                continue
            alone = len(block.text) <= LINE and squeezed(stem(block.text)) == name
            candidates.add(
                candidate.name, None, vote_for("alone" if alone else "recurs", None, block)
            )


def _short_lines(blocks: tuple[Block, ...], masthead: int) -> dict[str, list[tuple[str, Block]]]:
    """The short lines at both ends of a page, by their text, each with its kind of evidence."""
    lines: dict[str, list[tuple[str, Block]]] = {}
    for index, block in enumerate(blocks):
        if len(block.text) <= _SHORT and (index < _EDGE or index >= len(blocks) - _EDGE):
            evidence = "masthead" if index < masthead else "alone"
            lines.setdefault(squeezed(stem(block.text)), []).append((evidence, block))
    return lines


def _above_headline(layout: Layout) -> tuple[Block, ...]:
    for index, block in enumerate(layout.head):
        if block.kind is HEADING:
            return layout.head[:index]
    return layout.head
