"""The values of facts in an article and in an extraction.

A fact's value is plain JSON: a text, a list of texts, an outlet's name or None, and for
``published`` a mapping with the keys date, basis, why and candidates. Blank lines separate the
paragraphs of a text.
"""

from __future__ import annotations

from typing import Any

from articles.extraction.findings import NOTHING, Extraction, Published
from articles.facts.outletlookup import OutletLookup
from articles.facts.rulenames import is_stated
from articles.facttable import FACTS, Fact, Kind
from articles.models import Article, Outlet
from articles.partialdate import PartialDate


def value_of(article: Article, fact: str) -> Any:
    kind = FACTS[fact].kind
    if kind.is_text or kind.is_list:  # checked first, since most facts are
        return getattr(article, fact)
    match kind:
        case Kind.OUTLET:
            return article.outlet.name if article.outlet else None
        case Kind.PUBLISHED:
            date = article.published_date
            return {
                "date": str(date) if date else None,
                "basis": article.published_basis,
                "why": article.published_why,
                "candidates": list(article.published_candidates),
            }
    return getattr(article, fact)


def set_value(article: Article, fact: str, value: Any, outlets: OutletLookup) -> None:
    """Set a fact of an article, without saving it. An outlet is looked up in ``outlets``."""
    match FACTS[fact].kind:
        case Kind.OUTLET:
            stated = _states_outlet(article)
            article.outlet = outlets.named(value, stated=stated) if value else None
        case Kind.PUBLISHED:
            article.set_published(PartialDate.parse(value["date"]) if value["date"] else None)
            article.published_basis = value["basis"]
            article.published_why = value["why"]
            article.published_candidates = list(value["candidates"])
        case _:
            setattr(article, fact, value)


def _states_outlet(article: Article) -> bool:
    return any(each["field"] == "outlet" and is_stated(each["rule"]) for each in article.findings)


def text_of(article: Article, fact: str) -> str:
    """Return a fact's value as one text; blank lines separate the items of a list. "" if empty."""
    value = value_of(article, fact)
    return "\n\n".join(value) if FACTS[fact].kind.is_list else value or ""


def extracted_values(extraction: Extraction) -> dict[str, Any]:
    """Return the extracted value of every fact. A text that does not fit its column is dropped."""
    values = NOTHING | dict(extraction.values)
    return {name: _extracted(fact, values[name]) for name, fact in FACTS.items()}


def _extracted(fact: Fact, value: Any) -> Any:
    if fact.kind.is_text:
        return value if _fits(Article, fact.name, value) else ""
    match fact.kind:
        case Kind.OUTLET:
            return value if _fits(Outlet, "name", value or "") else None
        case Kind.PUBLISHED:
            return _published(value)
        case Kind.PARAGRAPHS:
            return "\n\n".join(value)
    return list(value)


def _published(value: Published) -> dict[str, Any]:
    return {
        "date": str(value.date) if value.date else None,
        "basis": value.basis,
        "why": value.why,
        "candidates": [str(date) for date in value.candidates],
    }


def _fits(model: type[Article] | type[Outlet], column: str, text: str) -> bool:
    longest = getattr(model._meta.get_field(column), "max_length", None)
    return longest is None or len(text) <= longest


def same(fact: str, old: Any, new: Any) -> bool:
    """True if two values of a fact mean the same.

    An outlet may have several names, and a date is the same however its reasons are worded.
    """
    if FACTS[fact].kind is Kind.OUTLET and old and new:
        outlet = Outlet.objects.meant_by(new)
        return outlet is not None and outlet.name == old
    if FACTS[fact].kind is Kind.PUBLISHED:
        return bool(old | {"why": ""} == new | {"why": ""})
    return bool(old == new)
