"""Where each fact of an article comes from: a person, or rules and the lines they used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.facts import neighbours, wording
from articles.facts.values import value_of
from articles.facttable import FACTS, Fact, Kind
from articles.models import Article


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for one fact of an article.

    ``pin`` says who set the fact and when (``by`` and ``at``); None if nobody did. ``findings``
    are those of the rules as stored, whether or not somebody has set the fact since.
    """

    fact: Fact
    value: Any
    pin: dict[str, Any] | None
    findings: Sequence[dict[str, Any]]

    @property
    def summary(self) -> str:
        """The value in one line; "" if there is none."""
        return wording.summary(self.fact.name, self.value)

    @property
    def why(self) -> list[str]:
        """The reasons, each once."""
        reasons = [each["why"] for each in self.findings]
        if self.fact.kind is Kind.PUBLISHED and self.value["why"]:
            reasons = [self.value["why"]]
        return list(dict.fromkeys(filter(None, reasons)))

    @property
    def candidates(self) -> list[str]:
        """The dates between which the rules could not decide."""
        is_date = self.fact.kind is Kind.PUBLISHED
        return list(self.value["candidates"]) if is_date else []

    @property
    def lines(self) -> list[int]:
        """The 1-based lines of the capture that show the fact."""
        return sorted({number for each in self.findings for number in each["lines"]})

    @property
    def neighbour(self) -> str:
        """The public id of the related article that decided the date; "" if none did."""
        decided = (each["place"] for each in self.findings if each["rule"] == neighbours.RULE)
        return next(decided, "").removeprefix(neighbours.PLACE)


def evidence_of(article: Article) -> list[Evidence]:
    """Return the evidence for every fact, in the order in which pages show them."""
    findings: dict[str, list[dict[str, Any]]] = {name: [] for name in FACTS}
    for finding in article.findings:
        if finding["field"] in findings:  # inputs may state values that are no facts
            findings[finding["field"]].append(finding)
    return [
        Evidence(fact, value_of(article, name), article.pins.get(name), findings[name])
        for name, fact in FACTS.items()
    ]


def facts_by_line(evidence: Iterable[Evidence]) -> dict[int, list[Fact]]:
    """Return the facts found in each line of the capture, by 1-based line number."""
    facts: dict[int, list[Fact]] = {}
    for each in evidence:
        for number in each.lines:
            facts.setdefault(number, []).append(each.fact)
    return facts
