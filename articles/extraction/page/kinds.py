"""The kind of each block by its own form and wording.

``neighbouring`` corrects the kind by the blocks above and below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from articles.extraction.lines.bylines import byline_in, reporters_in, signed_by
from articles.extraction.lines.credits import LONGEST_CAPTION, has_credit
from articles.extraction.lines.datestamps import is_folio, read_stamp
from articles.extraction.lines.triggers import Wording, wording_of
from articles.extraction.words.caches import LineCache
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary

_PHRASES = phrasebook("kinds")


class Kind(StrEnum):
    """The kinds of text on a page. All but paragraphs stand around a story, or interrupt it."""

    FURNITURE = "furniture"
    APPEAL = "appeal"
    LINK = "link"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


# Looking up a member of an enumeration is slow, and rules need one for every line.
FURNITURE, APPEAL, LINK, DATE, BYLINE, CAPTION, HEADING, PARAGRAPH = Kind


SHORT = 120  # characters: Labels, menus and headings are no longer.
# Notices and appeals have at most this many characters; longer prose is not searched for them.
NOTICE = 600
_PROSE = 250  # characters: A text of this length is prose even without a full stop.
_FEWEST_WORDS = 6  # A sentence of fewer words may be a heading with a full stop.
_FEWEST_NEWSLETTER_PHRASES, _FEWEST_APPEAL_PHRASES = 3, 2  # Stories may have fewer.
_TITLE_CAPITALS = 0.75  # the share of the words of a headline that are capitalised
_FEWEST_CJK = 15  # Chinese, Japanese or Korean characters in a sentence, which have no blanks
_CJK_SEARCHED = 200  # characters among which they are counted
_LONGEST_LABEL = 40  # characters of the label of a caption, such as "Image source: "
_LONGEST_ADDRESS_LABEL = 20  # characters before an address, such as "Source: "
_LONGEST_END = 60  # characters at the end of a text in which a signature and quotes can stand
_ENDS = ".!?…。！？।॥۔؟"
_OPENERS = "\"“'‘"
_CLOSERS = "\"'”’»)]）」』"
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
# Thai and its neighbours end no sentence with a stop: there, only length tells prose.
_UNSTOPPED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_FEWEST_UNSTOPPED = 90  # characters of them; headlines are shorter
_ADDRESS = _PHRASES.pattern("address")
_SIGNATURE = re.compile(r"(?:\s*[—–-]\s*[A-Z]{2,6}|\s*[(（][^()（）]{2,30}[)）])$")
_COUNTER = _PHRASES.pattern("counter")
_CONSENT = _PHRASES.words("consent")
_ADDRESSED = frozenset(("our", "your"))
_FEWEST_CONSENT = 3  # A recipe for cookies has none of these words, and a story about them few.


def kind_of(text: str) -> Kind:
    """The kind of a block by itself."""
    return _CACHE.get(text) or kinds_of([wording_of(text)])[0]


def kinds_of(lines: Iterable[Wording]) -> list[Kind]:
    """The kind of each block by itself."""
    kinds = []
    for line in lines:
        text = line.text
        kind = _CACHE.get(text)
        if kind is None:
            kind = _classify(line)
            if len(text) <= SHORT:
                _CACHE.store(text, kind)
        kinds.append(kind)
    return kinds


_CACHE: LineCache[Kind] = LineCache()


def _classify(line: Wording) -> Kind:
    if len(line.text) > LONGEST_CAPTION:
        return _address(line) or _byline(line) or _consent(line) or PARAGRAPH
    for rule in _RULES:
        kind = rule(line)
        if kind is not None:
            return kind
    return PARAGRAPH if is_prose(line.text) else HEADING


def is_prose(text: str) -> bool:
    """True for text in sentences: it ends as a sentence does, or is too long for a heading."""
    if len(text) >= _PROSE or len(_UNSTOPPED.findall(text[:_CJK_SEARCHED])) >= _FEWEST_UNSTOPPED:
        return True
    if len(text) <= SHORT and text.endswith(("...", "…")) and text[0] not in _OPENERS:
        return False  # It is a headline that was cut short.
    end = text[-_LONGEST_END:]
    if end[-1:] in ")）" or end[-1:].isupper():
        end = _SIGNATURE.sub("", end)
    end = end.rstrip(_CLOSERS)
    if not end or end[-1] not in _ENDS:
        return text.endswith(":") and text.count(" ") >= _FEWEST_WORDS + 1
    if text.count(" ") + 1 >= _FEWEST_WORDS:
        if len(text) <= SHORT and (_is_title(text) or is_folio(text)):
            return False
        # A short question or exclamation of one sentence is a heading.
        return text[-1] not in "?!؟" or len(text) > SHORT or ". " in text or "? " in text
    return len(_CJK.findall(text[:_CJK_SEARCHED])) >= _FEWEST_CJK or _is_speech(text)


def _is_title(text: str) -> bool:
    """True for a line in the capitals of headlines: "Nobody Came. Will They Ever?"."""
    words = text.split()
    if len(words) < _FEWEST_WORDS or text[0] in _OPENERS:
        return False
    return sum(word[0].isupper() for word in words) >= _TITLE_CAPITALS * len(words)


def _is_speech(text: str) -> bool:
    return text[0] in _OPENERS and text.count(" ") >= 2


def _address(line: Wording) -> Kind | None:
    text = line.text
    if "://" in text or "www." in text[:_LONGEST_ADDRESS_LABEL].lower():
        return LINK if _ADDRESS.match(text) else None
    return None


def _label(line: Wording) -> Kind | None:
    text = line.text
    if len(text) > SHORT:
        return None
    if line.plain in vocabulary().labels:
        return FURNITURE
    is_counter = not text[:1].isalpha() and _COUNTER.match(text) and not read_stamp(text)
    return FURNITURE if is_counter else None


def _masthead(line: Wording) -> Kind | None:
    text = line.text
    if len(text) > SHORT:
        return None
    outlets = known_outlets()
    known = outlets.named(text, line.plain) or outlets.with_slogan(line.plain)
    return FURNITURE if known else None


def _link(line: Wording) -> Kind | None:
    if len(line.text) > 2 * SHORT:
        return None
    opener, colon, rest = line.text[:SHORT].replace("：", ":").partition(":")
    if not (colon and rest):
        return None
    opener = folded(opener)
    if opener in vocabulary().link_openers:
        return LINK
    return FURNITURE if opener in vocabulary().fields else None


def _stamp(line: Wording) -> Kind | None:
    return DATE if read_stamp(line.text) else None


def _byline(line: Wording) -> Kind | None:
    text = line.text
    if byline_in(text) or reporters_in(text):
        return BYLINE
    signed = signed_by(text) if len(text) <= SHORT else ""
    outlets = known_outlets()
    if signed and (outlets.named(signed) or outlets.leading(signed)):
        return BYLINE if not is_prose(text) else None
    return None


def _caption(line: Wording) -> Kind | None:
    text = line.text
    if has_credit(text, line.triggers):
        is_notice = text[0] == "©" and vocabulary().notices.count(line.plain, line.triggers)
        return FURNITURE if is_notice else CAPTION
    opens = len(text) <= NOTICE and vocabulary().captions.begin(text[:_LONGEST_LABEL].casefold())
    return CAPTION if opens else None


def _box(line: Wording) -> Kind | None:
    """Newsletter boxes, cookie and copyright notices, invitations to share or subscribe."""
    text, plain, _, triggers = line
    if len(text) > NOTICE:
        return None
    words = vocabulary()
    if words.openers.begin(plain) and (
        len(text) <= SHORT or words.newsletter.count(plain, triggers) >= 1
    ):
        return FURNITURE
    if triggers and (
        words.notices.count(plain, triggers)
        or words.newsletter.count(plain, triggers) >= _FEWEST_NEWSLETTER_PHRASES
    ):
        return FURNITURE
    return None


def _consent(line: Wording) -> Kind | None:
    """A paragraph that tells readers what a page stores on their devices, and what they may do."""
    if "cookies" not in line.triggers or _ADDRESSED.isdisjoint(line.words):
        return None
    return FURNITURE if len(_CONSENT.intersection(line.words)) >= _FEWEST_CONSENT else None


def _appeal(line: Wording) -> Kind | None:
    text, plain, _, triggers = line
    if len(text) > NOTICE or " " not in text:
        return None
    is_appeal = opens_appeal(plain) or (
        triggers and vocabulary().appeal.count(plain, triggers) >= _FEWEST_APPEAL_PHRASES
    )
    return APPEAL if is_appeal else None


def opens_appeal(plain: str) -> bool:
    """True for a short line, given folded, with which a letter to the readers begins."""
    return len(plain) <= SHORT and vocabulary().appeal_openers.begin(plain)


_RULES: tuple[Callable[[Wording], Kind | None], ...] = (
    _address,
    _label,
    _masthead,
    _link,
    _stamp,
    _byline,
    _caption,
    _box,
    _consent,
    _appeal,
)
