"""What the name or address in a mention stands for: a known outlet, a name in no list, or nothing.

The kind of evidence may change with it: a company in a notice is the owner, a name that is also a
common word proves little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.extraction.lines.outletmentions import LINE, is_branded, known_in
from articles.extraction.lines.outletnames import (
    is_site,
    looks_like_name,
    stem,
    trimmed,
)
from articles.extraction.page.blocks import Block
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets, squeezed
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary, words

_PHRASES = phrasebook("identification")
_WIRE = _PHRASES.pattern("wire")
_OWNER_BEFORE = _PHRASES.pattern("owner_before")
_RESERVED = _PHRASES.pattern("reserved")
_SOURCED = _PHRASES.pattern("sourced")
#: The form of a site's name, and of a full web address.
SITE = _PHRASES.pattern("site")
WEB_ADDRESS = _PHRASES.pattern("web_address")
#: Evidence that is an address of a site.
ADDRESSES = frozenset({"domain", "link"})
LONGEST_LABEL = 40  # characters: A longer line is not a name alone.
# Kinds of evidence that prove little for a name that is also a common word.
_ORDINARY = words("masthead part alone begins byline signed credit made-for more about follow")
_LABELS = words("masthead part alone begins byline")  # those of them that are no phrase
# Kinds of evidence that count for known outlets only.
_KNOWN_ONLY = words("byline masthead alone begins part path by")


class Place(NamedTuple):
    """A block, its index on the page, and the known outlets named in it, with their starts."""

    block: Block
    at: int
    listed: Sequence[tuple[KnownOutlet, int]]


class Identity(NamedTuple):
    """The name in a mention, its outlet (None for a name in no list), and the kind of evidence."""

    name: str
    outlet: KnownOutlet | None
    evidence: str


def identified(evidence: str, text: str, place: Place) -> Identity | None:
    """What ``text``, a name or address in a mention, stands for; None for nothing."""
    block = place.block
    known = known_outlets()
    evidence = _evidence_in(evidence, block)
    if evidence in ("e-mail", "domain", "web-address", "link") or (
        evidence == "by" and SITE.fullmatch(text)
    ):
        outlet = known.at_host(text)
        name = text.removeprefix("www.").removeprefix("WWW.")
        if outlet is None and (evidence == "web-address" or not is_site(name)):
            return None
    elif evidence == "slogan":
        outlet, name = known.with_slogan(folded(text)), text
    else:
        text = _OWNER_BEFORE.sub("", text)
        outlet = known_in(text, has_phrase=evidence not in _KNOWN_ONLY and evidence != "credit")
        text = text.removeprefix("the ")  # The article belongs to the phrase.
        name = trimmed(text)
        outlet = _longer(outlet, name, place)
        if outlet is None and not _may_be_found(evidence, name, block):
            return None
    if known.is_never_outlet(stem(name)) or known.is_never_outlet(name):
        return None
    if outlet is not None and outlet.agency and evidence == "signed":
        evidence = "byline"
    if outlet is not None and evidence in _ORDINARY:
        branded = is_branded(text, outlet) and not block.text.isupper()
        is_ordinary = outlet.ordinary and name.isascii() and not branded
        if is_ordinary or _is_section(name):
            evidence = "a-label" if evidence in _LABELS else "common-word"
    shown = stem(name) if name.islower() else name
    return Identity(outlet.name if outlet else shown, outlet, evidence)


def _evidence_in(evidence: str, block: Block) -> str:
    """The kind of evidence in a notice: a credit beside a picture; without a date, the owner."""
    if evidence == "domain" and len(block.text) <= LINE:
        return "link" if _SOURCED.match(block.text) else evidence
    if evidence not in ("copyright", "owned"):
        return evidence
    if _WIRE.search(block.text):
        return "wire"
    return evidence if _RESERVED.search(block.text) else "owned"


def _longer(found: KnownOutlet | None, name: str, place: Place) -> KnownOutlet | None:
    """The known outlet in the same block whose name begins or ends with the name found, because
    the phrase may find no more of it ("bne IntelliNews", "ABC (Spain)"), or with which the name
    found ends, because the phrase finds what stands before it ("Old Boats Mashable staffers").
    Without such an outlet, the one found."""
    parts = {squeezed(found.name), squeezed(name)} if found else {squeezed(name)}
    for outlet, start in place.listed:
        if found is None and name.casefold().endswith(f" {outlet.name.casefold()}"):
            return outlet
        whole = squeezed(outlet.name)
        is_part = any(part and (whole.startswith(part) or whole.endswith(part)) for part in parts)
        if is_part and squeezed(place.block.text[start : start + LINE]).startswith(whole):
            return outlet
    return found


def _may_be_found(evidence: str, name: str, block: Block) -> bool:
    """True if this evidence is enough to make a candidate of a name in no list."""
    if evidence in _KNOWN_ONLY or not looks_like_name(name):
        return False
    if has_given_name(name) and is_name(name):
        return False
    return not (evidence == "desk" and has_given_name(name))


def _is_section(name: str) -> bool:
    """True for a name that a page may give to one of its sections: "Life & Style"."""
    parts = folded(name).replace("&", " ").split()
    return bool(parts) and all(part in vocabulary().sections for part in parts)
