"""Changes of many articles in steps, each in a request of its own.

A server gives up on a request after some seconds, and nobody would know how far it came. So a
request works for SECONDS, then says what it has done and asks whether to go on.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse

from articles.admin.confirmation import (
    back_to_article,
    confirmation_page,
    counted,
    number_in,
    report,
)
from articles.models import ArticleQuerySet
from articles.reextraction import in_batches
from articles.runs import run

logger = logging.getLogger(__name__)

#: Afterwards the index is updated, which may wait ten seconds for another writer. Proxies give up
#: after sixty.
SECONDS = 8.0


@contextmanager
def indexed_together() -> Iterator[None]:
    """Let the index be updated once, at the end, and not after each batch."""
    with run(for_page=True) as this_run:
        yield
    for sentence in this_run.failures:
        logger.warning("%s", sentence)


class Steps:
    """What an action has done in this request and the ones before, by name in ``tally``."""

    def __init__(self, request: HttpRequest, *names: str) -> None:
        self._request = request
        self._names = names
        self._last = number_in(request, "last")
        self.tally = Counter({name: number_in(request, name) for name in names})

    def batches(self, queryset: ArticleQuerySet) -> Iterator[list[int]]:
        """The keys of the next articles, in batches, until the time is up."""
        until = time.monotonic() + SECONDS
        for keys in in_batches(queryset.filter(pk__gt=self._last)):
            yield keys
            self._last = keys[-1]
            if time.monotonic() >= until:
                return

    def answer(
        self,
        model_admin: Any,
        queryset: ArticleQuerySet,
        *,
        title: str,
        done: str,
        hidden: Mapping[str, str] | None = None,
    ) -> HttpResponse | None:
        """Report ``done``, a sentence, if no article is left; else a page that asks whether to go
        on. ``hidden`` are fields of its form beside those of the steps."""
        left = queryset.filter(pk__gt=self._last).count()
        if not left:
            report(self._request, done)
            return back_to_article(self._request)
        numbers = {name: str(self.tally[name]) for name in self._names}
        fields = {**(hidden or {}), "confirmed": "yes", "last": str(self._last), **numbers}
        return confirmation_page(
            model_admin,
            self._request,
            "admin/articles/article/continue.html",
            title=title,
            hidden=fields,
            progress=done,
            left=counted(left),
        )
