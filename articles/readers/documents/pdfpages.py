"""The lines of a PDF in reading order, where they stand, and which are running heads."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from articles.readers.base import Unreadable

#: Pages of a document that holds articles.
MOST_PAGES = 2_000
# Letters of a page below which it is a picture, whatever stamp stands on it.
_FEW_LETTERS = 20
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xa0": " "})
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_EDGE = 0.1  # the share of a page's height, above and below, in which heads and feet stand
_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|p\.)?\s*[-–—]?\s*\d{1,4}\s*"
    r"(?:[-–—]|(?:/|of|von|de|di|sur)\s*\d{1,4})?",
    re.IGNORECASE,
)
# What browsers print above and below a page.
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?(?:\s.*)?", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?P<url>(?:https?|file)://\S+)(?:\s+(?:page )?\d{1,4}(?:/| of )\d{1,4})?", re.IGNORECASE
)
_SAME_PLACE = 3  # points
_NEW_PARAGRAPH = 1.3  # distances of lines
_INDENT = 0.6  # of the size of the type

# What pypdf raises at damaged places.
_FAULTS = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError),
    *(NotImplementedError, AssertionError, ArithmeticError),
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # It warns of each fault that it mends.


class NoText(Unreadable):
    """The pages are pictures, of which no program has recognised the text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed: its left end and base line in points from the lower left corner.

    ``blanks`` counts the blanks before its first letter, from the left end on.
    """

    text: str
    x: float
    y: float
    size: float
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its running heads; its size is in points."""

    lines: tuple[Line, ...]
    height: float
    width: float = 0


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a document; ``address`` is the one that a browser printed below them."""

    pages: tuple[Page, ...]
    title: str = ""
    creator: str = ""
    created: str = ""
    address: str = ""


@lru_cache(maxsize=1)  # the text and what is stated are read one after the other
def pages_of(data: bytes) -> Pages:
    """Return the pages of a PDF. Raises Unreadable."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("The PDF has a password. Save it without one.")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"The PDF has more than {MOST_PAGES:,} pages. Split it by article.")
        raw = [
            Page(tuple(_lines(page)), float(page.mediabox.height), float(page.mediabox.width))
            for page in reader.pages
        ]
        values = {str(k): str(v) for k, v in (reader.metadata or {}).items()}
    except Unreadable:
        raise
    except DependencyError as error:
        raise Unreadable("The PDF is encrypted. Save it without encryption.") from error
    except RecursionError as error:
        raise Unreadable("The PDF is nested too deeply. Print it to a new PDF.") from error
    except _FAULTS as error:
        raise Unreadable(
            f"The PDF is damaged or incomplete ({type(error).__name__}). Print it to a new PDF, "
            "or copy it again."
        ) from error
    letters = sum(sum(map(str.isalnum, line.text)) for page in raw for line in page.lines)
    if letters < _FEW_LETTERS * max(1, len(raw)):
        raise NoText(
            "The PDF has no text: its pages are pictures. Recognise the text first "
            "(ocrmypdf scan.pdf text.pdf) and ingest that file."
        )
    heads = _running(raw)
    address = next((found["url"] for line in heads if (found := _ADDRESS.fullmatch(line.text))), "")
    return Pages(
        tuple(replace(page, lines=tuple(x for x in page.lines if x not in heads)) for page in raw),
        title=values.get("/Title", ""),
        creator=f"{values.get('/Creator', '')} {values.get('/Producer', '')}",
        created=values.get("/CreationDate", ""),
        address=address if address.lower().startswith("http") else "",
    )


def _lines(page: PageObject) -> Iterator[Line]:
    """Yield the lines in the order in which the page draws them: that of its columns."""
    found: list[Line] = []
    text, place = "", (0.0, 0.0, 0.0)

    def end() -> None:
        nonlocal text
        shown = " ".join(_UNSEEN.sub("", text.translate(_LIGATURES)).split())
        if shown:
            found.append(Line(shown, *place, len(text) - len(text.lstrip())))
        text = ""

    def visit(piece: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        nonlocal text, place
        for number, part in enumerate(piece.split("\n")):
            if number:
                end()
            if part.strip() and not text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                place = (round(x, 1), round(y, 1), round(abs(size * tm[3] * cm[3]), 1))
            text += part

    page.extract_text(visitor_text=visit)
    end()
    return iter(found)


def _running(pages: Sequence[Page]) -> frozenset[Line]:
    """Return the running heads and feet, the numbers of pages, and what browsers print there."""
    edges = [
        (number, line)
        for number, page in enumerate(pages)
        for line in page.lines
        if line.y > (1 - _EDGE) * page.height or line.y < _EDGE * page.height
    ]
    places = Counter(key for key in {(_alike(line), number) for number, line in edges})
    often = Counter(alike for alike, _ in places)
    return frozenset(
        line
        for _, line in edges
        if _NUMBER.fullmatch(line.text)
        or _PRINTED.fullmatch(line.text)
        or _ADDRESS.fullmatch(line.text)
        or (often[_alike(line)] > 1 and often[_alike(line)] * 2 >= len(pages))
    )


def _alike(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.y / _SAME_PLACE)


def text_of(pages: Pages) -> tuple[str, tuple[int, ...]]:
    """Return the text, with a blank line between paragraphs, and each page's first line number."""
    lines: list[str] = []
    firsts: list[int] = []
    before: Line | None = None
    for page in pages.pages:
        distance = _distance(page)
        firsts.append(len(lines) + 1)
        for number, line in enumerate(page.lines):
            if before is not None and _begins_paragraph(before, line, distance, number == 0):
                lines.append("")
                if number == 0:
                    firsts[-1] += 1
            lines.append(line.text)
            before = line
    return "\n".join(lines), tuple(firsts)


def _begins_paragraph(before: Line, line: Line, distance: float, on_new_page: bool) -> bool:
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return True
    down = before.y - line.y
    if on_new_page or down < 0:  # the next page or column
        return before.text[-1] in '.!?”"»’'
    is_indented = line.x - before.x > _INDENT * line.size and down > 0
    return is_indented or down > _NEW_PARAGRAPH * distance * line.size


def _distance(page: Page) -> float:
    """Return the usual distance of two lines of a paragraph, in sizes of their type."""
    steps = [
        (above.y - below.y) / below.size
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if below.size > 0 and 0 < above.y - below.y < 2.2 * below.size and above.size == below.size
    ]
    # Half of the lines or more are within paragraphs, which are set closer than these.
    return median(sorted(steps)[: len(steps) // 2 + 1]) if steps else 1.2
