"""What commands and logs print cannot control the terminal or forge lines.

File names, record ids and texts come from outside. Control characters in them could move the
cursor, overwrite lines or change the title of a window, and characters that turn the direction of
text could show a name as another.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.core.management import base

#: C0 but for the tab, DEL, C1, separators of lines and paragraphs, overrides, embeddings and
#: isolates of direction, and lone surrogates, which file names that are not UTF-8 contain.
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_IN_LINE: Final = re.compile(f"[\n{_CONTROLS}]")
#: Lines may end with CR LF, as those of tables do.
_IN_TEXT: Final = re.compile(f"\r(?!\n)|(?!\r)[{_CONTROLS}]")
#: The colours that Django's own commands write to a terminal.
_COLOUR: Final = re.compile(r"(\x1b\[(?:[01]|[34][0-7])?(?:;(?:1|[34][0-7]))*m)")


def printable(text: str) -> str:
    """The text as one line, with control characters as in JSON: an ESC is ``\\u001b``."""
    # The first test is the faster one, and true of nearly all texts.
    return text if text.isprintable() else _IN_LINE.sub(_escaped, text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return _IN_TEXT.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


class PrintableOutput(base.OutputWrapper):
    """The standard output or error of a command."""

    # Its signature differs from that of TextIOBase, as that of the class overridden does.
    def write(self, msg: str = "", *args: Any, **options: Any) -> None:  # type: ignore[override]
        if self.isatty():
            parts = _COLOUR.split(msg)
            parts[::2] = map(printable_lines, parts[::2])
            msg = "".join(parts)
        else:
            msg = printable_lines(msg)
        super().write(msg, *args, **options)


class PrintableParser(base.CommandParser):
    """The parser of a command's arguments: a shell puts names of files in the place of ``*``."""

    def error(self, message: str) -> Any:
        return super().error(printable(message))


def install() -> None:
    """Use both in all commands. Those of libraries print outside text too, such as the names that
    somebody tried to log in with, and Django has no setting for the classes."""
    base.OutputWrapper = PrintableOutput  # type: ignore[misc]  # mypy: a class is no variable
    base.CommandParser = PrintableParser  # type: ignore[misc]  # mypy: a class is no variable
