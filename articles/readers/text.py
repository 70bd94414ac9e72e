"""Decode plain text: find its encoding, and whether that is certain."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from articles.readers.base import Document, Text, Unreadable
from articles.readers.encodings import decode_legacy, decode_mixed, is_iso_2022_jp, repaired
from articles.readers.unsupported import refusal_of

#: The library that decides how texts are decoded that are not in Unicode.
DECODER = f"charset-normalizer {charset_normalizer.__version__}"

# UTF-32 before UTF-16: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EXPORT = "Export the article as plain text and ingest that file."
# Control characters that text files do not contain. A damaged transfer may add a few.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MOST_CONTROLS = 0.02  # the share of a text's bytes
_FEW_CONTROLS = 2  # in a short text
# In UTF-16 texts of Latin letters nearly every other byte is NUL: in a sample of so many bytes, at
# least this share of those at even or at odd places.
_SAMPLE = 4096
_NUL_SHARE = 0.4
# With so many valid multi-byte characters for each damaged place, a text counts as damaged UTF-8.
_VALID_PER_DAMAGED = 3
_DAMAGED = re.compile("\ufffd+")
_VISIBLE = re.compile(r"[^\s\ufeff\u200b]")
_ENDS_OF_LINES = re.compile("[\u2028\u2029\x85]")  # besides those of ASCII
# A text with fewer blank lines has no empty paragraphs.
_LINES_FOR_EACH_BLANK = 40


class PlainText(Document):
    """Plain text; also any file whose name and first bytes identify no other format."""

    name = "text"
    suffixes = (".txt",)
    reader = f"text 3 {DECODER}"

    def text(self, data: bytes) -> Text:
        read = read_text(data)
        text = repaired(_ENDS_OF_LINES.sub("\n", read.text))
        return Text(text, read.encoding, read.doubtful)


def read_text(data: bytes) -> Text:
    """Decode ``data`` by its byte order mark, as UTF-8, or in the likeliest encoding.

    Raises Unreadable for data without text: empty, blank, or binary.
    """
    if not data:
        raise Unreadable("The file is empty. Capture the article again.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(Text(_decode(data[len(mark) :], encoding), encoding, False))
    refusal = refusal_of(data)
    if refusal:
        raise Unreadable(refusal)
    if b"\x00" in data:
        unmarked = _utf16_without_mark(data)
        if unmarked is None:
            raise Unreadable(f"This is a binary file (it contains NUL bytes). {_EXPORT}")
        return _checked(Text(_decode(data, unmarked), unmarked, True))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(data)):
        raise Unreadable(f"This is a binary file (it is full of control characters). {_EXPORT}")
    if is_iso_2022_jp(data):
        return _checked(Text(_decode(data, "iso2022_jp"), "iso2022_jp", False))
    try:
        return _checked(Text(data.decode("utf-8"), "utf-8", False))
    except UnicodeDecodeError:
        mixed = decode_mixed(data)
        if mixed is not None:
            return _checked(Text(mixed, "utf-8", True))
        damaged = data.decode("utf-8", errors="replace")
        if _is_utf8_but_for_damage(damaged):
            return _checked(Text(damaged, "utf-8", True))
        text, encoding = decode_legacy(data)
        return _checked(Text(text, encoding, True))


def unified(text: str) -> str:
    """Return ``text`` with ``\\n`` newlines, the form in which lines are numbered."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normalised(text: str) -> str:
    """Return ``text`` with ``\\n`` newlines, no byte order mark and no trailing white space."""
    lines = unified(text.removeprefix("\ufeff")).split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file claims to be {encoding.upper()}, but byte {error.start} is not valid. "
            "It may be incomplete or damaged: copy it again, or save it as UTF-8."
        ) from error


def _checked(text: Text) -> Text:
    if "\x00" in text.text:
        raise Unreadable(f"This is a binary file (it contains NUL characters). {_EXPORT}")
    if not _VISIBLE.search(text.text):
        raise Unreadable("The file contains only blank space. Capture the article again.")
    return text


def _is_utf8_but_for_damage(replaced: str) -> bool:
    """True if far more non-ASCII characters could be decoded as UTF-8 than could not.

    In other encodings, non-ASCII bytes form valid UTF-8 sequences only by accident.
    """
    places = len(_DAMAGED.findall(replaced))
    beyond = sum(1 for character in replaced if character > "\x7f" and character != "\ufffd")
    return beyond >= _VALID_PER_DAMAGED * places


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the encoding if NULs are frequent at even or at odd places only; otherwise None."""
    sample = data[:_SAMPLE]
    if len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd >= _NUL_SHARE * half and even == 0:
        return "utf-16-le"
    if even >= _NUL_SHARE * half and odd == 0:
        return "utf-16-be"
    return None


def paragraphs_apart(text: str) -> str:
    """Return a text whose lines are paragraphs with a blank line between them.

    A text that has blank lines stays as it is: its own paragraphs may have several lines.
    """
    if text.count("\n\n") * _LINES_FOR_EACH_BLANK >= text.count("\n"):
        return text
    return text.replace("\n", "\n\n")
