"""Lines that name who wrote a story without saying "By"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.dates import DAY, MONTH, dates_in
from articles.extraction.lines.names import names_in
from articles.extraction.words.persons import has_given_name, is_name, name_words
from articles.extraction.words.vocabulary import folded, vocabulary, words

_LONGEST = 160  # characters
_LONGEST_BIO = 700
_NAME = r"(?P<name>(?:[^\W\d_][\w.'’‑-]*\s+){1,4}?[^\W\d_][\w.'’‑-]*?)"
_TRADE = (
    r"(?:writer|reporter|correspondent|editor|analyst|columnist|fellow|contributor|journalist|"
    r"producer|author|professor|lecturer|researcher|critic|blogger|freelancer|anchor|presenter|"
    r"photojournalist|intern|scholar|historian|director|economist|consultant|strategist)s?\b"
)
_BIO = re.compile(
    rf"^(?:about the (?:author|writer|reporter)s?\W+)?{_NAME},?(?:\s+\([^)]{{1,60}}\))?,?\s+"
    rf"(?:(?:is|was|works as)\s+(?:\S+\s+){{0,14}}?{_TRADE}"
    r"|(?:writes|reports|blogs)\s+(?:\S+\s+){0,4}?(?:about|on|for|from)\b"
    r"|covers\s+\S+|joined\s+(?:\S+\s+){1,6}?(?:in|as)\b|has\s+(?:written|worked|reported|covered)\b)"
)
_CONTACT = re.compile(
    r"^(?:follow|contact|e-?mail|write to|reach|more by|about|view (?:all )?"
    r"(?:posts|articles|stories) by|read more by|posts by|see all (?:posts )?by)"
    rf":?\s+(?-i:{_NAME})(?=\s+(?:on|at|via|here)\b|\s*[@:.|»›→(]|$)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"^{_NAME}(?:,? [^.]{{3,80}}?)? can be (?:reached|contacted|followed|found) (?:at|on|via)\b"
)
_BESIDE = re.compile(
    r"@\s?\w{2,}|\b[\w.+-]+@|\bview (?:more|all|profile|bio|author)|\bfollow\b|\bauthor\b|"
    r"\bpublished\b|\bupdated\b|\bposted\b|\b\d{1,3} (?:minute|min|hour|day|week|month|year)s?\b|"
    r"\b\d{1,2}[:.]\d\d\b|\[email",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"^@\w{2,}$|^(?:follow\b|search for this author|view (?:author|profile|bio|all|more)|"
    r"(?:more )?(?:posts|articles|stories) by|author\b|contributor\b|bio\b|"
    r"e-?mail (?:the )?author)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_LEADING = re.compile(  # "Published 4 March 2020, 10:15 am - "
    r"^(?:(?:(?:last )?(?:published|updated|posted)(?: on| at)?:? )?(?:\w{3,9}, )?"
    rf"(?:{MONTH} {DAY},? (?:\d{{4}})?|{DAY} {MONTH},? (?:\d{{4}})?|"
    r"\d{1,4}[-/.]\d\d?[-/.]\d{2,4}),?(?: (?:at |@ ?)?\d\d?[:.]\d\d(?::\d\d)?"
    r"(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?)?[\s|•·,–—-]+){1,2}",
    re.IGNORECASE,
)
_HEADS = words("author authors by byline contributors") | {
    "written by",
    "words by",
    "story by",
    "posted by",
    "the author",
    "the authors",
    "about the author",
    "about the authors",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """The names a line gives, and whether the line itself shows that they sign the story."""

    names: tuple[str, ...]
    proven: str = ""


def signature_in(text: str) -> Signature | None:
    """Read a line that is names, alone or with a role, an outlet, a date or an address beside."""
    given = text
    if len(text) > _LONGEST or text.endswith(("?", "!")) or signed_by(text):
        return None
    if folded(text) in vocabulary().labels or read_opening(text) is not None:
        return None
    if _FIGURE.search(text):
        text = _LEADING.sub("", text, count=1)
    names = names_in(text)
    if not names:
        return None
    if text is not given:
        return Signature(names, "a date before it")
    rest = text[len(names[0]) :]
    if _BESIDE.search(rest) or next(dates_in(rest), None):
        return Signature(names, "a date or an address beside it")
    if is_role(rest):
        return Signature(names, "a role beside it")
    return Signature(names)


def is_role(text: str) -> bool:
    """True for a line that tells what somebody does: "Political Editor", "Staff Writer"."""
    plain = text.strip(" ,|•·–—-/()")
    return len(plain) <= 80 and any(
        folded(word) in name_words().roles for word in re.split(r"[\s,|/]+", plain)[:12]
    )


def stands_under_a_name(text: str) -> bool:
    """True for what author boxes print under a name: a role, a handle, "View profile"."""
    return len(text) <= 80 and bool(_UNDER.match(text) or (is_role(text) and not names_in(text)))


def stands_over_a_name(text: str) -> bool:
    """True for "Author", "Written by" and the like alone in a line."""
    return folded(text) in _HEADS


def subject_of_bio(text: str) -> str:
    """Whom a line under a story presents as its author: "Ann Lee is a reporter at …"; else ""."""
    if len(text) > _LONGEST_BIO:
        return ""
    for form in (_CONTACT, _REACHED, _BIO):
        match = form.match(text)
        if match:
            name = match["name"].strip(" .,'’")
            is_sure = form is not _CONTACT or has_given_name(name)  # "About Daily Planet"
            return name if is_name(name) and is_sure else ""
    return ""
