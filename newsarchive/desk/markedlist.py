"""The marked list: articles that a reader keeps from page to page and from search to search.

It is in the session of anyone, and in the account of those who are signed in. It is the one state
of the archive that is no address.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection as Many
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Final

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from articles.extraction.words.explanations import counted
from articles.models import Article
from newsarchive.desk.models import Mark
from newsarchive.desk.positions import move, next_position

#: Articles of a list.
MOST_IN_SESSION: Final = 500
MOST_IN_ACCOUNT: Final = 10_000
#: Rows that are written by one statement.
_CHUNK: Final = 1000
_SESSION_KEY: Final = "marked"
_RENEWED: Final = "marked_on"


class Order(StrEnum):
    """``OWN`` is that of the list, in which a new article comes last and each can be moved."""

    OWN = "own"
    MARKED = "marked"
    OLDEST = "oldest"
    NEWEST = "newest"

    @classmethod
    def of(cls, value: str | None) -> Order:
        """The order of this name; ``OWN`` for any other value."""
        return cls(value) if value in list(cls) else cls.OWN


_ORDERINGS: Final[dict[Order, tuple[Any, ...]]] = {
    Order.OWN: ("position", "pk"),
    Order.MARKED: ("pk",),
    Order.OLDEST: (F("article__published").asc(nulls_last=True), "article"),
    Order.NEWEST: (F("article__published").desc(nulls_last=True), "-article"),
}


@dataclass(frozen=True, slots=True)
class Added:
    """How many articles were new on the list, and how many did not fit."""

    added: int
    left_out: int


class MarkedList(ABC):
    """Articles by primary key, each once. Those that were withdrawn are counted as ``gone`` and
    listed nowhere; they come back if they are restored."""

    most: ClassVar[int]

    @abstractmethod
    def read(self, order: Order = Order.OWN) -> list[tuple[int, bool]]:
        """All articles, each with whether it is shown."""

    @abstractmethod
    def among(self, keys: Many[int]) -> set[int]:
        """Those of these articles that are marked. All of them must be shown."""

    @abstractmethod
    def _insert(self, keys: Sequence[int]) -> Added: ...

    @abstractmethod
    def remove(self, keys: Many[int]) -> None: ...

    @abstractmethod
    def clear(self) -> None: ...

    @abstractmethod
    def move(self, key: int, step: int) -> None:
        """Move an article one place up (-1) or down (1) in the list's own order."""

    @cached_property
    def count(self) -> int:
        """How many articles are shown."""
        return len(self.keys())

    def keys(self, order: Order = Order.OWN) -> list[int]:
        """The articles that are shown."""
        return [key for key, is_shown in self.read(order) if is_shown]

    def add(self, keys: Sequence[int]) -> Added:
        """Put articles at the end, in this order, as far as there is room. Those that are on the
        list already stay where they are."""
        done = self._insert(keys) if keys else Added(0, 0)
        self.__dict__.pop("count", None)
        return done

    def gone(self) -> list[int]:
        """The articles that were withdrawn."""
        return [key for key, is_shown in self.read() if not is_shown]

    def full(self, left_out: int) -> str:
        """The sentence about articles that did not fit, "" without any."""
        if not left_out:
            return ""
        sentence = (
            f"A marked list holds at most {self.most:,} articles: "
            f"{counted(left_out, 'article')} did not fit."
        )
        if self.most < MOST_IN_ACCOUNT:
            sentence += f" If you sign in, it holds {MOST_IN_ACCOUNT:,}."
        return sentence


class AccountList(MarkedList):
    """The list of a person with an account."""

    most = MOST_IN_ACCOUNT

    def __init__(self, user: User) -> None:
        self._user = user

    @property
    def _rows(self) -> QuerySet[Mark]:
        return Mark.objects.filter(user=self._user.pk)

    def read(self, order: Order = Order.OWN) -> list[tuple[int, bool]]:
        rows = self._rows.order_by(*_ORDERINGS[order])
        found = rows.values_list("article_id", "article__withdrawn_at")
        return [(key, withdrawn_at is None) for key, withdrawn_at in found]

    def among(self, keys: Many[int]) -> set[int]:
        found = self._rows.filter(article__in=keys).order_by()
        return set(found.values_list("article_id", flat=True))

    @cached_property
    def count(self) -> int:
        # As a condition of the count, since with one of the rows a database may well read all
        # articles that are not withdrawn.
        shown = Count("pk", filter=Q(article__withdrawn_at=None))
        return int(self._rows.aggregate(shown=shown)["shown"])

    def _insert(self, keys: Sequence[int]) -> Added:
        with transaction.atomic():
            # One request at a time counts and adds.
            User.objects.select_for_update().get(pk=self._user.pk)
            known = set(self._rows.order_by().values_list("article_id", flat=True))
            new = [key for key in dict.fromkeys(keys) if key not in known]
            fitting = new[: max(self.most - len(known), 0)]
            first = next_position(self._rows)
            Mark.objects.bulk_create(
                [
                    Mark(user=self._user, article_id=key, position=first + number)
                    for number, key in enumerate(fitting)
                ],
                batch_size=_CHUNK,
            )
        return Added(len(fitting), len(new) - len(fitting))

    def remove(self, keys: Many[int]) -> None:
        wanted = list(keys)
        for start in range(0, len(wanted), _CHUNK):
            self._rows.filter(article__in=wanted[start : start + _CHUNK]).delete()
        self.__dict__.pop("count", None)

    def clear(self) -> None:
        self._rows.delete()
        self.__dict__.pop("count", None)

    def move(self, key: int, step: int) -> None:
        row = self._rows.filter(article=key).first()
        if row is not None:
            move(self._rows.filter(article__withdrawn_at=None), row.pk, step)


class SessionList(MarkedList):
    """The list of a reader without an account: pairs of a key and the number of its marking."""

    most = MOST_IN_SESSION

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    def _pairs(self) -> list[list[int]]:
        return list(self._session.get(_SESSION_KEY, []))

    def entries(self) -> list[int]:
        """All keys in the list's own order."""
        return [key for key, _ in self._pairs()]

    def read(self, order: Order = Order.OWN) -> list[tuple[int, bool]]:
        keys = self.entries()
        if not keys:
            return []  # as for most readers, on every page
        # Not by shown(), with which a database may well read all articles that are shown.
        rows = Article.objects.filter(pk__in=keys).order_by()
        found = {key: rest for key, *rest in rows.values_list("pk", "withdrawn_at", "published")}
        match order:
            case Order.MARKED:
                keys = [key for key, _ in sorted(self._pairs(), key=lambda pair: pair[1])]
            case Order.OLDEST | Order.NEWEST:
                dated = [key for key in keys if key in found and found[key][1] is not None]
                undated = set(keys).difference(dated)
                is_newest = order is Order.NEWEST
                dated.sort(key=lambda key: (found[key][1], key), reverse=is_newest)
                keys = dated + sorted(undated, reverse=is_newest)
        return [(key, key in found and found[key][0] is None) for key in keys]

    def among(self, keys: Many[int]) -> set[int]:
        return set(self.entries()).intersection(keys)

    @contextmanager
    def _changing(self) -> Iterator[list[list[int]]]:
        """The pairs as they are now, to be changed and stored. Two requests of one reader at the
        same time would otherwise overwrite what the other one marked."""
        session: Any = self._session
        with transaction.atomic():
            if session.session_key:
                Session.objects.select_for_update().filter(pk=session.session_key).first()
                session._session_cache = session.load()
            else:
                # Where each new list removes those that are over, they cannot pile up.
                session.clear_expired()
            pairs = self._pairs()
            yield pairs
            session[_SESSION_KEY] = pairs
            today = dt.date.today().isoformat()
            # The middleware renews the cookie if it has to store the session, once a day.
            renew = session.get(_RENEWED) != today
            session[_RENEWED] = today
            session.save()
            session.modified = renew
        self.__dict__.pop("count", None)

    def _insert(self, keys: Sequence[int]) -> Added:
        with self._changing() as pairs:
            known = {key for key, _ in pairs}
            new = [key for key in dict.fromkeys(keys) if key not in known]
            fitting = new[: max(self.most - len(pairs), 0)]
            number = max((number for _, number in pairs), default=0)
            pairs += [[key, number + place] for place, key in enumerate(fitting, start=1)]
        return Added(len(fitting), len(new) - len(fitting))

    def remove(self, keys: Many[int]) -> None:
        if not self._pairs():
            return
        unwanted = set(keys)
        with self._changing() as pairs:
            pairs[:] = [pair for pair in pairs if pair[0] not in unwanted]

    def clear(self) -> None:
        self.remove(self.entries())

    def take(self) -> list[int]:
        """All keys. The list is empty afterwards, once the session is stored."""
        keys = self.entries()
        for name in (_SESSION_KEY, _RENEWED):
            self._session.pop(name, None)
        return keys

    def move(self, key: int, step: int) -> None:
        shown = set(self.keys())
        if key not in shown:
            return
        with self._changing() as pairs:
            places = [place for place, pair in enumerate(pairs) if pair[0] in shown]
            here = next((at for at, place in enumerate(places) if pairs[place][0] == key), None)
            if here is None or not 0 <= here + step < len(places):
                return
            one, other = places[here], places[here + step]
            pairs[one], pairs[other] = pairs[other], pairs[one]


def marked_list(request: HttpRequest) -> MarkedList:
    """The list of whoever asks: a person or program with an account, or a session."""
    if isinstance(request.user, User):
        return AccountList(request.user)
    return SessionList(request.session)
