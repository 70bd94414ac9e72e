"""Citations for people: APA (7th edition), MLA (9th) and Chicago (17th, bibliography).

The outlet is in italics. An inferred date stands in brackets. Where the article's original address
is known, it is given, and the archive's after it.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

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


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in three parts, of which the second one, the name of the outlet, is in italics.
    As a string it is plain text."""

    before: str
    italic: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.italic}{self.after}"

    @property
    def html(self) -> SafeString:
        italic = format_html("<i>{}</i>", self.italic) if self.italic else ""
        return format_html("{}{}{}", self.before, italic, self.after)


def apa(citation: Citation) -> Reference:
    """``Lee, A., & Ek, B. (2020, March 4). Title. Outlet. https://…``

    Without an author the agency takes that place; without an agency the title comes first.
    """
    author = _apa_authors(citation.authors) or citation.agency
    outlet = citation.outlet if author != citation.outlet else ""
    date = _bracketed(_year_first(citation.date), citation) if citation.date else "n.d."
    head = [_ended(author), f"({date})."] if author else []
    title = _ended(citation.title)
    opening = [*head, title] if head else [title, f"({date})."]
    address = citation.web
    if citation.original:
        address = f"{citation.original}. {_archived(citation)}"
    return _reference([*opening], outlet, _end_of(outlet), [address])


def mla(citation: Citation) -> Reference:
    """``Lee, Ann, and Bo Ek. “Title.” Outlet, 4 Mar. 2020, https://…. Accessed 5 May 2021.``

    An unknown date is left out, as the 9th edition requires; the day of access is always there.
    """
    author = _mla_authors(citation.authors) or citation.wire
    date = _bracketed(_mla_date(citation.date), citation) if citation.date else ""
    source = f"{', '.join(filter(None, [date, citation.web]))}."
    archived = f"{_archived(citation)}." if citation.original else ""
    accessed = f"Accessed {_mla_date(PartialDate.of(citation.accessed))}."
    opening = [_ended(author), _quoted(citation.title)]
    return _reference(opening, citation.outlet, ",", [source, archived, accessed])


def chicago(citation: Citation) -> Reference:
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
    archived = f"{_archived(citation)}." if citation.original else ""
    opening = [_ended(author), _quoted(citation.title)]
    return _reference(opening, outlet, ",", [_ended(date), read, f"{citation.web}.", archived])


def _archived(citation: Citation) -> str:
    return f"Archived at {citation.url}"


def _reference(opening: Sequence[str], outlet: str, mark: str, rest: Sequence[str]) -> Reference:
    """``mark`` follows the name of the outlet directly."""
    before, after = _joined(opening), _joined(rest)
    if not outlet:
        return Reference(_joined([before, after]), "", "")
    return Reference(f"{before} " if before else "", outlet, f"{mark} {after}")


def _end_of(outlet: str) -> str:
    """The full stop after a name that has none."""
    return _ended(outlet)[len(outlet) :]


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
