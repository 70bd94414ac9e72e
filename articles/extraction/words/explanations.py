"""Quotations and lists in the sentences that explain a finding."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(text: str, limit: int = 60) -> str:
    """``text`` in quotation marks for a sentence that explains, cut where it is long."""
    return f"“{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}”"


def listed(words: Sequence[object], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {joint} {texts[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 article``, ``12,345 articles``. ``plural``, where it is not the noun and an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
