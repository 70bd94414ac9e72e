"""What the edit page shows beside each fact: where it stands in the source, and why."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.forms import BoundField
from django.utils.dateparse import parse_datetime

from articles.admin.forms import ArticleForm
from articles.facts import facts, wording
from articles.facts.facts import FACTS
from articles.facts.rules import named
from articles.models import Article

#: Lines of source on one page: a longer capture would make a page that no browser shows well.
LINES_SHOWN = 4000
#: Runs of lines linked to for one finding; the rest is told as a number.
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
class Evidence:
    """One finding: its rule and sentence, the lines or the place that show it."""

    rule: str
    why: str
    place: str
    spans: Sequence[Span]
    more: int

    @property
    def rule_name(self) -> str:
        return named(self.rule)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact on the edit page. ``field`` and ``unpin`` are None for who may only look.

    ``machine`` is what the rules read, where that differs; None where it does not.
    """

    name: str
    label: str
    words: str
    field: BoundField | None
    unpin: BoundField | None
    pinned_by: str
    pinned_at: Any
    machine: str | None
    evidence: Sequence[Evidence]

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None or bool(self.pinned_by)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the capture, the facts it gave, and which of them start their run here."""

    number: int
    text: str
    facts: Sequence[str]
    starts: Sequence[tuple[str, str]]

    @property
    def is_fact(self) -> bool:
        """True if it gave more than the story's text, which most lines do."""
        return any(fact != "body" for fact in self.facts)


def spans(lines: Iterable[int], blank: Container[int] = ()) -> list[Span]:
    """Line numbers as runs: 1, 2, 3, 7 are lines 1-3 and line 7. ``blank`` lines join runs."""
    runs: list[Span] = []
    for line in sorted(set(lines)):
        if runs and all(between in blank for between in range(runs[-1].last + 1, line)):
            runs[-1] = Span(runs[-1].first, line)
        else:
            runs.append(Span(line, line))
    return runs


def fact_rows(article: Article, form: ArticleForm | None) -> list[Fact]:
    """Every fact in the order of the form, with its evidence."""
    blank = {n for n, text in enumerate(article.capture.lines, start=1) if not text.strip()}
    evidence: dict[str, list[Evidence]] = {name: [] for name in FACTS}
    for finding in article.findings:
        evidence.setdefault(finding["field"], []).append(_evidence(finding, blank))
    order = [name for name in ArticleForm.base_fields if name in FACTS]
    return [_fact(article, name, form, evidence[name]) for name in order]


def _fact(
    article: Article, name: str, form: ArticleForm | None, evidence: Sequence[Evidence]
) -> Fact:
    pin = article.pins.get(name)
    value, machine = facts.value_of(article, name), article.extracted.get(name)
    differs = name in article.extracted and not facts.same(name, value, machine)
    return Fact(
        name=name,
        label=wording.label(name),
        words=wording.words(name, value),
        field=form[name] if form else None,
        unpin=form[f"unpin_{name}"] if form and f"unpin_{name}" in form.fields else None,
        pinned_by=pin.get("by", "") if pin else "",
        pinned_at=parse_datetime(pin.get("at", "")) if pin else None,
        machine=wording.brief(name, machine) if differs else None,
        evidence=evidence,
    )


def _evidence(finding: dict[str, Any], blank: Container[int]) -> Evidence:
    runs = spans(finding["lines"], blank)
    shown = runs[:SPANS_SHOWN]
    return Evidence(
        finding["rule"], finding["why"], finding["place"], shown, len(runs) - len(shown)
    )


def source_lines(article: Article) -> tuple[list[SourceLine], int]:
    """The numbered lines of the current capture, and how many more there are."""
    gave = _facts_by_line(article.findings)
    lines = article.capture.lines
    shown = list(islice(_marked(lines, gave), LINES_SHOWN))
    return shown, len(lines) - len(shown)


def _facts_by_line(findings: Sequence[dict[str, Any]]) -> dict[int, list[str]]:
    gave: dict[int, list[str]] = {}
    for finding in findings:
        fact = finding["field"]
        for line in finding["lines"]:
            here = gave.setdefault(line, [])
            if fact in FACTS and fact not in here:
                here.append(fact)
    return gave


def _marked(lines: Sequence[str], gave: dict[int, list[str]]) -> Iterator[SourceLine]:
    before: Sequence[str] = ()
    for number, text in enumerate(lines, start=1):
        here = gave.get(number, [])
        starts = [(fact, wording.label(fact)) for fact in here if fact not in before]
        yield SourceLine(number, text, here, starts)
        if text.strip():  # a blank line between two paragraphs does not end a run
            before = here
