"""The states of facts, as bulk changes store them to be able to undo what they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from articles.bulk.kind import Refused
from articles.facts import pins
from articles.facts.changes import FactChange
from articles.facts.outletlookup import OutletLookup
from articles.facts.values import set_value, value_of
from articles.facttable import FACTS, Kind
from articles.models import Article, Outlet
from articles.partialdate import PartialDate


def state_of(article: Article, fact: str) -> dict[str, Any]:
    """The value and the pin of a fact as JSON. An outlet is its primary key: names change."""
    is_outlet = FACTS[fact].kind is Kind.OUTLET
    value = article.outlet_id if is_outlet else value_of(article, fact)
    return {"value": value, "pin": article.pins.get(fact)}


def states_of(article: Article, facts: Iterable[str]) -> dict[str, Any]:
    return {fact: state_of(article, fact) for fact in facts}


def put_back(
    article: Article, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[list[FactChange], list[str]]:
    """Give facts that still are in their state ``after`` the state ``before``; saves nothing.

    A fact that was not pinned takes the value of the rules of today. Returns the changes, and the
    facts that somebody or something has changed since.
    """
    made, kept = [], []
    for fact, state in before.items():
        if fact not in FACTS:
            continue
        if state_of(article, fact) != after.get(fact):
            kept.append(fact)
            continue
        old = value_of(article, fact)
        if state["pin"] is None and fact in article.extracted:
            pins.unpin(article, fact)
        else:
            _set(article, fact, state["value"])
            others = {name: pin for name, pin in article.pins.items() if name != fact}
            article.pins = others | ({fact: state["pin"]} if state["pin"] else {})
        made.append(FactChange(fact, old, value_of(article, fact)))
    return made, kept


def _set(article: Article, fact: str, value: Any) -> None:
    if FACTS[fact].kind is Kind.OUTLET:
        article.outlet = _outlet(value)
    else:
        set_value(article, fact, value, OutletLookup())


def as_json(fact: str, value: Any) -> Any:
    """A person's value of a fact as JSON; ``edited`` reads it."""
    if isinstance(value, Outlet):
        return value.pk
    return str(value) if isinstance(value, PartialDate) else value


def edited(fact: str, value: Any) -> Any:
    """The value as ``pins.edit`` takes it. Raises Refused if its outlet is gone."""
    match FACTS[fact].kind:
        case Kind.OUTLET:
            return _outlet(value)
        case Kind.PUBLISHED:
            return PartialDate.parse(value) if value else None
    return value


def _outlet(key: int | None) -> Outlet | None:
    if key is None:
        return None
    outlet = Outlet.objects.filter(pk=key).first()
    if outlet is None:
        raise Refused("The outlet has been merged or deleted meanwhile. Choose another one.")
    return outlet
