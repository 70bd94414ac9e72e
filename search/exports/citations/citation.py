"""The facts of an article that every form of citation uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from articles.partialdate import PartialDate
from articles.spreadsheets import one_line
from search.addresses.permalinks import permalink
from search.exports.citations.people import Person

#: The characters of web addresses that mean nothing in any form of citation.
_PLAIN: Final = ":/?#@!$&()*+,;=%-._~"


@dataclass(frozen=True, slots=True)
class Citation:
    """One article. Texts are single lines, "" if unknown.

    ``agency`` may be the outlet itself. ``inferred`` means that the date was inferred and is not
    stated by the article. ``url`` is the absolute permanent address in this archive, whose name is
    ``archive``; ``accessed`` is the day on which it was read, ``archived`` the day on which the
    archive took the article. ``original`` is the web address at which the article was published.
    ``keywords`` are the article's tags, ``notes`` what people wrote about it.
    """

    key: str
    title: str
    url: str
    accessed: dt.date
    authors: tuple[Person, ...] = ()
    agency: str = ""
    outlet: str = ""
    date: PartialDate | None = None
    inferred: bool = False
    language: str = ""
    original: str = ""
    abstract: str = ""
    archive: str = ""
    archived: dt.date | None = None
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def web(self) -> str:
        """The address to cite: the original one where it is known, else that in the archive."""
        return self.original or self.url

    @property
    def wire(self) -> str:
        """The agency, or "" if it is the outlet itself."""
        return "" if self.agency.casefold() == self.outlet.casefold() else self.agency


def citation_of(
    article: Article,
    url: str,
    accessed: dt.date,
    *,
    keywords: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Citation:
    """The citation of an article. Makes no query if the article's outlet is loaded."""
    return Citation(
        key=article.public_id,
        title=one_line(article.title),
        url=url,
        accessed=accessed,
        authors=tuple(Person.of(name) for each in article.byline if (name := one_line(each))),
        agency=one_line(article.agency),
        outlet=one_line(article.outlet.name) if article.outlet else "",
        date=article.published_date,
        inferred=article.published_basis == Article.Basis.INFERRED,
        language=one_line(article.language),
        original=_web_address(article.url),
        abstract=one_line(article.standfirst),
        archive=settings.ARCHIVE_NAME,
        archived=article.created_at.date() if article.created_at else None,
        keywords=tuple(map(one_line, keywords)),
        notes=tuple(map(one_line, notes)),
    )


def _web_address(text: str) -> str:
    """The text if it is a web address, without characters that have a meaning in a citation."""
    text = one_line(text)
    return quote(text, safe=_PLAIN) if text.startswith(("https://", "http://")) else ""


def cited(request: HttpRequest, article: Article, keywords: Iterable[str] = ()) -> Citation:
    """The citation of an article at its permanent address on this host, accessed today."""
    url, today = permalink(request, article), timezone.localdate()
    return citation_of(article, url, today, keywords=keywords)
