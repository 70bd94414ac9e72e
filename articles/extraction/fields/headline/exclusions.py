"""Lines that are never headlines, as their own form and wording show."""

from __future__ import annotations

import re

from articles.extraction.lines.authors import is_role, signature_in
from articles.extraction.lines.datestamps import is_folio
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import CAPTION, FURNITURE, HEADING, PARAGRAPH
from articles.extraction.words.persons import name_words
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("exclusions")

LONGEST, _SHORTEST = 250, 8  # characters of a headline
FEWEST_WORDS = 2  # of a headline
_LONGEST_SENTENCE = 20  # words of a headline that ends as a sentence does
_LONGEST_SIGNATURE = 80  # characters of a name with what somebody does
_MOST_ROLE_WORDS = 5  # before a comma
_POSSIBLE = frozenset({HEADING, PARAGRAPH, FURNITURE, CAPTION})
_INVITATION = _PHRASES.pattern("invitation")
_SHEET = _PHRASES.pattern("sheet")
_FEWEST_ITEMS, _LONGEST_ITEM = 4, 3  # items of a menu on one line, and words of each
_ITEM_ENDS = re.compile(r"\s[|·•]\s")
_CREDITED = re.compile(r"[.!?…]['\"”’)]* ?[(\[|]")  # a sentence and then a credit


def may_be_headline(block: Block, count: int) -> bool:
    """False for a block that is no headline wherever it stands. It has ``count`` words."""
    text = block.text
    if block.kind not in _POSSIBLE or not _SHORTEST <= len(text) <= LONGEST or count < FEWEST_WORDS:
        return False
    if _INVITATION.match(text) or (block.kind is CAPTION and _CREDITED.search(text)):
        return False
    if is_folio(text) or _SHEET.search(text) or is_menu(text):
        return False
    if text.endswith((":", ",", "/", "→", "»", "›")) or text.startswith(("•", "- ", "* ", "©")):
        return False
    if block.kind is PARAGRAPH and count > _LONGEST_SENTENCE:
        return False
    return text[0].isalpha() or any(map(str.isalpha, text))


def is_menu(text: str) -> bool:
    """True for ``News | Sport | Opinion | Letters``."""
    items = _ITEM_ENDS.split(text)
    return len(items) >= _FEWEST_ITEMS and all(item.count(" ") < _LONGEST_ITEM for item in items)


def is_signature(block: Block) -> bool:
    """True for a name with a role or an address, or a role with a house: "Fellow, The Club"."""
    text = block.text
    if len(text) > _LONGEST_SIGNATURE:
        return False
    if "@" not in text and name_words().roles.isdisjoint(block.words):
        return False
    signature = signature_in(text)
    if signature is not None and signature.proven:
        return True
    role, comma, _ = text.partition(", ")
    return bool(comma) and role.count(" ") < _MOST_ROLE_WORDS and is_role(role)
