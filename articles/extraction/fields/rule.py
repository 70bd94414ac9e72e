"""Rules: small functions that find one fact. They are tried in order, the surest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.extraction.findings import Context, Finding
from articles.extraction.page.layout import Layout

Rule = Callable[[Layout, Context], Finding | None]


def first_finding(rules: Sequence[Rule], layout: Layout, context: Context) -> Finding | None:
    """The finding of the first rule that has one; None if no rule has."""
    for rule in rules:
        finding = rule(layout, context)
        if finding is not None:
            return finding
    return None
