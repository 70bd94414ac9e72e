"""What commands and logs print cannot control the terminal or forge lines.

File names, record ids and texts come from outside. Control characters in them could move the
cursor, overwrite lines or change the title of a window, and characters that turn the direction of
text could show a name as another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
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


class FileName(str):
    """The name of a file or a folder on the command line, as it was typed. Bytes that are not UTF-8
    are lone surrogates in it."""

    __slots__ = ()


class PrintableParser(base.CommandParser):
    """The parser of a command's arguments: a shell puts names of files in the place of ``*``.

    It refuses texts that no database takes. The names of files and folders, of the types ``Path``
    and ``FileName``, may be in any encoding.
    """

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        found = super().parse_args(args, namespace)
        for text in _texts(list(vars(found).values())):
            is_name = isinstance(text, os.PathLike | FileName)
            if "\0" in str(text) or not (is_name or is_unicode(str(text))):
                what = "a NUL character" if "\0" in str(text) else "bytes that are not UTF-8"
                self.error(f"“{text}” has {what}. Type it again without them.")
        return found

    def error(self, message: str) -> Any:
        return super().error(printable(message))


def _texts(values: Any) -> Iterator[str | os.PathLike[str]]:
    """All texts and names among the values of arguments, which may be lists and mappings."""
    if isinstance(values, str | os.PathLike):
        yield values
    elif isinstance(values, dict):
        yield from _texts([*values.keys(), *values.values()])
    elif isinstance(values, list | tuple | set):
        for each in values:
            yield from _texts(each)


def is_unicode(text: str) -> bool:
    """False for a text with lone surrogates, in whose place it had bytes that are not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def install() -> None:
    """Use both in all commands. Those of libraries print outside text too, such as the names that
    somebody tried to log in with, and Django has no setting for the classes."""
    base.OutputWrapper = PrintableOutput  # type: ignore[misc]  # mypy: a class is no variable
    base.CommandParser = PrintableParser  # type: ignore[misc]  # mypy: a class is no variable
