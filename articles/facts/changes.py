"""Apply extractions to the facts of articles, and log what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from articles.extraction.findings import Extraction
from articles.facts.conclusions import ALONE, Conclusions, conclusions, reconsidered
from articles.facts.neighbours import Neighbour
from articles.facts.outletlookup import OutletLookup
from articles.facts.values import same, set_value, value_of
from articles.facttable import FACTS
from articles.models import Article, MachineChange

#: Rules that find what people should know of an article beside its facts.
_NOTICES = ("record.kill", "record.teaser")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that a rule or a person changes or would change: its old and new value and the rule.

    ``rule`` is "" where a person changes it.
    """

    fact: str
    old: Any
    new: Any
    rule: str = ""


def changes(
    article: Article,
    extraction: Extraction,
    others: Iterable[Neighbour] = (),
    facts: Collection[str] = FACTS,
) -> list[FactChange]:
    """Return what applying an extraction would change in these facts; pinned ones never change."""
    return _differences(article, conclusions(article, extraction, others), facts)


def apply(
    article: Article,
    extraction: Extraction,
    outlets: OutletLookup | None = None,
    *,
    others: Iterable[Neighbour] = (),
    facts: Collection[str] = FACTS,
) -> list[FactChange]:
    """Set those of ``facts`` that are not pinned, and store the machine's values of all of them.

    Other facts keep their values, machine values and findings. ``outlets`` finds the outlet that
    the extraction names; by default, a missing one is created. ``others`` are neighbours besides
    the stored ones, namely the articles of a dry run. Saves nothing. Returns the changes.
    """
    concluded = conclusions(article, extraction, others)
    if set(facts) < FACTS.keys():
        concluded = concluded.limited_to(facts, article)
    else:
        article.snapshot = extraction.snapshot
    return _apply_conclusions(article, concluded, outlets or OutletLookup(), facts)


def reconsider(article: Article) -> list[FactChange]:
    """Decide again on a date that the capture leaves open; saves nothing. Returns the changes."""
    return _apply_conclusions(article, reconsidered(article), OutletLookup(), ("published",))


def _differences(
    article: Article, concluded: Conclusions, facts: Collection[str]
) -> list[FactChange]:
    rules = concluded.rules
    return [
        FactChange(fact, old, new, rules.get(fact, ""))
        for fact in facts
        if fact not in article.pins
        and not same(fact, old := value_of(article, fact), new := concluded.values[fact])
    ]


def _apply_conclusions(
    article: Article, concluded: Conclusions, outlets: OutletLookup, facts: Collection[str]
) -> list[FactChange]:
    changed = _differences(article, concluded, facts)
    article.findings = concluded.findings
    notice = next((each["value"] for each in concluded.findings if each["rule"] in _NOTICES), "")
    if notice and notice != article.notice:
        article.notice, article.reviewed_at, article.reviewed_by = notice, None, ""
    for change in changed:
        set_value(article, change.fact, change.new, outlets)
    if "published" in facts and "published" not in article.pins:
        # Set apart from the changes: reasons in other words do not count as another date.
        article.published_why = concluded.values["published"]["why"]
    if changed:
        # The reviewer has not seen these values.
        article.reviewed_at, article.reviewed_by = None, ""
    article.extracted = concluded.values
    article.undecided = ALONE in concluded.values
    return changed


def put_back(article: Article, earlier: Conclusions) -> list[FactChange]:
    """Set the facts of earlier conclusions that are not pinned, with their findings; all others
    stay. Saves nothing. Returns the changes."""
    facts = [fact for fact in FACTS if fact in earlier.values]
    concluded = earlier.limited_to(facts, article)
    return _apply_conclusions(article, concluded, OutletLookup(), facts)


def log(article: Article, made: Iterable[FactChange], cause: str) -> None:
    """Write the changes that rules made to the change log."""
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
