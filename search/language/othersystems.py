"""Syntax of other search systems that people know: Google, Lucene, Lexis, ProQuest, Factiva.

Each is translated to the form of this language that means the same.
"""

from __future__ import annotations

import re
from typing import Final

from search.language.lexemes import AFTER, BEFORE, DATE, HAS, IS, LANG, SINCE, UNTIL
from search.query.fields import FIELD_OF

#: Names before a colon in other systems, by the name of the field here.
_ELSEWHERE: Final = {
    "byline": "author authors au by writer creator reporter",
    "headline": "title titles ti intitle hl hed",
    "standfirst": "subtitle subhead dek",
    "outlet": "publication pub publisher newspaper paper journal",
    "body": "intext content fulltext",
    "url": "site inurl",
    DATE: "published pubdate year",
    LANG: "language la",
}
#: Fields, by every name that a search may use before the colon.
FIELDS_BY_NAME: Final[dict[str, str]] = {
    **{name: field for field, names in _ELSEWHERE.items() for name in names.split()},
    **{name: name for name in (DATE, AFTER, BEFORE, SINCE, UNTIL, IS, HAS, LANG)},
    **FIELD_OF,
}
#: Names that count only before a date, because they are ordinary words.
BEFORE_DATES: Final = {"from": SINCE, "to": UNTIL, "start": SINCE, "end": UNTIL}
#: Codes of Factiva before an equals sign.
_CODES: Final = {
    **dict.fromkeys(("hd", "hl"), "headline"),
    **dict.fromkeys(("td", "tx"), "body"),
    "by": "byline",
    "au": "byline",
    "lp": "lead",
    "sn": "outlet",
    "pd": DATE,
}
#: Names of this language. After another name without a value ("By: …"), which is mostly a plain
#: word, no note is added.
OWN_NAMES: Final = FIELD_OF.keys() | {DATE, IS, HAS, LANG}
_NAMES_ELSEWHERE: Final = """
filetype link cache related subject subjects topic section keyword keywords
company person people type abstract location allintitle allintext allinurl
"""
#: Names that other systems have and this one has not.
UNSUPPORTED_NAMES: Final = frozenset(_NAMES_ELSEWHERE.split())

#: Signs before a word that exclude it.
MINUS: Final = "-−–‐‑﹣－!"

#: Between two words: w/5, NEAR/5, pre/5, NEAR, NEAR5, ADJ3, AROUND(5).
WITHIN: Final = (
    r"(?:(?i:w|n|near|pre|p|within|next|onear)/[0-9]{1,3} | (?:NEAR|ADJ)[0-9]{0,3}"
    r" | AROUND\([0-9]{1,3}\) )(?!\S)"
)
#: date:[2019 TO 2020]
DATE_RANGE: Final = (
    rf"(?i:{'|'.join((DATE, *_ELSEWHERE[DATE].split()))}):"
    r"\[\s*+(?P<first>[^\s\[\]]++)\s++(?i:to)\s++(?P<last>[^\s\[\]]++)\s*+\]"
)
_CODED: Final = re.compile(r"(?P<code>[a-z]{2})=(?P<value>\w.*)", re.DOTALL | re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]+")
_BOOSTED: Final = re.compile(r"(?P<word>.*[^\W\d_].*)?\^[0-9]+(?:\.[0-9]+)?", re.DOTALL)
_CUT: Final = re.compile(r"[^\W\d_]{3,}[!$]")


def words_between(sign: str) -> str:
    """The number of words that may lie between two words joined by ``w/5`` and the like; "" if the
    sign has no number. Words within five words of each other have four between them."""
    number = _NUMBER.search(sign)
    return str(max(0, int(number[0]) - 1)) if number else ""


def without_weight(chunk: str) -> str | None:
    """The word before a weight such as ``^2``; None without a weight. ``10^6`` and ``m^2`` are no
    weights."""
    boosted = _BOOSTED.fullmatch(chunk)
    if boosted is None or len(boosted["word"] or "") == 1:
        return None
    return boosted["word"] or ""


def field_by_code(chunk: str) -> tuple[str, str] | None:
    """The field and the value of ``hd=ferry``; None for other texts, such as ``a=b``."""
    match = _CODED.fullmatch(chunk)
    field = _CODES.get(match["code"].lower()) if match else None
    return (field, match["value"]) if match and field else None


def field_of_group(chunk: str, after: str) -> str | None:
    """The field before a group, as in HEADLINE(ferry) and au(smith). ``after`` is what follows the
    name. ``headline(s)`` is a word."""
    is_code = chunk.isupper() or chunk in ("ti", "au", "pub", "hl")
    if not is_code or after[:1] != "(" or after[:3].lower() == "(s)":
        return None
    return FIELDS_BY_NAME.get(chunk.lower())


def truncated(chunk: str) -> str | None:
    """``ferr`` of ``ferr!`` and ``ferr$``, which stand for ferr* in Lexis, Westlaw and Factiva."""
    return chunk[:-1] if _CUT.fullmatch(chunk) else None


def date_range(first: str, last: str) -> str:
    """A range in the form of this language; ``*`` is an open end."""
    return "..".join("" if end == "*" else end for end in (first, last))
