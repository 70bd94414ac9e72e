"""Set, pin and un-pin facts for a person. Nothing here saves the article."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.facts.outletlookup import OutletLookup
from articles.facts.values import set_value
from articles.facttable import FACTS, Kind
from articles.models import Article
from articles.partialdate import PartialDate


def edit(article: Article, fact: str, value: Any, by: str) -> None:
    """Set a fact to a person's value and pin it.

    ``value`` has the type of the model's attribute: an ``Outlet``, a ``PartialDate``, text or a
    list of texts.
    """
    if FACTS[fact].kind is Kind.PUBLISHED:
        edit_published(article, value)
    else:
        setattr(article, fact, value)
    pin(article, fact, by)


def pin(article: Article, fact: str, by: str) -> None:
    """Pin a fact: no rule changes it until somebody un-pins it."""
    article.pins = article.pins | {fact: {"by": by, "at": timezone.now().isoformat()}}


def unpin(article: Article, fact: str) -> None:
    """Un-pin a fact and restore the machine's value."""
    article.pins = {name: pin for name, pin in article.pins.items() if name != fact}
    if fact in article.extracted:
        set_value(article, fact, article.extracted[fact], OutletLookup())


def edit_published(article: Article, date: PartialDate | None) -> None:
    """Set or clear the date for a person. ``published_why`` names no one: the pin does."""
    article.set_published(date)
    article.published_basis = Article.Basis.EDITED if date else Article.Basis.UNKNOWN
    day = PartialDate.of(timezone.now().date()).words
    article.published_why = f"{'set' if date else 'cleared'} by an editor on {day}"
    article.published_candidates = []
