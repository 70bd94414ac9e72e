"""BibTeX: references as Zotero, JabRef and this archive export them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from articles.readers.base import Container, Failure, Member, Opened, Unreadable, bounded
from articles.readers.heads import as_text
from articles.readers.tables.keys import CAPTURED, ID, keys_of
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.text import read_text

_HEAD = re.compile(
    r"(?:\s*(?:%|@comment|@string|@preamble)[^\n]*\n)*\s*@[A-Za-z]{3,20}\s*\{\s*[^\s,{}]*\s*,",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"^\s*%.*$", re.MULTILINE)
_PLAIN = re.compile(r"[^\\{}$~]*")
# Commands that the decoder does not know.
_COMMANDS = (
    (r"\textbraceleft{}", r"\{"), (r"\textbraceright{}", r"\}"),
    (r"\textbackslash{}", r"{\textbackslash}"),
)  # fmt: skip
_VERBATIM = ("url", "doi", "eprint", "file", "urldate")
_PAGES = ("online", "electronic", "www", "misc")
_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr", "acadian": "fr-CA",
    "canadien": "fr-CA", "spanish": "es", "italian": "it", "portuguese": "pt", "portuges": "pt",
    "brazilian": "pt-BR", "brazil": "pt-BR", "dutch": "nl", "danish": "da", "swedish": "sv",
    "norsk": "nb", "nynorsk": "nn", "norwegian": "no", "finnish": "fi", "icelandic": "is",
    "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "croatian": "hr",
    "serbian": "sr", "hungarian": "hu", "romanian": "ro", "bulgarian": "bg", "greek": "el",
    "russian": "ru", "ukrainian": "uk", "turkish": "tr", "catalan": "ca", "basque": "eu",
    "galician": "gl", "hebrew": "he", "arabic": "ar",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: How many times larger than one article a file of references may be.
_LARGER = 10


class BibtexReference(RecordDocument):
    """One entry, with the abbreviations (``@string``) that it uses before it."""

    name = "bibentry"
    reader = "bibentry 2 bibtexparser 2"

    def fields(self, data: bytes) -> Fields:
        entries = _library(read_text(data).text).entries
        if not entries:
            raise Unreadable("This is no entry in BibTeX.")
        entry = entries[0]
        plain = {key.lower(): str(each.value) for key, each in entry.fields_dict.items()}
        values: dict[str, Any] = {
            key: value if key in _VERBATIM else decoded(value)
            for key, value in plain.items()
            if value.strip()
        }
        if "author" in values:
            values["author"] = [_name(each) for each in _authors(plain["author"])]
        values["key"] = entry.key
        key_of = keys_of(key for key in values if key != "date")
        if date := _date(values):
            values["date"], key_of["published"] = date, "date"
        # BibLaTeX names the site of a page, and languages as LaTeX does.
        if "titleaddon" in values and entry.entry_type.lower() in _PAGES:
            key_of.setdefault("outlet", "titleaddon")
        if "langid" in values:
            values["langid"] = _LANGUAGES.get(str(values["langid"]).lower(), values["langid"])
            key_of.setdefault("language", "langid")
        if "urldate" in values:
            key_of[CAPTURED] = "urldate"
        return Fields(values, key_of | {ID: "key"})


class Bibtex(Container):
    """A file of references."""

    name = "bibtex"
    suffixes = (".bib", ".bibtex")

    def recognises(self, head: bytes) -> bool | None:
        return True if _HEAD.match(as_text(head)) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        library = _library(read_text(bounded(file.file, _LARGER * max_bytes)).text)
        records = RecordMembers(file, "Entry", BibtexReference())
        strings = {each.key.lower(): each.raw for each in library.strings}
        found = sorted([*library.entries, *library.failed_blocks], key=lambda each: each.start_line)
        if not found:
            raise Unreadable("The file has no reference: none begins like “@article{”.")
        for number, each in enumerate(found, start=1):
            if each in library.failed_blocks:
                yield file.failure(
                    number,
                    f"Entry {number}, line {each.start_line + 1}, is not complete, or its key was "
                    "there before.",
                )
                continue
            words = {word.lower() for word in re.findall(r"[\w-]+", each.raw)}
            used = [raw for key, raw in strings.items() if key in words]
            yield records.member(number, "\n".join([*used, each.raw]).encode("utf-8", "replace"))


def decoded(text: str) -> str:
    """Return a value without the commands and braces of LaTeX."""
    if _PLAIN.fullmatch(text):
        return text
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    for command, known in _COMMANDS:
        text = text.replace(command, known)
    library = Library([Entry("article", "x", [Field("value", text)])])
    entries = LatexDecodingMiddleware().transform(library).entries
    plain = str(entries[0].fields_dict["value"].value) if entries else text
    return plain if "\\{" in text or "\\}" in text else plain.replace("{", "").replace("}", "")


def _library(text: str) -> Any:
    # Imported only for these files. It logs each block that it cannot read; they are failures here.
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        # The receipt of this archive's exports is in lines that are comments only to people.
        return parse_string(_COMMENT.sub("", text))
    except Exception as error:  # it fails in many ways
        raise Unreadable("This is not BibTeX.") from error


def _authors(text: str) -> list[str]:
    """Split at each "and" that is in no braces."""
    found, depth = [""], 0
    for piece in re.split(r"([{}]|\s+and\s+)", text, flags=re.IGNORECASE):
        depth += (piece == "{") - (piece == "}")
        if not depth and piece.strip().lower() == "and":
            found.append("")
        else:
            found[-1] += piece
    return [each.strip() for each in found if each.strip()]


def _name(text: str) -> str:
    """Return a name in spoken order; in braces it is the name of an organisation."""
    if text.startswith("{") and text.endswith("}"):
        return decoded(text)
    parts = [part.strip() for part in decoded(text).split(",")]
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 else decoded(text)


def _date(values: dict[str, Any]) -> str:
    if "date" in values:
        return str(values["date"])
    year, month, day = (str(values.get(part, "")).strip() for part in ("year", "month", "day"))
    if not year.isdigit():
        return year
    number = int(month) if month.isdigit() else _index(month)
    parts = [int(year), number, int(day) if day.isdigit() else 0]
    known = parts[: parts.index(0)] if 0 in parts else parts
    return "-".join(f"{part:02d}" for part in known)


def _index(month: str) -> int:
    names = [number for number, name in enumerate(_MONTHS, start=1) if month[:3].lower() == name]
    return names[0] if names else 0
