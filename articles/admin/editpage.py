"""The evidence that the edit page shows beside each fact, and the lines of the source."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.forms import BoundField
from django.utils.dateparse import parse_datetime

from articles.admin.forms import ORDER, ArticleForm
from articles.facts import evidence, wording
from articles.facts.evidence import Evidence
from articles.facts.rulenames import named
from articles.facts.values import same
from articles.facttable import Fact, Kind
from articles.models import Article

#: Most lines of the source on one page: more would make it too slow for browsers.
LINES_SHOWN = 4000
#: Most runs of lines linked for one finding; the rest is only counted.
SPANS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A run of 1-based source lines, both ends included."""

    first: int
    last: int

    @property
    def words(self) -> str:
        return (
            f"line {self.first}" if self.first == self.last else f"lines {self.first}–{self.last}"
        )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: its rule, the reason in a sentence, and the lines or the place that show it.

    ``more`` is the number of runs of lines beside those in ``spans``.
    """

    rule: str
    why: str
    place: str
    spans: Sequence[Span]
    more: int

    @property
    def rule_name(self) -> str:
        return named(self.rule)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact on the edit page, and ``words``, its value for people.

    ``field`` and ``unpin`` are form fields, None for users who may only view. ``machine`` is the
    value that rules found, None if it is the same.
    """

    name: str
    label: str
    words: str
    field: BoundField | None
    unpin: BoundField | None
    pinned_by: str
    pinned_at: Any
    machine: str | None
    evidence: Sequence[FindingRow]

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None or bool(self.pinned_by)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the capture with the facts found in it.

    ``starts`` has the name and heading of each fact whose run of lines starts with this one.
    """

    number: int
    text: str
    facts: Sequence[Fact]
    starts: Sequence[tuple[str, str]]

    @property
    def is_fact(self) -> bool:
        """True if it has a fact other than the story's text, to which most lines belong."""
        return any(fact.kind is not Kind.PARAGRAPHS for fact in self.facts)


def spans(lines: Iterable[int], blank: Container[int] = ()) -> list[Span]:
    """Group line numbers into runs: 1, 2, 3, 7 give 1-3 and 7. ``blank`` lines join runs."""
    runs: list[Span] = []
    for line in sorted(set(lines)):
        if runs and all(between in blank for between in range(runs[-1].last + 1, line)):
            runs[-1] = Span(runs[-1].first, line)
        else:
            runs.append(Span(line, line))
    return runs


def fact_rows(article: Article, form: ArticleForm | None) -> list[FactRow]:
    """Return every fact with its evidence, in the order of the form."""
    blank = {n for n, text in enumerate(article.capture.lines, start=1) if not text.strip()}
    rows = {each.fact: each for each in evidence.evidence_of(article)}
    return [_row(article, rows[fact], form, blank) for fact in ORDER]


def _row(
    article: Article, found: Evidence, form: ArticleForm | None, blank: Container[int]
) -> FactRow:
    name, pin, machine = found.fact.name, found.pin, article.extracted.get(found.fact.name)
    differs = name in article.extracted and not same(name, found.value, machine)
    return FactRow(
        name=name,
        label=found.fact.heading,
        words=wording.words(name, found.value),
        field=form[name] if form else None,
        unpin=form[f"unpin_{name}"] if form and f"unpin_{name}" in form.fields else None,
        pinned_by=pin.get("by", "") if pin else "",
        pinned_at=parse_datetime(pin.get("at", "")) if pin else None,
        machine=wording.brief(name, machine) if differs else None,
        evidence=[_finding_row(finding, blank) for finding in found.findings],
    )


def _finding_row(finding: dict[str, Any], blank: Container[int]) -> FindingRow:
    runs = spans(finding["lines"], blank)
    shown = runs[:SPANS_SHOWN]
    return FindingRow(
        finding["rule"], finding["why"], finding["place"], shown, len(runs) - len(shown)
    )


def source_lines(article: Article) -> tuple[list[SourceLine], int]:
    """Return the lines of the current capture that are shown, and how many more there are."""
    facts = evidence.facts_by_line(evidence.evidence_of(article))
    lines = article.capture.lines
    shown = list(islice(_marked(lines, facts), LINES_SHOWN))
    return shown, len(lines) - len(shown)


def _marked(lines: Sequence[str], facts: dict[int, list[Fact]]) -> Iterator[SourceLine]:
    before: Sequence[Fact] = ()
    for number, text in enumerate(lines, start=1):
        here = facts.get(number, [])
        starts = [(fact.name, fact.heading) for fact in here if fact not in before]
        yield SourceLine(number, text, here, starts)
        if text.strip():  # a blank line between two paragraphs does not end a run
            before = here
