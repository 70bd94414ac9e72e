"""Rules: small functions that read one field, tried in order, most trustworthy first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.extraction.findings import Context, Finding
from articles.extraction.page.layout import Layout

Rule = Callable[[Layout, Context], Finding | None]


def first_finding(rules: Sequence[Rule], layout: Layout, context: Context) -> Finding | None:
    """What the first rule that finds anything found; None if none does."""
    for rule in rules:
        finding = rule(layout, context)
        if finding is not None:
            return finding
    return None
