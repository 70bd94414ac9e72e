"""What the rules conclude about an article: the values of its facts, and the findings for them.

Neighbours may decide a date that a capture leaves open. What the capture alone says about it is
stored too, so that the date can be decided again when a neighbour changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from articles.extraction.findings import Extraction, findings_as_json
from articles.facts import neighbours
from articles.facts.neighbours import Neighbour, decided
from articles.facts.values import extracted_values
from articles.models import Article

#: The key in ``Article.extracted`` for the conclusions about an undecided date from the capture
#: alone: the value of ``published``, and the findings for it.
ALONE = "published_alone"
_BY_FILE = "published.file-time"


@dataclass(frozen=True, slots=True)
class Conclusions:
    """``values`` by fact, with the key ALONE if the date was left open; ``findings`` as JSON."""

    values: dict[str, Any]
    findings: list[dict[str, Any]]

    @property
    def rules(self) -> dict[str, str]:
        """The most trustworthy rule of each fact, which comes first among its findings."""
        return {finding["field"]: finding["rule"] for finding in reversed(self.findings)}

    def limited_to(self, facts: Collection[str], article: Article) -> Conclusions:
        """Return these conclusions for ``facts``, and the article's stored ones for all others."""
        names = {*facts, ALONE} if "published" in facts else set(facts)
        stored = {name: value for name, value in article.extracted.items() if name not in names}
        new = {name: value for name, value in self.values.items() if name in names}
        return Conclusions(
            stored | new,
            [
                *(each for each in article.findings if each["field"] not in names),
                *(each for each in self.findings if each["field"] in names),
            ],
        )


def conclusions(
    article: Article, extraction: Extraction, others: Iterable[Neighbour] = ()
) -> Conclusions:
    """Return the conclusions from an extraction, in view of the article's neighbours.

    ``others`` are further neighbours besides the stored ones.
    """
    values = extracted_values(extraction)
    findings = findings_as_json(extraction.findings)
    alone = values["published"]
    own = [dict(each) for each in findings if each["field"] == "published"]
    # The day that a file's time would give is a question for a person: no neighbour confirms it.
    is_guess = any(each["rule"] == _BY_FILE for each in own)
    if alone["candidates"] and not alone["date"] and not is_guess:
        values[ALONE] = {"value": alone, "findings": own}
        _settle(article.public_id, values, findings, alone, others)
    return Conclusions(values, findings)


def reconsidered(article: Article) -> Conclusions:
    """Return the stored conclusions with the open date decided again in view of the neighbours."""
    alone = article.extracted[ALONE]
    values = dict(article.extracted)
    findings = [each for each in article.findings if each["field"] != "published"]
    findings += map(dict, alone["findings"])
    _settle(article.public_id, values, findings, alone["value"], ())
    return Conclusions(values, findings)


def _settle(
    public_id: str,
    values: dict[str, Any],
    findings: list[dict[str, Any]],
    alone: dict[str, Any],
    others: Iterable[Neighbour],
) -> None:
    """Set the date in ``values``. If a neighbour decides it, rewrite its findings too, in place."""
    value, neighbour = decided(alone, values["body"], public_id, others)
    values["published"] = value
    for finding in findings if neighbour else ():
        if finding["field"] == "published":
            finding |= {
                "value": value["date"],
                "place": neighbours.PLACE + neighbour,
                "rule": neighbours.RULE,
                "why": value["why"],
            }
