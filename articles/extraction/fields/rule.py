"""The types of functions that read facts, and the order of their rules: most trustworthy first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from articles.extraction.findings import Context, Finding, FoundFact
from articles.extraction.page.layout import Layout

#: The first finding of each fact that was found before.
Found = Mapping[str, Finding]
#: A function that reads one fact. It may return a single finding, whose value is then the fact's;
#: None if the page does not have the fact.
Room = Callable[[Layout, Context, Found], Finding | FoundFact | None]
Rule = Callable[[Layout, Context], Finding | None]


def first_finding(rules: Sequence[Rule], layout: Layout, context: Context) -> Finding | None:
    """The finding of the first rule that finds anything; None if no rule does."""
    for rule in rules:
        finding = rule(layout, context)
        if finding is not None:
            return finding
    return None
