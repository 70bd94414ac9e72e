"""Answers in the form of the records: without prose, and with placeholders for values that depend
on the day, the machine or the folder."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

WIDTH: Final = 110
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT: Final = {name: name if len(name) < 5 else f"{name[:3]}." for name in _MONTHS} | {
    "September": "Sept."
}
_TIME: Final = r"[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?"
#: The generation and the search in words, in receipts, in comments of files and in titles of feeds.
#: The search in words is recorded once, with the answers of the API.
_GENERATION: Final = re.compile(r'("generation": "|^% generation: )[^"\n]*', re.MULTILINE)
_UNDERSTOOD: Final = re.compile(
    r'("understood": "|^% understood: |<title>News archive: |"title": "News archive: )'
    r'(?:[^"<\\\n]|\\.)*',
    re.MULTILINE,
)
_RECORDED: Final = ("Location", "Content-Disposition", "Cache-Control", "Allow", "Vary")


def _written(day: dt.date) -> tuple[str, ...]:
    """A day in every form in which citations and receipts write it."""
    month = _MONTHS[day.month - 1]
    return (
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {_SHORT[month]} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"[{day.year}, {day.month}, {day.day}]",
    )


class Cleaner:
    """Replaces the values of this run: its folder, its day, its times and its generations."""

    def __init__(self, folder: str, begun: dt.date) -> None:
        # A run may begin before midnight and end after it.
        days = (begun, begun + dt.timedelta(days=1))
        written = "|".join(re.escape(each) for day in days for each in _written(day))
        self._folder = folder
        self._today = re.compile(rf"(?<!\d)(?:{written})(?P<time>{_TIME})?")

    def clean(self, text: str) -> str:
        text = text.replace(self._folder, "FOLDER")
        text = self._today.sub(lambda match: "NOW" if match["time"] else "TODAY", text)
        return _GENERATION.sub(r"\1GENERATION", text)

    def head(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Status, content type, and the headers that depend on the request."""
        headers = answer["headers"]
        recorded = {name: headers[name] for name in _RECORDED if name in headers}
        recorded |= {name: headers[name] for name in headers if name.startswith("Archive-")}
        recorded |= {name: "given" for name in ("ETag", "Last-Modified") if headers.get(name)}
        if "Archive-Generation" in recorded:
            recorded["Archive-Generation"] = "GENERATION"
        status = {"answer": f"{answer['status']} {headers.get('Content-Type', '')}".rstrip()}
        return status | {name: self.clean(value) for name, value in recorded.items()}

    def body(self, answer: dict[str, Any], *, understood: bool = False) -> Any:
        """JSON as a value, any other text as its lines. With ``understood``, the search in words
        is not replaced."""
        text = self.clean(answer["body"])
        if not understood:
            text = _UNDERSTOOD.sub(r"\1UNDERSTOOD", text)
        if text.startswith("<?xml"):
            text = text.replace("><", ">\n<")
        try:
            return json.loads(text)
        except ValueError:
            return text.split("\n") if "\n" in text else text


class Page(HTMLParser):
    """The content of an HTML page without its prose."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title = ""
        #: Addresses and texts of the links in the main part of the page.
        self.links: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.metas: list[str] = []
        self.data: list[Any] = []
        #: Names and values of the fields of forms.
        self.fields: list[tuple[str, str]] = []
        self.ticked: list[str] = []
        self.cells: list[str] = []
        #: The references of a list, each a paragraph.
        self.references: list[str] = []
        #: Metadata of hits for programs that take citations from pages.
        self.coins: list[str] = []
        self._in_main = False
        self._open: list[str] = []
        self._texts: dict[str, str] = {}
        self._href = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta" and re.match(r"(citation_|DC\.|dc\.|og:|robots)", _name(attributes)):
            self.metas.append(f"{_name(attributes)}: {attributes.get('content', '')}")
        elif tag == "input":
            if attributes.get("type") == "checkbox":
                if "checked" in attributes:
                    self.ticked.append(attributes.get("value", ""))
            elif attributes.get("name"):
                self.fields.append((attributes["name"], attributes.get("value", "")))
        elif tag == "main":
            self._in_main = True
        elif tag == "link" and attributes.get("rel") in ("alternate", "canonical"):
            self.links.append((attributes.get("href", ""), ""))
        elif tag == "span" and attributes.get("class") == "Z3988":
            self.coins.append(attributes.get("title", ""))
        elif (
            tag in ("a", "mark", "td", "script")
            # Only the first title, since drawings have titles too; and only paragraphs without
            # other attributes, which are the references.
            or (tag == "title" and not self.title)
            or (tag == "p" and attributes == {"dir": "auto"})
        ):
            self._open.append(tag)
            self._texts[tag] = ""
            if tag == "a":
                self._href = attributes.get("href", "")
            if tag == "script" and attributes.get("type") != "application/ld+json":
                self._texts[tag] = "null"

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self._texts[tag] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        if tag not in self._open:
            return
        self._open.remove(tag)
        text = " ".join(self._texts[tag].split())
        match tag:
            case "title":
                self.title = text
            case "a" if self._in_main:
                self.links.append((self._href, text))
            case "mark":
                self.marks.append(text)
            case "td":
                self.cells.append(text)
            case "p":
                self.references.append(text)
            case "script" if text != "null":
                self.data.append(json.loads(text))


def _name(attributes: dict[str, str]) -> str:
    return attributes.get("name") or attributes.get("property") or ""


def dump(value: Any) -> str:
    """JSON with sorted keys, in which a value that fits into a line stands on one line."""
    return "".join(_dumped(value, "")) + "\n"


def _dumped(value: Any, indent: str) -> Iterator[str]:
    line = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if not isinstance(value, dict | list) or not value or len(indent) + len(line) <= WIDTH:
        yield line
        return
    inner = f"{indent} "
    keys = sorted(value) if isinstance(value, dict) else range(len(value))
    before = ("{" if isinstance(value, dict) else "[") + f"\n{inner}"
    for key in keys:
        yield before
        if isinstance(value, dict):
            yield f"{json.dumps(key, ensure_ascii=False)}: "
        yield from _dumped(value[key], inner)
        before = f",\n{inner}"
    yield f"\n{indent}" + ("}" if isinstance(value, dict) else "]")


def differences(before: Any, now: Any, place: str = "") -> Iterator[str]:
    """The differences between two recordings, each with its place and both values."""
    if type(before) is type(now) is dict:
        for key in sorted(before.keys() | now.keys()):
            here = f"{place} > {key}" if place else str(key)
            if key not in now:
                yield f"{here}\n    recorded: {_shown(before[key])}\n    now:      nothing"
            elif key not in before:
                yield f"{here}\n    recorded: nothing\n    now:      {_shown(now[key])}"
            else:
                yield from differences(before[key], now[key], here)
    elif type(before) is type(now) is list and len(before) == len(now):
        for number, (old, new) in enumerate(zip(before, now, strict=True)):
            yield from differences(old, new, f"{place} > {number}")
    elif before != now:
        if type(before) is type(now) is list:
            at = next(
                (n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), None
            )
            at = min(len(before), len(now)) if at is None else at
            place += f" ({len(before)} recorded, {len(now)} now; they part at {at})"
            before, now = before[at : at + 3], now[at : at + 3]
        elif isinstance(before, str) and isinstance(now, str) and len(before) + len(now) > 200:
            at = next((n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), 0)
            place += f" (they part at character {at})"
            before, now = before[max(0, at - 40) : at + 100], now[max(0, at - 40) : at + 100]
        yield f"{place}\n    recorded: {_shown(before)}\n    now:      {_shown(now)}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 300 else f"{text[:299]}…"
