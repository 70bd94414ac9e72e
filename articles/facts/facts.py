"""The facts of an article: read from an extraction, compared, pinned by a person, let go again.

A fact's value is plain JSON: text, a list of texts, an outlet's name or None, and for
``published`` a mapping of date, basis, why and candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.extraction.findings import Extraction, findings_as_json
from articles.extraction.words.outlets import known_outlets
from articles.facts import neighbours
from articles.facts.neighbours import Neighbour, settled
from articles.facts.rules import is_stated
from articles.models import Article, MachineChange, Outlet
from articles.partialdate import PartialDate

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


def set_value(
    article: Article,
    fact: str,
    value: Any,
    *,
    store: bool = True,
    outlets: dict[str, Outlet] | None = None,
) -> None:
    """Give an article a fact. An outlet not yet known is created, unless ``store`` is off.

    ``outlets`` remembers those looked up, by name.
    """
    if fact == "outlet":
        outlet = (outlets or {}).get(value) or (
            _outlet_called(value, store=store, stated=_states_outlet(article)) if value else None
        )
        if outlets is not None and outlet is not None:
            outlets[value] = outlet
        article.outlet = outlet
    elif fact == "published":
        article.set_published(PartialDate.parse(value["date"]) if value["date"] else None)
        article.published_basis = value["basis"]
        article.published_why = value["why"]
        article.published_candidates = list(value["candidates"])
    else:
        setattr(article, fact, value)


def _states_outlet(article: Article) -> bool:
    return any(each["field"] == "outlet" and is_stated(each["rule"]) for each in article.findings)


def _outlet_called(name: str, *, store: bool, stated: bool) -> Outlet:
    outlet = Outlet.objects.called(name)
    if outlet is None:
        known = known_outlets().named(name)
        origin = Outlet.Origin.STATED if stated else Outlet.Origin.FOUND
        outlet = (
            Outlet(name=known.name, slug=known.key, origin=Outlet.Origin.LISTED)
            if known
            else Outlet(name=name, origin=origin)
        )
        if store:
            outlet.save()
    return outlet


def extracted_values(extraction: Extraction) -> dict[str, Any]:
    """What the rules say of every fact."""
    published = extraction.published
    return {
        "outlet": extraction.outlet if _fits(Outlet, "name", extraction.outlet or "") else None,
        "agency": _fitting("agency", extraction.agency),
        "headline": extraction.headline,
        "standfirst": extraction.standfirst,
        "byline": list(extraction.byline),
        "dateline": _fitting("dateline", extraction.dateline),
        "published": {
            "date": str(published.date) if published.date else None,
            "basis": published.basis,
            "why": published.why,
            "candidates": [str(date) for date in published.candidates],
        },
        "captions": list(extraction.captions),
        "body": "\n\n".join(extraction.body),
        "url": _fitting("url", extraction.url),
        "language": _fitting("language", extraction.language),
    }


def _fitting(field: str, text: str) -> str:
    """The text, or "" if it is longer than what can be stored: then it is no such thing."""
    return text if _fits(Article, field, text) else ""


def _fits(model: type[Article] | type[Outlet], field: str, text: str) -> bool:
    longest = getattr(model._meta.get_field(field), "max_length", None)
    return longest is None or len(text) <= longest


def log(article: Article, made: Iterable[FactChange], cause: str) -> None:
    """Write what a machine changed to the change log."""
    MachineChange.objects.bulk_create(
        MachineChange(
            article=article,
            cause=cause,
            rule=change.rule,
            field=change.fact,
            old=change.old,
            new=change.new,
        )
        for change in made
    )


def changes(
    article: Article,
    extraction: Extraction,
    others: Iterable[Neighbour] = (),
    among: Collection[str] = tuple(FACTS),
) -> list[FactChange]:
    """What applying an extraction would change, of these facts. Pinned ones never do."""
    return _differences(article, *_machine_words(article, extraction, others), among)


def apply(
    article: Article,
    extraction: Extraction,
    *,
    store: bool = True,
    others: Iterable[Neighbour] = (),
    among: Collection[str] = tuple(FACTS),
    outlets: dict[str, Outlet] | None = None,
) -> list[FactChange]:
    """Set every fact that is not pinned and keep the machine's value of all; saves nothing.

    ``others`` are neighbours beside the stored ones: the files of a dry run. Facts not ``among``
    those named stay as they are, with the machine's values and findings of before. ``outlets``
    remembers those looked up, for the articles of one transaction.
    """
    values, findings = _machine_words(article, extraction, others)
    if set(among) < FACTS.keys():
        values, findings = _limited(article, values, findings, among)
    else:
        article.snapshot = extraction.snapshot
    return _take(article, values, findings, among=among, store=store, outlets=outlets)


def _limited(
    article: Article,
    values: dict[str, Any],
    findings: list[dict[str, Any]],
    among: Collection[str],
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The machine's new words on some facts beside its earlier ones on the others."""
    names = {*among, ALONE} if "published" in among else set(among)
    kept = {name: value for name, value in article.extracted.items() if name not in names}
    new = {name: value for name, value in values.items() if name in names}
    return kept | new, [
        *(each for each in article.findings if each["field"] not in names),
        *(each for each in findings if each["field"] in names),
    ]


def reconsider(article: Article) -> list[FactChange]:
    """Reason anew about a date that the capture leaves open; saves nothing."""
    alone = article.extracted[ALONE]
    values = dict(article.extracted)
    findings = [each for each in article.findings if each["field"] != "published"]
    findings += alone["findings"]
    _settle(article.public_id, values, findings, alone["value"], ())
    return _take(article, values, findings, among=("published",))


#: Where ``Article.extracted`` keeps what a capture by itself says of an undecided date.
ALONE = "published_alone"


def _machine_words(
    article: Article, extraction: Extraction, others: Iterable[Neighbour]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the rules say of every fact, in view of the neighbours, and their findings."""
    values = extracted_values(extraction)
    findings = findings_as_json(extraction.findings)
    alone = values["published"]
    if alone["candidates"] and not alone["date"]:
        own = [each for each in findings if each["field"] == "published"]
        values[ALONE] = {"value": alone, "findings": own}
        _settle(article.public_id, values, findings, alone, others)
    return values, findings


def _settle(
    public_id: str,
    values: dict[str, Any],
    findings: list[dict[str, Any]],
    alone: dict[str, Any],
    others: Iterable[Neighbour],
) -> None:
    """Put the date that neighbours decide, and its finding, in the place of the open one."""
    value, neighbour = settled(alone, values["body"], public_id, others)
    values["published"] = value
    for finding in findings if neighbour else ():
        if finding["field"] == "published":
            finding |= {
                "value": value["date"],
                "place": neighbours.PLACE + neighbour,
                "rule": neighbours.RULE,
                "why": value["why"],
            }


def _differences(
    article: Article,
    values: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    among: Iterable[str] = FACTS,
) -> list[FactChange]:
    rules = {finding["field"]: finding["rule"] for finding in reversed(findings)}
    return [
        FactChange(fact, value_of(article, fact), values[fact], rules.get(fact, ""))
        for fact in among
        if fact not in article.pins and not same(fact, value_of(article, fact), values[fact])
    ]


def same(fact: str, old: Any, new: Any) -> bool:
    """True if two values of a fact mean the same: an outlet may answer to several names."""
    if fact == "outlet" and old and new:
        outlet = Outlet.objects.called(new)
        return outlet is not None and outlet.name == old
    return bool(old == new)


def _take(
    article: Article,
    values: dict[str, Any],
    findings: list[dict[str, Any]],
    *,
    among: Iterable[str] = FACTS,
    store: bool = True,
    outlets: dict[str, Outlet] | None = None,
) -> list[FactChange]:
    made = _differences(article, values, findings, among)
    article.findings = findings
    for change in made:
        set_value(article, change.fact, change.new, store=store, outlets=outlets)
    if made:
        # Whoever reviewed it has not seen this.
        article.reviewed_at, article.reviewed_by = None, ""
    article.extracted = values
    article.undecided = ALONE in values
    return made


def pin(article: Article, fact: str, by: str) -> None:
    """A person's word: no rule touches this fact until somebody un-pins it. Saves nothing."""
    article.pins = article.pins | {fact: {"by": by, "at": timezone.now().isoformat()}}


def unpin(article: Article, fact: str) -> None:
    """Let the machine's value stand again. Saves nothing."""
    article.pins = {name: pin for name, pin in article.pins.items() if name != fact}
    if fact in article.extracted:
        set_value(article, fact, article.extracted[fact])


def edit_published(article: Article, date: PartialDate | None) -> None:
    """Set or clear the date as a person says, and say so; who it was stands in the pin.

    Saves nothing.
    """
    article.set_published(date)
    article.published_basis = Article.Basis.EDITED if date else Article.Basis.UNKNOWN
    day = PartialDate.of(timezone.now().date()).words
    article.published_why = f"{'set' if date else 'cleared'} by an editor on {day}"
    article.published_candidates = []
