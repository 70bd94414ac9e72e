"""Texts as cells of tables that people open in a spreadsheet program, and as single lines."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: At the beginning of a table it tells spreadsheets that the table is UTF-8.
BYTE_ORDER_MARK: Final = "\ufeff"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_DEFUSED = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")


def defused(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def one_line(text: str) -> str:
    """The text on one line, with single spaces and without control characters."""
    spaced = " ".join(text.split())
    if spaced.isprintable():
        return spaced
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))


def undefused(cell: str) -> str:
    """The text of a cell, without the apostrophe that ``defused`` puts before it."""
    return _DEFUSED.sub("", cell, count=1) if _DEFUSED.match(cell) else cell
