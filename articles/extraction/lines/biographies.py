"""Sentences that present a writer: "Ann Lee is a reporter at X", "Follow Ann Lee on Y"."""

from __future__ import annotations

import re

from articles.extraction.words.expressions import Expression
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.trades import ANYBODY, JOURNALIST

_LONGEST = 700  # characters: Longer paragraphs are prose of the story.
_NAME = r"(?P<name>(?:[^\W\d_][\w.'’‑-]*\s+){1,4}?[^\W\d_][\w.'’‑-]*?)"
# "About the author: Ann Lee (@annlee) is a staff writer", "Ann Lee covers courts"
_PRESENTED = re.compile(
    rf"^(?:about the (?:author|writer|reporter)s?\W+)?{_NAME},?(?:\s+\([^)]{{1,60}}\))?,?\s+"
    rf"(?:(?:is|was|works as)\s+(?:\S+\s+){{0,14}}?(?:{ANYBODY})s?\b"
    r"|(?:writes|reports|blogs)\s+(?:\S+\s+){0,4}?(?:about|on|for|from)\b"
    r"|covers\s+\S+|joined\s+(?:\S+\s+){1,6}?(?:in|as)\b|has\s+(?:written|worked|reported|covered)\b)"
)
# "Follow Ann Lee on", "More by Ann Lee"
_CONTACT = re.compile(
    r"^(?:follow|contact|e-?mail|write to|reach|more by|about|view (?:all )?"
    r"(?:posts|articles|stories) by|read more by|posts by|see all (?:posts )?by)"
    rf":?\s+(?-i:{_NAME})(?=\s+(?:on|at|via|here)\b|\s*[@:.|»›→(]|$)",
    re.IGNORECASE,
)
# "Ann Lee, a reporter in Leeds, can be reached at"
_REACHED = re.compile(
    rf"^{_NAME}(?:,? [^.]{{3,80}}?)? can be (?:reached|contacted|followed|found) (?:at|on|via)\b"
)
# "Ann Lee is a reporter who covers courts." "Lee is based in Leeds."
_SOMEBODY = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|al|bin|da|de|del|den|der|di|du|la|van|von) ){1,4}"
    r"(?:is|covers|writes|reports|teaches|works)\b"
)
_AT_WORK = re.compile(
    rf"\b(?:{JOURNALIST}|freelancer?|(?:staff|senior|contributing) writer|writer (?:for|at|based)|"
    r"covers|(?:writes|reports) (?:about|on|for)|newsletter)\b"
)
# "Ann Lee, Bo Ek and Cy Vance are"
_OPENING = re.compile(
    r"[A-Z][\w.’-]+(?: (?:& )?[A-Z][\w.’-]+){0,4}(?: and [A-Z][\w.’-]+){0,3},? "
    r"(?:is|are|was|currently|works?|writes?|covers?)\b"
)
# Somebody who is more than a member of the staff may write for another outlet.
_GUEST = re.compile(r"\bfreelance|\band (?:an?|the) (?:writer|author|contribut|professor|fellow)")
_FORMER = Expression(
    r"\b(?:previously|formerly|before (?:that|joining|coming)|prior to|(?:started|began) (?:out )?"
    r"(?:his|her|their)|(?:has|have) (?:also )?(?:appeared|been (?:published|featured)|written|"
    r"worked|reported|published)|author of)\b",
    re.IGNORECASE,
)


def subject_of_bio(text: str) -> str:
    """The name of the author whom a line under a story presents; "" if it presents nobody."""
    if len(text) > _LONGEST:
        return ""
    for form in (_CONTACT, _REACHED, _PRESENTED):
        match = form.match(text)
        if match:
            name = match["name"].strip(" .,'’")
            is_sure = form is not _CONTACT or has_given_name(name)  # "About Daily Planet"
            return name if is_name(name) and is_sure else ""
    return ""


def presents_journalist(text: str) -> bool:
    """True for a sentence in the present tense that calls somebody a journalist."""
    return _SOMEBODY.match(text) is not None and _AT_WORK.search(text) is not None


def opens_bio(text: str) -> bool:
    """True if ``text`` begins as a biography of one writer or several does."""
    return _OPENING.match(text) is not None


def is_guest(text: str) -> bool:
    """True for a biography of somebody who does not write for one outlet alone."""
    return _GUEST.search(text) is not None


def without_former(text: str) -> str:
    """A biography up to where it speaks of the outlets for which the writer worked before."""
    former = _FORMER.pattern.search(text) if _FORMER.may_match(text.casefold()) else None
    return text[: former.start()] if former else text
