"""Rules: small functions that read one field, tried in order, most trustworthy first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.extraction.findings import Context, Finding
from articles.extraction.layout import Layout

Rule = Callable[[Layout, Context], Finding | None]


def first_finding(rules: Sequence[Rule], layout: Layout, context: Context) -> Finding | None:
    """What the first rule that finds anything found; None if none does."""
    for rule in rules:
        finding = rule(layout, context)
        if finding is not None:
            return finding
    return None


def quoted(text: str, limit: int = 60) -> str:
    """``text`` in quotation marks for a sentence that explains, cut where it is long."""
    return f"“{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}”"


def listed(words: Sequence[object], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {joint} {texts[-1]}"
