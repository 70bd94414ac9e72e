"""What follows the last paragraph of a story in the same voice: who wrote it, who helped."""

from __future__ import annotations

import re

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import HEADING, NOTICE

_SHORT_LINE = 200  # characters
_MOST = 3  # blocks that close a story so
# "Ann Lee is a reporter who covers courts." "Lee is based in Leeds."
_PERSON = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|al|bin|da|de|del|den|der|di|du|la|van|von) ){1,4}"
    r"(?:is|covers|writes|reports|teaches|works)\b"
)
_TRADE = re.compile(
    r"\b(?:reporter|journalist|editor|columnist|correspondent|freelance(?:r)?|"
    r"staff writer|senior writer|contributing writer|writer (?:for|at|based)|contributor|producer|"
    r"covers|(?:writes|reports) (?:about|on|for)|newsletter)\b"
)
_CONTRIBUTED = re.compile(r"\bcontributed (?:to|reporting)\b")
_HELPED = re.compile(
    r"^\W?(?:additional |with )?(?:reporting|writing|editing) by\b"
    r"|^(?:follow|email|contact|reach) (?:him|her|them|\w+ \w+) (?:on|at)\b",
    re.IGNORECASE,
)


def without_endings(blocks: list[Block]) -> list[Block]:
    """``blocks`` of a story without the lines about its authors that close it."""
    kept = len(blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - 1 - _MOST), -1):
        if is_ending(blocks[index].text):
            kept = index
        elif blocks[index].kind is not HEADING:
            break
    return blocks[:kept]


def is_ending(text: str) -> bool:
    """True for a paragraph about a writer, or one that names those who helped."""
    return is_writer(text) or (len(text) <= _SHORT_LINE and _names_helpers(text))


def _names_helpers(text: str) -> bool:
    if _HELPED.match(text):
        return True
    plain = text.lower()
    return "contributed" in plain and _CONTRIBUTED.search(plain) is not None


def is_writer(text: str) -> bool:
    """True for a paragraph that says in the present tense who somebody in the trade is."""
    person = _PERSON.match(text) if len(text) <= NOTICE else None
    return bool(person and _TRADE.search(text))
