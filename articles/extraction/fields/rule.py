"""How facts are read: each by a room of its own, which tries its rules in order, most trustworthy
first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from articles.extraction.findings import Context, Finding, FoundFact
from articles.extraction.page.layout import Layout

#: The first finding of each fact that was found before.
Found = Mapping[str, Finding]
#: Reads one fact. A finding whose value is the fact's is enough; None if there is nothing.
Room = Callable[[Layout, Context, Found], Finding | FoundFact | None]
Rule = Callable[[Layout, Context], Finding | None]


def first_finding(rules: Sequence[Rule], layout: Layout, context: Context) -> Finding | None:
    """What the first rule that finds anything found; None if none does."""
    for rule in rules:
        finding = rule(layout, context)
        if finding is not None:
            return finding
    return None
