"""The evidence for each fact."""

from __future__ import annotations

from typing import Any

from articles.facts.evidence import Evidence, evidence_of, facts_by_line
from articles.models import Article


def finding(field: str, *lines: int, why: str = "", **more: str) -> dict[str, Any]:
    return {
        "field": field,
        "value": None,
        "lines": list(lines),
        "place": more.get("place", ""),
        "rule": more.get("rule", f"{field}.rule"),
        "why": why,
    }


def evidence(article: Article, name: str) -> Evidence:
    return next(each for each in evidence_of(article) if each.fact.name == name)


def test_findings_are_grouped_by_fact() -> None:
    article = Article(
        captions=["One", "Two"],
        findings=[
            finding("captions", 9, why="a credit"),
            finding("other", 1),
            finding("captions", 4, 5, why="a credit"),
        ],
    )
    captions = evidence(article, "captions")
    assert (captions.summary, captions.why, captions.lines) == ("One; Two", ["a credit"], [4, 5, 9])
    assert facts_by_line(evidence_of(article)) == {n: [captions.fact] for n in (4, 5, 9)}


def test_the_reason_for_a_date_is_the_one_stored_with_it() -> None:
    decided = finding("published", place="article abc", rule="published.neighbours", why="Old.")
    article = Article(
        published_why="New.", published_candidates=["2019", "2020"], findings=[decided]
    )
    published = evidence(article, "published")
    assert (published.summary, published.why) == ("", ["New."])
    assert (published.candidates, published.neighbour) == (["2019", "2020"], "abc")


def test_a_persons_value_is_shown_beside_the_findings() -> None:
    article = Article(headline="Mine", pins={"headline": {"by": "ana", "at": "2020-03-04"}})
    headline = evidence(article, "headline")
    assert headline.pin and headline.pin["by"] == "ana"
    assert (headline.summary, headline.findings) == ("Mine", [])
