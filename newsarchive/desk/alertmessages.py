"""The e-mail that tells a person what is new in saved searches."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from articles.addresses import article_path
from articles.extraction.lines.titles import shortened
from articles.extraction.words.explanations import counted
from articles.management.output import printable, printable_lines
from articles.models import Article
from articles.spreadsheets import one_line
from newsarchive.desk.following import new_in, new_url
from newsarchive.desk.savedsearches import AlertMail, SavedSearch
from newsarchive.desk.unsubscribing import path_for
from search.engines import get_engine
from search.index.agreement import archive_state

#: A search's key and two sequence numbers: what became visible after the first, up to the second.
Part = tuple[str, int, int]

#: Articles of one search that an e-mail lists, and up to which it counts them.
_LISTED: Final = 20
_COUNTED: Final = 10_000
#: Keys in one query of the table.
_CHUNK: Final = 1000
_LONGEST_SUMMARY: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An article in an e-mail. ``date`` is in words, "" if it is unknown."""

    title: str
    url: str
    outlet: str
    date: str
    summary: str


@dataclass(frozen=True, slots=True)
class Section:
    """What is new in one search: ``count`` articles, of which the last ones are listed."""

    name: str
    count: int
    more: int
    url: str
    lines: tuple[Line, ...]

    @property
    def counted(self) -> str:
        return f"{counted(self.count, 'new article')}{' or more' * (self.count >= _COUNTED)}"


def message_id_of(owner: int, parts: Sequence[Part]) -> str:
    """The same for the same articles of the same searches of this archive."""
    named = repr([archive_state().archive, owner, *map(list, parts)])
    digest = hashlib.sha256(named.encode()).hexdigest()[:24]  # a longer line would be folded
    return f"<alert.{digest}@{urlsplit(settings.ARCHIVE_ADDRESS).hostname}>"


def message_of(mail: AlertMail) -> EmailMultiAlternatives | None:
    """The e-mail, with the articles that are still shown; None if there is nothing to tell any
    more. Raises EngineUnavailable."""
    sections = _sections(mail)
    if not sections:
        return None
    total = sum(section.count for section in sections)
    what = one_line(sections[0].name) if len(sections) == 1 else f"{len(sections)} searches"
    stop = _absolute(path_for(mail.user_id))
    context = {
        "sections": sections,
        "archive": settings.ARCHIVE_NAME,
        "searches_url": _absolute(reverse("saved-searches")),
        "stop_url": stop,
    }
    # Some programs of mail obey control characters, as terminals do.
    subject = f"{counted(total, 'new article')} in {what} – {settings.ARCHIVE_NAME}"
    message = EmailMultiAlternatives(
        subject=printable(subject),
        body=printable_lines(render_to_string("desk/alert.txt", context)),
        to=[mail.user.email],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    page = printable_lines(render_to_string("desk/alert.html", context))
    message.attach_alternative(page, "text/html")
    return message


def _sections(mail: AlertMail) -> list[Section]:
    """What there is to tell of searches whose e-mails the person still wants."""
    wanted = SavedSearch.objects.filter(owner=mail.user_id).exclude(alerts=SavedSearch.Alerts.NONE)
    by_key = {each.key: each for each in wanted}
    parts = [(by_key[key], after, up_to) for key, after, up_to in mail.parts if key in by_key]
    queries, _ = new_in([(search, after) for search, after, _ in parts])
    sections = []
    for (search, after, up_to), query in zip(parts, queries, strict=True):
        keys = _between(list(islice(get_engine().ids(query), _COUNTED)), after, up_to)
        if keys:
            sections.append(
                Section(
                    name=search.name,
                    count=len(keys),
                    more=max(len(keys) - _LISTED, 0),
                    url=_absolute(new_url(search.parameters, after)),
                    lines=_lines(keys[:_LISTED]),
                )
            )
    return sections


def _between(found: Sequence[int], after: int, up_to: int) -> list[int]:
    """Those of the articles that are shown and have these sequence numbers, last added first."""
    rows: list[tuple[int, int]] = []
    shown = Article.objects.shown().filter(sequence__gt=after, sequence__lte=up_to).order_by()
    for start in range(0, len(found), _CHUNK):
        chunk = shown.filter(pk__in=found[start : start + _CHUNK])
        rows += chunk.values_list("sequence", "pk")
    return [key for _, key in sorted(rows, reverse=True)]


def _lines(keys: Sequence[int]) -> tuple[Line, ...]:
    articles = Article.objects.listed().in_bulk(keys)
    return tuple(_line(articles[key]) for key in keys if key in articles)


def _line(article: Article) -> Line:
    summary = one_line(article.standfirst or next(iter(article.paragraphs), ""))
    date = article.published_date
    return Line(
        title=one_line(article.title),
        url=_absolute(article_path(article.public_id)),
        outlet=one_line(article.outlet.name) if article.outlet else "Outlet unknown",
        date=date.words if date else "",
        summary=shortened(summary, _LONGEST_SUMMARY),
    )


def _absolute(path: str) -> str:
    return f"{settings.ARCHIVE_ADDRESS}{path}"
