"""Web pages: their encoding, their visible text, and the values that their markup states."""

from __future__ import annotations

import codecs
import html
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile, islice
from typing import Any

from lxml import etree

from articles.extraction.findings import Finding, Locator
from articles.extraction.page.kinds import BYLINE, DATE, kind_of
from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.authornames import author_names
from articles.readers.base import Document, Text
from articles.readers.encodings import decode_legacy
from articles.readers.heads import as_text, root_of
from articles.readers.text import DECODER, paragraphs_apart, read_text
from articles.readers.webpages.markupdates import captured_in, published_in
from articles.readers.webpages.savedpages import saved_from
from articles.readers.webpages.titleparts import other_parts
from articles.readers.webpages.visibletext import visible_text

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes searched for the declared encoding; browsers search 1024
# Browsers read a declared encoding as the larger one that it is part of.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Western pages declare these, and so do pages in other alphabets whose templates were not changed.
_WESTERN = ("cp1252", "iso8859-15")
_OTHER_ALPHABETS = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256")
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
# A page begins so; any other text may be about a page.
_ROOTS = ("<!doctype html", "<html", "<head>", "<body")
_ANY_MARKUP = re.compile(r"</?[a-zA-Z][\w:-]*(?=[\s/>])|<!--|&(?:[a-zA-Z]{2,8}|#\d+);")
_WORD = re.compile(r"\w+")
_SUBHEAD = re.compile(r"<h([2-6])\b[^<>]*>(.{1,500}?)</h\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_MOST_HEADINGS = 2  # between two paragraphs
_MOST_WORDS = 5  # of an outlet, or a place, before a date
_LONGEST_SOUGHT = 200  # characters: A longer value, a paragraph, must equal a whole line.


class WebPage(Document):
    """A page as saved by a browser or fetched by a program."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".aspx", ".php")
    reader = (
        f"html 2 lxml {etree.__version__} "
        f"libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))} {DECODER}"
    )

    def recognises(self, head: bytes) -> bool | None:
        if is_whole_page(head):
            return True
        return None if not as_text(head) or _ANY_MARKUP.search(as_text(head)) else False

    def text(self, data: bytes) -> Text:
        page = read_page(data)
        return Text(visible_text(page.text), page.encoding, page.doubtful)

    def text_of_export(self, data: bytes, text: Text) -> str:
        return paragraphs_apart(visible_text(read_page(data).text, with_blanks=True))

    def stated(self, data: bytes, text: Text) -> tuple[Finding, ...]:
        markup = data.decode(text.encoding, errors="replace").removeprefix("\ufeff")
        return stated_values(markup, text.text)


def is_whole_page(head: bytes) -> bool:
    """True if a file with these first bytes is a page, and no part of one."""
    return root_of(head[:_HEAD]).startswith(_ROOTS)


def read_page(data: bytes) -> Text:
    """Decode a page.

    Tries its byte order mark, UTF-8, the encoding that it declares, and a guess, in this order.
    Raises Unreadable for bytes that are not text.
    """
    text = read_text(data)
    declared = _DECLARED.search(data[:_HEAD]) if text.doubtful else None
    if declared is None:
        return text
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        encoding = _READ_AS.get(name, name)
        if encoding in _WESTERN:
            guessed = decode_legacy(_MARKUP.sub(b" ", data))[1]
            if guessed in _OTHER_ALPHABETS:
                return Text(data.decode(guessed, "replace"), guessed, doubtful=True)
        return Text(data.decode(encoding), encoding, doubtful=False)
    except (LookupError, UnicodeError):  # also for codecs that do not decode bytes to text
        return text


def stated_values(markup: str, text: str) -> tuple[Finding, ...]:
    """Return the values that the markup states; empty if it states none.

    ``text`` is the visible text, whose lines are searched for the values. Trafilatura finds them,
    except the date: it guesses one wherever a page has a number like a year.
    """
    dates = filter(None, (published_in(markup), captured_in(markup)))
    found = (*_found_by_trafilatura(markup, text), *dates)
    if not any(each.field == "url" for each in found):
        found = (*found, *filter(None, (saved_from(markup),)))
    return tuple(sorted(found, key=lambda each: each.field in _LAST))


def _found_by_trafilatura(markup: str, text: str) -> tuple[Finding, ...]:
    # Imported only for web pages: this takes a third of the time in which a command starts.
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
            fast=text.count("\n") > _MOST_LINES or _has_too_many_paragraphs(markup),
        )
    except MemoryError:
        raise
    except Exception:
        # Unknown markup can raise anything in the libraries that parse it. The rules still read
        # the page's text.
        return ()
    if document is None:
        return ()
    values: dict[str, Any] = document if isinstance(document, dict) else document.as_dict()
    lines = _Lines(text)
    marked = (html.unescape(_TAG.sub("", each[2])) for each in _SUBHEAD.finditer(markup))
    headings = frozenset(map(_words, marked))
    return tuple(_findings(values | _own_headline(values, markup, lines), lines, headings))


def _has_too_many_paragraphs(markup: str) -> bool:
    if markup.count("<") <= _MOST_PARAGRAPHS:
        return False
    return next(islice(_PARAGRAPH.finditer(markup), _MOST_PARAGRAPHS, None), None) is not None


def _own_headline(values: Mapping[str, Any], markup: str, lines: _Lines) -> dict[str, str]:
    """The headline that the page's title and a line of it show, where the one found is a logo."""
    headline = _line(values.get("title"))
    shown = [part for part in other_parts(markup, headline) if lines.equal(part)]
    # The longest part: a section may stand beside it.
    return {"title": max(shown, key=len)} if shown and max(map(len, shown)) > len(headline) else {}


# It logs an error for each page that it cannot read. That is no error here: rules read the text.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
_LAST = ("url", "body")  # The address and the long body come last in the evidence.
# Where trafilatura finds little, it asks justext, whose time grows with the square of a page's
# paragraphs: seconds from here on. No story has so many. Table cells and form fields are
# paragraphs to it, though they may stand on one line.
_MOST_LINES = 2_000
_MOST_PARAGRAPHS = 5_000
_PARAGRAPH = re.compile(
    "<(?:blockquote|body|caption|center|col|colgroup|dd|div|dl|dt|fieldset|form|h[1-6]|legend|li"
    r"|optgroup|option|p|pre|table|td|textarea|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_DATES = {"original_date": True, "extensive_search": False}  # the quickest; not used


def _findings(
    values: Mapping[str, Any], lines: _Lines, headings: frozenset[str]
) -> Iterator[Finding]:
    known = known_outlets().at_host(values.get("hostname") or "")
    sitename = _line(values.get("sitename"))
    if known is None and sitename:
        known = known_outlets().named(sitename)
    outlet = known.name if known else sitename
    headline, url = _line(values.get("title")), _line(values.get("url"))
    names = author_names([_line(values.get("author"))])
    standfirst = _line(values.get("description"))
    paragraphs = tuple(filter(None, map(_paragraph, str(values.get("text") or "").split("\n"))))
    if outlet:
        yield _finding("outlet", outlet, "meta", lines.showing([outlet]))
    if headline:
        yield _finding("headline", headline, "meta", lines.showing([headline]))
    # A description is a standfirst only where the page shows it as one.
    if standfirst and standfirst != headline and (shown := lines.equal(standfirst)):
        yield _finding("standfirst", standfirst, "meta", shown)
    if names:
        yield _finding("byline", names, "meta", lines.showing(names))
    if url:
        yield _finding("url", url, "meta", ())
    # The main text sometimes begins with the headline, standfirst or byline.
    heading = {_words(each) for each in (headline, standfirst, *names)}
    story = tuple(each for each in paragraphs if _words(each).removeprefix("by ") not in heading)
    story = tuple(dropwhile(_is_of_heading, story))
    story = tuple(lines.with_headings(story, headings - heading)) if headings else story
    if story:
        yield _finding("body", story, "html", lines.showing(story))


def _paragraph(line: str) -> str:
    """Return a line of the main text; of the row of a table, its cells without the bars."""
    text = _line(line)
    if not (text.startswith("| ") and text.endswith(" |")):
        return text
    cells = (cell.strip() for cell in text.strip("|").split("|"))
    return " ".join(cell for cell in cells if cell.strip("-: "))


def _is_of_heading(paragraph: str) -> bool:
    """True for a byline, a date, or an outlet with a date: “Harbour Gazette, 3 March 2024”."""
    name, _, date = paragraph.partition(",")
    is_dated = bool(date) and len(name.split()) <= _MOST_WORDS and kind_of(date.strip()) == DATE
    return is_dated or kind_of(paragraph) in (BYLINE, DATE)


def _finding(field: str, value: Any, place: str, lines: tuple[int, ...]) -> Finding:
    why = {
        "meta": "The page’s markup states it.",
        "html": "It is the main text of the page’s markup.",
    }[place]
    return Finding(field, value, Locator(lines, place), f"html.{place}", why)


class _Lines:
    """Finds the lines of a text that show a value, comparing words only."""

    def __init__(self, text: str) -> None:
        self._texts = text.split("\n")
        self._words = [f" {_words(line)} " for line in text.split("\n")]
        self._numbers: dict[str, list[int]] = {}
        for number, words in enumerate(self._words, start=1):
            self._numbers.setdefault(words, []).append(number)

    def equal(self, value: str) -> tuple[int, ...]:
        return tuple(self._numbers.get(f" {_words(value)} ", ())[:1])

    def showing(self, values: Iterable[str]) -> tuple[int, ...]:
        """Return, for each value, the first line that equals it, or that contains a short value."""
        numbers: set[int] = set()
        for value in values:
            equal = self.equal(value)
            numbers.update(equal or self._containing(f" {_words(value)} "))
        return tuple(sorted(numbers))

    def with_headings(self, story: Sequence[str], headings: Collection[str]) -> Iterator[str]:
        """Yield the paragraphs of a story, with the headings that stand directly between them."""
        before = 0
        known = set(story)
        for paragraph in story:
            number = next(iter(self.equal(paragraph)), 0)
            between = self._texts[before : number - 1] if 0 < before < number else []
            if len(between) <= _MOST_HEADINGS and all(_words(each) in headings for each in between):
                yield from (each for each in between if each not in known)
            yield paragraph
            before = number

    def _containing(self, words: str) -> tuple[int, ...]:
        if not words.strip() or len(words) > _LONGEST_SOUGHT:
            return ()
        return tuple(n for n, line in enumerate(self._words, start=1) if words in line)[:1]


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _line(value: Any) -> str:
    return " ".join(str(value or "").split())
