"""A person's word on a fact: set, pinned, and let go again. Nothing here saves the article."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.facts.outlets import Outlets
from articles.facts.values import set_value
from articles.facttable import FACTS, Kind
from articles.models import Article
from articles.partialdate import PartialDate


def edit(article: Article, fact: str, value: Any, by: str) -> None:
    """Set a fact as a person says, and pin it.

    ``value`` is what the model holds: an ``Outlet``, a ``PartialDate``, text or a list of texts.
    """
    if FACTS[fact].kind is Kind.PUBLISHED:
        edit_published(article, value)
    else:
        setattr(article, fact, value)
    pin(article, fact, by)


def pin(article: Article, fact: str, by: str) -> None:
    """No rule changes this fact until somebody un-pins it."""
    article.pins = article.pins | {fact: {"by": by, "at": timezone.now().isoformat()}}


def unpin(article: Article, fact: str) -> None:
    """Let the machine's value stand again."""
    article.pins = {name: pin for name, pin in article.pins.items() if name != fact}
    if fact in article.extracted:
        set_value(article, fact, article.extracted[fact], Outlets())


def edit_published(article: Article, date: PartialDate | None) -> None:
    """Set or clear the date as a person says, and say so; who it was stands in the pin."""
    article.set_published(date)
    article.published_basis = Article.Basis.EDITED if date else Article.Basis.UNKNOWN
    day = PartialDate.of(timezone.now().date()).words
    article.published_why = f"{'set' if date else 'cleared'} by an editor on {day}"
    article.published_candidates = []
