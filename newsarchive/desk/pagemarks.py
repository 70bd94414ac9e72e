"""The marked list on every page: how long it is, and which articles of the page are on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from articles.models import Article
from newsarchive.desk.markedlist import MarkedList, marked_list


def marks(request: HttpRequest) -> dict[str, Any]:
    """A context processor. Nothing is read before a template asks, and nothing at all for those
    who have no session."""
    return {"marks": Marks(request)}


class Marks:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _list(self) -> MarkedList | None:
        # Requests that were refused early have neither, and programs see no pages.
        request = self._request
        if not hasattr(request, "session") or not hasattr(request, "user"):
            return None
        if hasattr(request, "token"):
            return None
        return marked_list(self._request)

    @property
    def count(self) -> int:
        return self._list.count if self._list is not None else 0

    def among(self, articles: Iterable[Article]) -> set[int]:
        """The keys of those of these articles that are marked."""
        return (
            self._list.among([each.pk for each in articles]) if self.count and self._list else set()
        )
