"""What the rules change of an article's facts, and the log of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from articles.extraction.findings import Extraction
from articles.facts.conclusions import ALONE, Conclusions, conclusions, reconsidered
from articles.facts.neighbours import Neighbour
from articles.facts.outlets import Outlets
from articles.facts.values import same, set_value, value_of
from articles.facttable import FACTS
from articles.models import Article, MachineChange


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that a rule changes, or would change: its old and new value and the rule."""

    fact: str
    old: Any
    new: Any
    rule: str = ""


def changes(
    article: Article,
    extraction: Extraction,
    others: Iterable[Neighbour] = (),
    among: Collection[str] = FACTS,
) -> list[FactChange]:
    """What applying an extraction would change, of these facts. Pinned ones never do."""
    return _differences(article, conclusions(article, extraction, others), among)


def apply(
    article: Article,
    extraction: Extraction,
    outlets: Outlets | None = None,
    *,
    others: Iterable[Neighbour] = (),
    among: Collection[str] = FACTS,
) -> list[FactChange]:
    """Set every fact that is not pinned and keep the machine's value of all; saves nothing.

    ``outlets`` finds the outlet that the extraction names; by default one that the archive lacks
    is created. ``others`` are neighbours beside the stored ones: the files of a dry run. Facts not
    ``among`` those named stay as they are, with the machine's values and findings of before.
    """
    concluded = conclusions(article, extraction, others)
    if set(among) < FACTS.keys():
        concluded = concluded.limited(article, among)
    else:
        article.snapshot = extraction.snapshot
    return _take(article, concluded, outlets or Outlets(), among)


def reconsider(article: Article) -> list[FactChange]:
    """Reason anew about a date that the capture leaves open; saves nothing."""
    return _take(article, reconsidered(article), Outlets(), ("published",))


def _differences(
    article: Article, concluded: Conclusions, among: Collection[str]
) -> list[FactChange]:
    rules = concluded.rules
    return [
        FactChange(fact, old, new, rules.get(fact, ""))
        for fact in among
        if fact not in article.pins
        and not same(fact, old := value_of(article, fact), new := concluded.values[fact])
    ]


def _take(
    article: Article, concluded: Conclusions, outlets: Outlets, among: Collection[str]
) -> list[FactChange]:
    made = _differences(article, concluded, among)
    article.findings = concluded.findings
    for change in made:
        set_value(article, change.fact, change.new, outlets)
    if made:
        # Whoever reviewed it has not seen this.
        article.reviewed_at, article.reviewed_by = None, ""
    article.extracted = concluded.values
    article.undecided = ALONE in concluded.values
    return made


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
