"""Make texts printable for the output of commands."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return ``text`` with lone surrogates escaped; file names that are not UTF-8 contain them."""
    return text.encode("utf-8", "backslashreplace").decode()
