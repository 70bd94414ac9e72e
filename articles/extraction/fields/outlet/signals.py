"""Collect the signs of the outlet of a page: phrases, mastheads, addresses, bylines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.extraction.fields.outlet.attribution import providers
from articles.extraction.fields.outlet.candidates import Candidate, Candidates, Sign
from articles.extraction.lines.outletmentions import (
    LINE,
    NO_OUTLET,
    Mention,
    is_branded,
    known_in,
    listed_in,
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
from articles.extraction.words.vocabulary import folded, vocabulary, words, words_of

#: All kinds of evidence. Those of phrases are also in ``lines.namingphrases``.
EVIDENCE = words(
    """
    about account alone app appeal begins beside-a-role bio by byline common-word copyright credit
    domain e-mail follow handle heard in-a-line in-the-head link made-for masthead more named
    near-the-byline newsletter opening owned page-title part product recurs signed slogan speaks
    staff staffer thanks told web-address wire work
    """
)
# The longest furniture line and the longest paragraph that are read, in characters. In longer ones,
# a name proves little and takes long to find.
_LONGEST_LINE, _LONGEST_PARAGRAPH = 1200, 4000
_SHORT = 40  # characters: A longer line is not a name alone.
# How many names in no list are looked for in lines of their own, and how many in all lines.
_LOOKED_UP, _LOOKED_UP_EVERYWHERE = 20, 8
_EDGE_OF_STORY = 3  # blocks of a story, at either end, in which any listed name is found
_EDGE = 40  # blocks at the top and at the bottom of the page, where a name may stand alone
# How many blocks at the top of the page may be a masthead, and page titles, and menus.
_TOP = 25
_TITLES, _PARTS = 3 * _TOP, 6 * _TOP
# How many blocks above the story its byline may stand, and its paper and place.
_SIGNED_ABOVE, _NAMED_ABOVE = 25, 10
_MOST_PAPER_WORDS = 5  # in a paper's name, if it is no person's
_MOST_PERSON_WORDS = 3  # in a person's name; more run into a paper's: "By Ann Lee Harbour News"
_ADDRESSES = ("domain", "link")
# Kinds of evidence that prove little for a name that is also a common word.
_ORDINARY = words("masthead part alone begins byline credit made-for more about follow page-title")
# Kinds of evidence that count for known outlets only.
_KNOWN_ONLY = frozenset({"byline", "page-title", "masthead", "alone", "begins", "part", "by"})
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
_WIRE = re.compile(r"\bwire\b", re.IGNORECASE)  # "The-Harbour-Wire™ & © 2021 Harbour News, Inc."
_LINKED = frozenset({"link"})  # An address alone is a source.
# A page that is named in these ways did not take the story from that outlet.
_AT_HOME = words("masthead alone follow copyright page-title web-address")
_BLANK = re.compile(" ")
# The role of a writer, before the name of the paper: "Ann Lee, Contributing Editor, Harbour Post"
_ROLE = re.compile(
    r"\b(?:editor|writer|reporter|contributor|correspondent|columnist|staff|journalist)"
    r"(?:,|\s(?:at|for|of))?\s*$",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"\d{4}|rights reserved|©", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\S)@([A-Z]\w{5,24})\b|(?<=[a-z])@([A-Z]\w{5,24})\b")
_SITE = re.compile(r"[A-Z][A-Za-z]{3,20}\.(?:com|net|org|info)", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:image|photo(?:graph)?|picture|illustration|credit)s?\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:[A-Z][\w.’' ]{1,30}(?:, [A-Z][\w. ]{1,25})? ?)?\((?P<slug>[A-Z][\w .’]{1,30})\)|"
    r"(?P<bare>[A-Z][\w.]{1,24})\s{1,2}(?:--|[—–-])\s"
)


def candidates_on(layout: Layout) -> list[Candidate]:
    """The candidates for the outlet of a page, with their signs."""
    candidates = Candidates()
    blocks = layout.page.blocks
    paragraphs = {id(block) for block in layout.paragraphs}
    story = range(len(layout.head), len(layout.head) + len(layout.story))
    edge = range(story.start + _EDGE_OF_STORY, story.stop - _EDGE_OF_STORY)
    masthead = len(_above_headline(layout))
    for index, block in enumerate(blocks):
        prose = id(block) in paragraphs
        if len(block.text) > (_LONGEST_PARAGRAPH if prose else _LONGEST_LINE):
            continue
        is_inner = prose and edge.start <= index < edge.stop
        listed = [] if is_inner and not addresses(block) else listed_in(block.text, block.words)
        if prose:
            mentions = mentions_in_prose(block.text, block.plain, block.triggers)
        else:
            mentions = _mentions(block, index, masthead, len(layout.head))
        for evidence, text in mentions:
            if evidence in _ADDRESSES and index in story and not known_outlets().at_host(text):
                continue  # A story is about the sites that it names.
            _add(candidates, evidence, text, _Place(block, index, listed))
        for outlet, start in listed:
            if not candidates.has(outlet, index):
                if is_inner:
                    evidence = "inner"
                else:
                    evidence = "named" if prose else _place_of(block.text[:start], index, layout)
                candidates.add(outlet.name, outlet, Sign(evidence, block, index))
    _add_opening(candidates, layout)
    candidates.drop(_signers(layout.head))
    _count_other_lines(candidates, blocks, masthead)
    provided = providers(layout)
    return [
        one
        for one in candidates.merged()
        if not (one.evidence == _LINKED and one.signs[0].place >= story.start)
        and not (one.outlet and one.outlet.key in provided and one.evidence.isdisjoint(_AT_HOME))
    ]


_OURS = words("we our us you your")
_QUOTED = re.compile("[“\"][^”\"]*[”\"]?")


def addresses(block: Block) -> bool:
    if _OURS.isdisjoint(block.words):
        return False
    if "“" in block.text or '"' in block.text:
        return not _OURS.isdisjoint(words_of(folded(_QUOTED.sub(" ", block.text))))
    return True


def _place_of(before: str, index: int, layout: Layout) -> str:
    """The kind of evidence that a name within a line is, by the text before it and by where the
    line stands."""
    if index >= len(layout.head):
        return "in-a-line"
    if len(layout.head) - index > _NAMED_ABOVE:
        return "in-the-head"
    return "beside-a-role" if _ROLE.search(before) else "near-the-byline"


def _add_opening(candidates: Candidates, layout: Layout) -> None:
    """Add the name with which the story opens: "HARBOUR TOWN (Harbour News) - "."""
    for block in layout.paragraphs[:1]:
        place = len(layout.head)
        match = _OPENING.match(block.text)
        if match is None:
            continue
        name = match["slug"] or match["bare"]
        outlet = known_outlets().leading(name) or known_outlets().with_slug(name)
        if outlet is not None and not (match["bare"] and outlet.ordinary):
            candidates.add(outlet.name, outlet, Sign("opening", block, place))
        elif outlet is None and (_SITE.fullmatch(name) or match["slug"]):
            candidates.add(stem(name), None, Sign("opening", block, place))


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
        yield "by", text[signed.end() :]  # It may be the outlet from which the story is taken.
    if "@" in text:
        for match in _HANDLE.finditer(text):
            handle = match[1] or match[2]
            # "Ann Lee@AnnLee" is the writer's own.
            if not squeezed(text[: match.start()]).endswith(squeezed(handle)):
                yield "handle", handle
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


class _Place(NamedTuple):
    """A block, its index on the page, and the known outlets that are named in it."""

    block: Block
    at: int
    listed: Sequence[tuple[KnownOutlet, int]]


def _add(candidates: Candidates, evidence: str, text: str, place: _Place) -> None:
    """Add a sign for the name or address ``text``."""
    block = place.block
    known = known_outlets()
    evidence = _evidence_in(evidence, block)
    if evidence in ("e-mail", "domain", "web-address", "link") or (
        evidence == "by" and _SITE.fullmatch(text)
    ):
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
        outlet = _longer(outlet, name, place)
        if outlet is None and not _may_be_found(evidence, name, block):
            return
        if outlet is not None and evidence == "copyright" and _is_company(name, outlet):
            evidence = "owned"
    if known.is_never_outlet(stem(name)):
        return
    if outlet is not None and evidence in _ORDINARY:
        branded = is_branded(text, outlet) and not block.text.isupper()
        if (outlet.ordinary and not branded) or _is_section(outlet.name):
            evidence = "common-word"
    shown = stem(name) if name.islower() else name
    candidates.add(outlet.name if outlet else shown, outlet, Sign(evidence, block, place.at))


def _is_section(name: str) -> bool:
    """True for a name that a page may give to one of its sections: "Life & Style"."""
    return all(part in vocabulary().sections for part in folded(name).replace("&", " ").split())


def _longer(found: KnownOutlet | None, name: str, place: _Place) -> KnownOutlet | None:
    """The known outlet in the same block whose name begins or ends with the name found, because
    the phrase may find no more of it ("bne IntelliNews", "ABC (Spain)"); else the one found."""
    part = squeezed(found.name if found else name)
    for outlet, start in place.listed:
        whole = squeezed(outlet.name)
        is_part = part and (whole.startswith(part) or whole.endswith(part))
        if is_part and squeezed(place.block.text[start:]).startswith(whole):
            return outlet
    return found


def _evidence_in(evidence: str, block: Block) -> str:
    """The kind of evidence in a notice: a credit beside a picture; without a date, the owner."""
    if evidence == "domain" and len(block.text) <= LINE and _BY.match(block.text):
        return "by"
    if evidence not in ("copyright", "owned"):
        return evidence
    if _WIRE.search(block.text):
        return "wire"
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
    """Add signs for other lines with the name of a candidate in no list, alone or among words."""
    unlisted = sorted(candidates.unlisted(), key=lambda one: -len(one.signs))[:_LOOKED_UP]
    if not unlisted:
        return
    lines = _short_lines(blocks, masthead)
    for candidate in unlisted:
        for evidence, block, place in lines.get(squeezed(candidate.name), ()):
            candidates.add(stem(block.text), None, Sign(evidence, block, place))
    for candidate in unlisted[:_LOOKED_UP_EVERYWHERE]:
        name, counted = candidate.name, {sign.place for sign in candidate.signs}
        for place, block in enumerate(blocks):
            if place not in counted and name in block.text:
                candidates.add(name, None, Sign("recurs", block, place))


def _short_lines(
    blocks: tuple[Block, ...], masthead: int
) -> dict[str, list[tuple[str, Block, int]]]:
    """The short lines at both ends of a page, by their text, each with its kind of evidence."""
    lines: dict[str, list[tuple[str, Block, int]]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if len(block.text) <= _SHORT and (place < _EDGE or place >= len(blocks) - _EDGE):
            evidence = "masthead" if place < masthead else "alone"
            lines[squeezed(stem(block.text))].append((evidence, block, place))
    return lines


def _above_headline(layout: Layout) -> tuple[Block, ...]:
    for index, block in enumerate(layout.head):
        if block.kind is HEADING:
            return layout.head[:index]
    return layout.head
