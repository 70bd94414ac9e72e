"""The facts of an article as JSON, for all outputs that programs read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.facts.values import value_of
from articles.facttable import Fact, Kind
from articles.models import Article


def record(
    article: Article | None,
    facts: Iterable[Fact],
    *,
    published: Iterable[str] = ("", "basis"),
    exported: bool = False,
) -> dict[str, Any]:
    """Return these facts by name, in order; unknown values are None or an empty list.

    ``published`` selects parts of the date: "" is the date itself, the others are ``precision``,
    ``basis``, ``why`` and ``candidates``. With ``exported``, facts have the keys of exported files.
    Without an article everything is unknown.
    """
    made: dict[str, Any] = {}
    for fact in facts:
        key = fact.key if exported else fact.name
        if fact.kind is Kind.PUBLISHED:
            parts = _parts(article)
            made |= {f"{key}_{part}" if part else key: parts[part] for part in published}
            continue
        value = value_of(article, fact.name) if article else None
        made[key] = list(value or ()) if fact.kind.is_list else value or None
    return made


def _parts(article: Article | None) -> dict[str, Any]:
    date = article.published_date if article else None
    return {
        "": str(date) if date else None,
        "precision": date.precision if date else None,
        "basis": str(article.published_basis) if article else None,
        "why": (article and article.published_why) or None,
        "candidates": article.published_candidates if article else [],
    }
