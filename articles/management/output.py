"""What commands write."""

from __future__ import annotations


def printable(text: str) -> str:
    """``text`` with escapes for bytes that are not text: the name of a file may hold some."""
    return text.encode("utf-8", "backslashreplace").decode()
