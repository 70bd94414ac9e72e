"""The results of extraction: values, the lines that show them, and the rules that found them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from articles.extraction.furniture import Learnt
from articles.facttable import FACTS, Kind
from articles.partialdate import PartialDate

_FIRST_YEAR = 1995  # No earlier time of a file is that of a captured page.

Basis = Literal["stated", "inferred", "edited", "unknown"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a value was found: 1-based line numbers of the capture, or a named place in it.

    ``place`` names a place that is not a line: a key of a JSON record, an element of a web page.
    """

    lines: tuple[int, ...] = ()
    place: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"lines": list(self.lines), "place": self.place}


@dataclass(frozen=True, slots=True)
class Finding:
    """One value of one fact, where it was found, and the rule that found it.

    ``field`` is the name of the fact, or ``other`` for a stated value that belongs to no fact;
    ``rule`` is the name of the rule (``outlet.slogan``); ``why`` is a sentence for people.
    """

    field: str
    value: Any
    locator: Locator
    rule: str
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        value = str(self.value) if isinstance(self.value, PartialDate) else self.value
        if isinstance(value, tuple):
            value = list(value)
        if self.field == "body":
            value = None  # the article has it; its lines are the evidence
        return {
            "field": self.field,
            "value": value,
            **self.locator.as_json(),
            "rule": self.rule,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, according to the capture.

    ``date`` is None if it is unknown; ``candidates`` are the dates between which the rules could
    not decide, oldest first; ``why`` gives the reasons in a sentence that readers can check.
    """

    date: PartialDate | None = None
    basis: Basis = "unknown"
    why: str = ""
    candidates: tuple[PartialDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a capture besides its text.

    ``captured_at`` is when the page was captured, None if nothing says so. ``seen_at`` is a time at
    which the bytes existed, such as that of their file. A date of publication is never later than
    either. ``learnt`` are the learnt lines of all outlets. Those of the page's outlet count as
    furniture; ``outlet`` is its name if a person or the input states it, otherwise rules find it.
    """

    captured_at: dt.datetime | None = None
    learnt: Learnt = field(default_factory=Learnt)
    outlet: str = ""
    seen_at: dt.datetime | None = None

    @property
    def not_after(self) -> dt.datetime | None:
        """The latest time at which the page can have been published; None if it is unknown.

        Packing programs give files the years 1970 and 1980, which say nothing.
        """
        if self.captured_at is not None:
            return self.captured_at
        return self.seen_at if self.seen_at and self.seen_at.year >= _FIRST_YEAR else None


@dataclass(frozen=True, slots=True)
class FoundFact:
    """The value of one fact, and the findings that show it."""

    value: Any
    findings: tuple[Finding, ...] = ()


_EMPTY: Final[dict[Kind, Any]] = {
    Kind.NAMES: (),
    Kind.TEXTS: (),
    Kind.PARAGRAPHS: (),
    Kind.OUTLET: None,
    Kind.PUBLISHED: Published(),
}
#: The value of each fact where it was not found; "" for every kind of text.
NOTHING: Final[dict[str, Any]] = {name: _EMPTY.get(fact.kind, "") for name, fact in FACTS.items()}


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one capture.

    ``values`` are the facts found, by name. Each fact can be read as an attribute too
    (``extraction.headline``): "", () or None where it was not found, never a guess.
    ``snapshot`` is the number of the snapshot of learnt lines that was used. ``learnable`` are the
    normalised lines that may be learnt from this capture, whichever snapshot was used; each is
    mapped to whether it is in the story.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    snapshot: int = 0
    learnable: Mapping[str, bool] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name not in NOTHING:
            raise AttributeError(f"An extraction has no fact “{name}”.")
        return self.values.get(name, NOTHING[name])

    def of(self, name: str) -> Sequence[Finding]:
        """The findings of one fact."""
        return [finding for finding in self.findings if finding.field == name]

    def lines_of(self, *names: str) -> frozenset[int]:
        """The numbers of the lines of the capture that show these facts."""
        return frozenset(
            number
            for finding in self.findings
            if finding.field in names
            for number in finding.locator.lines
        )


def findings_as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [finding.as_json() for finding in findings]
