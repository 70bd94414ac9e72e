"""Where each fact of an article comes from: a person, or rules with the lines they read."""

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

    ``pin`` is a person's, None where nobody has set the fact: ``by`` and ``at``. ``findings`` are
    the machine's, as they are stored, whether or not somebody has set the fact since.
    """

    fact: Fact
    value: Any
    pin: dict[str, Any] | None
    findings: Sequence[dict[str, Any]]

    @property
    def summary(self) -> str:
        """The value in a line; "" if there is none."""
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
        """The dates that reasoning could not decide between."""
        is_date = self.fact.kind is Kind.PUBLISHED
        return list(self.value["candidates"]) if is_date else []

    @property
    def lines(self) -> list[int]:
        """The 1-based lines of the capture that show it."""
        return sorted({number for each in self.findings for number in each["lines"]})

    @property
    def neighbour(self) -> str:
        """The public id of the article that decided a date; "" if none did."""
        decided = (each["place"] for each in self.findings if each["rule"] == neighbours.RULE)
        return next(decided, "").removeprefix(neighbours.PLACE)


def evidence_of(article: Article) -> list[Evidence]:
    """The evidence for every fact, in the order in which pages show them."""
    findings: dict[str, list[dict[str, Any]]] = {name: [] for name in FACTS}
    for finding in article.findings:
        if finding["field"] in findings:  # an input may state more than facts
            findings[finding["field"]].append(finding)
    return [
        Evidence(fact, value_of(article, name), article.pins.get(name), findings[name])
        for name, fact in FACTS.items()
    ]


def facts_by_line(evidence: Iterable[Evidence]) -> dict[int, list[Fact]]:
    """The facts that each line of the capture gave."""
    gave: dict[int, list[Fact]] = {}
    for each in evidence:
        for number in each.lines:
            gave.setdefault(number, []).append(each.fact)
    return gave
