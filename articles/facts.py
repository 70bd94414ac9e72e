"""The facts of an article: read from an extraction, compared, pinned by a person, let go again.

A fact's value is plain JSON: text, a list of texts, an outlet's name or None, and for
``published`` a mapping of date, basis, why and candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.extraction.findings import Extraction, findings_as_json
from articles.extraction.partialdate import PartialDate
from articles.models import Article, Outlet

#: Every fact, with what people call it, in the order in which pages show them.
FACTS = {
    "outlet": "outlet",
    "agency": "agency",
    "headline": "headline",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "published": "published",
    "captions": "captions",
    "body": "text",
    "url": "web address",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that a rule changes, or would change: its old and new value and the rule."""

    fact: str
    old: Any
    new: Any
    rule: str = ""


def fact_of(field: str) -> str:
    """The fact that a finding speaks of: every single caption has a finding of its own."""
    return "captions" if field == "caption" else field


def value_of(article: Article, fact: str) -> Any:
    if fact == "outlet":
        return article.outlet.name if article.outlet else None
    if fact == "published":
        date = article.published_date
        return {
            "date": str(date) if date else None,
            "basis": article.published_basis,
            "why": article.published_why,
            "candidates": list(article.published_candidates),
        }
    return getattr(article, fact)


def set_value(article: Article, fact: str, value: Any, *, store: bool = True) -> None:
    """Give an article a fact. An outlet not yet known is created, unless ``store`` is off."""
    if fact == "outlet":
        article.outlet = _outlet_called(value, store=store) if value else None
    elif fact == "published":
        article.set_published(PartialDate.parse(value["date"]) if value["date"] else None)
        article.published_basis = value["basis"]
        article.published_why = value["why"]
        article.published_candidates = list(value["candidates"])
    else:
        setattr(article, fact, value)


def _outlet_called(name: str, *, store: bool) -> Outlet:
    outlet = Outlet.objects.called(name)
    if outlet is None:
        outlet = Outlet(name=name, origin=Outlet.Origin.FOUND)
        if store:
            outlet.save()
    return outlet


def extracted_values(extraction: Extraction) -> dict[str, Any]:
    """What the rules say of every fact."""
    published = extraction.published
    return {
        "outlet": extraction.outlet,
        "agency": extraction.agency,
        "headline": extraction.headline,
        "standfirst": extraction.standfirst,
        "byline": list(extraction.byline),
        "dateline": extraction.dateline,
        "published": {
            "date": str(published.date) if published.date else None,
            "basis": published.basis,
            "why": published.why,
            "candidates": [str(date) for date in published.candidates],
        },
        "captions": list(extraction.captions),
        "body": "\n\n".join(extraction.body),
        "url": extraction.url,
        "language": extraction.language,
    }


def changes(article: Article, extraction: Extraction) -> list[FactChange]:
    """What applying an extraction would change. Pinned facts never do."""
    rules = {fact_of(finding.field): finding.rule for finding in reversed(extraction.findings)}
    found = []
    for fact, new in extracted_values(extraction).items():
        old = value_of(article, fact)
        if fact not in article.pins and not same(fact, old, new):
            found.append(FactChange(fact, old, new, rules.get(fact, "")))
    return found


def same(fact: str, old: Any, new: Any) -> bool:
    """True if two values of a fact mean the same: an outlet may answer to several names."""
    if fact == "outlet" and old and new:
        outlet = Outlet.objects.called(new)
        return outlet is not None and outlet.name == old
    return bool(old == new)


def apply(article: Article, extraction: Extraction, *, store: bool = True) -> list[FactChange]:
    """Set every fact that is not pinned and keep the machine's value of all; saves nothing."""
    made = changes(article, extraction)
    for change in made:
        set_value(article, change.fact, change.new, store=store)
    article.extracted = extracted_values(extraction)
    article.findings = findings_as_json(extraction.findings)
    return made


def pin(article: Article, fact: str, by: str) -> None:
    """A person's word: no rule touches this fact until somebody un-pins it. Saves nothing."""
    article.pins = article.pins | {fact: {"by": by, "at": timezone.now().isoformat()}}


def unpin(article: Article, fact: str) -> None:
    """Let the machine's value stand again. Saves nothing."""
    article.pins = {name: pin for name, pin in article.pins.items() if name != fact}
    if fact in article.extracted:
        set_value(article, fact, article.extracted[fact])


def edit_published(article: Article, date: PartialDate | None, by: str) -> None:
    """Set or clear the date as a person says, and say so. Saves nothing."""
    article.set_published(date)
    article.published_basis = Article.Basis.EDITED if date else Article.Basis.UNKNOWN
    day = PartialDate.of(timezone.now().date()).words
    article.published_why = f"{'set' if date else 'cleared'} by {by} on {day}"
    article.published_candidates = []
