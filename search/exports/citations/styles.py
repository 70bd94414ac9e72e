"""Citations for people: APA (7th edition), MLA (9th) and Chicago (17th, bibliography).

They are plain text, so the outlet is not in italics. An inferred date stands in brackets.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from articles.partialdate import PartialDate
from search.exports.citations.citation import Citation
from search.exports.citations.people import Person

_MLA_MONTHS = [
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
_SINGLE = str.maketrans("“”", "‘’")
#: The most authors that APA and Chicago list; longer lists are shortened.
_APA_MOST = 20
_CHICAGO_MOST = 10


def apa(citation: Citation) -> str:
    """``Lee, A., & Ek, B. (2020, March 4). Title. Outlet. https://…``

    Without an author the agency takes that place; without an agency the title comes first.
    """
    author = _apa_authors(citation.authors) or citation.agency
    outlet = citation.outlet if author != citation.outlet else ""
    date = _bracketed(_year_first(citation.date), citation) if citation.date else "n.d."
    head = [_ended(author), f"({date})."] if author else []
    title = _ended(citation.title)
    opening = [*head, title] if head else [title, f"({date})."]
    return _joined([*opening, _ended(outlet), citation.url])


def mla(citation: Citation) -> str:
    """``Lee, Ann, and Bo Ek. “Title.” Outlet, 4 Mar. 2020, https://…. Accessed 5 May 2021.``

    An unknown date is left out, as the 9th edition requires; the day of access is always there.
    """
    author = _mla_authors(citation.authors) or citation.wire
    date = _bracketed(_mla_date(citation.date), citation) if citation.date else ""
    source = ", ".join(filter(None, [citation.outlet, date, citation.url]))
    accessed = _mla_date(PartialDate.of(citation.accessed))
    return _joined([_ended(author), _quoted(citation.title), f"{source}.", f"Accessed {accessed}."])


def chicago(citation: Citation) -> str:
    """``Lee, Ann, and Bo Ek. “Title.” Outlet, March 4, 2020. https://….``

    Without an author or another agency the outlet takes that place. A citation without a date has
    the day of access.
    """
    outlet = citation.outlet
    author = _chicago_authors(citation.authors) or citation.wire
    if not author:
        author, outlet = outlet, ""
    date = _bracketed(_month_first(citation.date), citation) if citation.date else "n.d."
    read = "" if citation.date else f"Accessed {_month_first(PartialDate.of(citation.accessed))}."
    source = ", ".join(filter(None, [outlet, date]))
    return _joined(
        [_ended(author), _quoted(citation.title), _ended(source), read, f"{citation.url}."]
    )


def _apa_authors(authors: Sequence[Person]) -> str:
    names = [", ".join(filter(None, [each.last, each.initials, each.suffix])) for each in authors]
    if len(names) > _APA_MOST:
        return f"{', '.join(names[: _APA_MOST - 1])}, . . . {names[-1]}"
    return _listed(names, "&", comma_for_two=True)


def _mla_authors(authors: Sequence[Person]) -> str:
    if len(authors) > 2:
        return f"{authors[0].sorted}, et al."
    return _listed([authors[0].sorted, *(each.straight for each in authors[1:])] if authors else [])


def _chicago_authors(authors: Sequence[Person]) -> str:
    if not authors:
        return ""
    names = [authors[0].sorted, *(each.straight for each in authors[1:])]
    if len(names) > _CHICAGO_MOST:
        return f"{', '.join(names[:7])}, et al."
    return _listed(names)


def _listed(names: Sequence[str], word: str = "and", *, comma_for_two: bool = False) -> str:
    """``Lee, Ann``, or ``Lee, Ann, and Bo Ek``: an inverted first name is followed by a comma."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or comma_for_two or "," in names[0] else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


def _quoted(title: str) -> str:
    """The title in quotation marks with a full stop inside; quotation marks in it become single."""
    inner, opened = [], False
    for char in title.translate(_SINGLE):
        if char == '"':
            char, opened = ("’" if opened else "‘"), not opened
        inner.append(char)
    return f"“{_ended(''.join(inner))}”"


def _ended(text: str) -> str:
    """The text with a full stop unless it ends a sentence already; "" stays ""."""
    closed = text.rstrip("’”\"'").endswith((".", "!", "?", "…"))
    return text if not text or closed else f"{text}."


def _bracketed(date: str, citation: Citation) -> str:
    return f"[{date}]" if citation.inferred else date


def _year_first(date: PartialDate) -> str:
    rest = _month_and_day(date)
    return f"{date.year}, {rest}" if rest else str(date.year)


def _month_first(date: PartialDate) -> str:
    rest = _month_and_day(date)
    return f"{rest}{',' if date.day else ''} {date.year}" if rest else str(date.year)


def _month_and_day(date: PartialDate) -> str:
    if date.month is None:
        return ""
    name = calendar.month_name[date.month]
    return f"{name} {date.day}" if date.day else name


def _mla_date(date: PartialDate) -> str:
    month = _MLA_MONTHS[date.month - 1] if date.month else ""
    return " ".join(filter(None, [str(date.day or ""), month, str(date.year)]))


def _joined(parts: Sequence[str]) -> str:
    return " ".join(filter(None, parts))
