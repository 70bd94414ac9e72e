"""Cells of tables that people open in a spreadsheet program."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_DEFUSED = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")


def defused(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefused(cell: str) -> str:
    """The text of a cell, without the apostrophe that ``defused`` puts before it."""
    return _DEFUSED.sub("", cell, count=1) if _DEFUSED.match(cell) else cell
