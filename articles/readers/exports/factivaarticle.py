"""Factiva's article format: what stands above the text of a document without field codes.

Section, headline and byline, the number of words, then date, outlet, code, language and notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.lines.organisations import is_section
from articles.readers.exports.days import is_date_line
from articles.readers.exports.documentfields import COPYRIGHT
from articles.readers.exports.entry import Entry, numbers
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on, paragraphs
from articles.readers.exports.signedpeople import is_opened, is_signature
from articles.readers.statedlanguages import language_code

#: The line that counts the words of an article.
WORDS = re.compile(
    r"\s*\d[\d.,\s\xa0’']*\s*(?:words?|mots?|w[öo�]rter|wort|palabras?|parol[ae]|woorden|woord|"
    r"palavras?|ord|słów|słowa|слов|слова|szó|sanaa|kelime|字)\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[A-Z]{2,4})?\s*$")
_SOURCE_CODE = re.compile(r"\s*[A-Z][A-Z0-9]{2,9}\s*$")
_NUMBERED = re.compile(r"^\s*\d+\)\s+(?=\S)")
_EDITION = re.compile(
    r"\b(?:edition|ausgabe|édition|edición|edizione|edição|editie|final)\b", re.IGNORECASE
)
# What a notice goes on with in its second line.
_RESERVED = re.compile(
    r"rights reserved|rechte vorbehalten|droits réservés|derechos reservados|diritti riservati|"
    r"direitos reservados|rechten voorbehouden|rättigheter förbehåll|rettigheder forbehold|"
    r"rettigheter reservert|prawa zastrzeżone",
    re.IGNORECASE,
)
_PAGE_ALONE = re.compile(r"[A-Z]{0,2}\d{1,4}(?:\s*[,;/-]\s*[A-Z]{0,2}\d{1,4})*")
_MOST_OF_COLUMN = 2  # words of the name of a column, which may follow the section
_LONGEST_SECTION = 45  # characters
_LONGEST_SOURCE = 110  # characters of a line between length and text
_MOST_SOURCE = 12  # such lines
_MOST_ABOVE, _MOST_ABOVE_DATE = 40, 20  # lines above the number of words, or above the date


def read_article(entry: Entry, lines: Sequence[str], stop: int) -> None:
    """Read a document whose text ends before the index ``stop``."""
    counted = next((i for i, line in enumerate(lines[:_MOST_ABOVE]) if WORDS.match(line)), None)
    if counted is not None:
        _read_heading(entry, lines, counted)
        entry.add("length", joined(lines, [counted]))
        start = _read_source(entry, lines, counted + 1, stop)
    else:
        dated = (i for i, line in enumerate(lines[:_MOST_ABOVE_DATE]) if is_date_line(line))
        start = next(dated, 0)
        if start:
            _read_heading(entry, lines, start)
            start = _read_source(entry, lines, start, stop)
    entry.body += paragraphs(lines, start, stop)


def _read_heading(entry: Entry, lines: Sequence[str], stop: int) -> None:
    above = [index for index in range(stop) if lines[index].strip()]
    signed = range(len(above) - 1, len(above))
    if not _is_apart(lines, above, stop):
        signed = _signatures(lines, above)
    if signed:
        text = "; ".join(" ".join(lines[above[n]].split()) for n in signed)
        entry.add("byline", Value(text, numbers([above[n] for n in signed])))
        for index in above[signed.stop :]:
            entry.add("other", joined(lines, [index]))
        above = above[: signed.start]
    if len(above) > 1 and _is_section(lines[above[0]]):
        entry.add("section", joined(lines, above[:1]))
        above = above[1:]
        if len(above) > 1 and len(lines[above[0]].split()) <= _MOST_OF_COLUMN:
            entry.add("section", joined(lines, above[:1]))
            above = above[1:]
    if above:
        value = joined(lines, above)
        entry.add("headline", value._replace(text=_NUMBERED.sub("", value.text)))


def _is_apart(lines: Sequence[str], above: Sequence[int], stop: int) -> bool:
    """True if blank lines part the last line above the number of words, as they do only authors.

    Where there are blank lines between all lines, it may be the headline.
    """
    if len(above) < 2 or stop + 1 >= len(lines) or not lines[stop + 1].strip():
        return False
    last = above[-1]
    ends = lines[last].rstrip().endswith((".", "?", "!", "”", "»", '"'))
    is_named = not any(word[0].islower() for word in lines[last].split())
    is_headline = len(above) == 2 and not is_named and is_section(lines[above[0]].strip())
    return above[-2] < last - 1 and last < stop - 1 and not ends and not is_headline


def _signatures(lines: Sequence[str], above: Sequence[int]) -> range:
    """Which of the lines above the number of words sign the article: the last that do."""
    signs = [
        n
        for n in range(1, len(above))
        if is_signature(lines[above[n]], headline=_headline_above(lines, above, n))
    ]
    # A signature that is wrapped: "By Ann Lee and Bo Ek, Transport", "correspondent".
    for n in range(1, len(above) - 1):
        if n not in signs and may_go_on(lines, above[n], above[n + 1]):
            whole = joined(lines, above[n : n + 2]).text
            if is_opened(whole) and is_signature(whole):
                signs = sorted({*signs, n, n + 1})
    if not signs:
        return range(0)
    first = last = signs[-1]
    while first - 1 in signs:
        first -= 1
    only = lines[above[first]].strip()
    begins = lines[above[0]].strip()
    is_headline = first == 1 and len(only.split()) > 2 and len(begins) <= _LONGEST_SECTION
    if is_headline and is_section(begins) and "," not in only and not is_opened(only):
        first += 1  # "Sport", "Ann Lee Wins"
    return range(first, last + 1)


def _headline_above(lines: Sequence[str], above: Sequence[int], place: int) -> str:
    """Return the headline that ends directly above a line; "" if it may go on in that line."""
    if may_go_on(lines, above[place - 1], above[place]):
        return ""
    first = place - 1
    while first and may_go_on(lines, above[first - 1], above[first]):
        first -= 1
    return joined(lines, above[first:place]).text


def _is_section(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_SECTION and not _NUMBERED.match(line)


def _read_source(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read the lines between length and text; return the index where the text begins.

    The last of them is the copyright notice, or else the language.
    """
    short: list[int] = []
    for index in range(start, stop):
        text = lines[index].strip()
        is_prose = len(text) > _LONGEST_SECTION and text.endswith((".", "!", "?", "”"))
        is_long = (is_prose or len(text) > _LONGEST_SOURCE) and not COPYRIGHT.match(text)
        if is_long or len(short) == _MOST_SOURCE:
            break
        if text:
            short.append(index)
    closing = next((i for i in short if COPYRIGHT.match(lines[i])), None)
    if closing is None:
        closing = next((i for i in short if _is_language(lines[i].strip())), None)
    if closing is not None:
        for index in short[: short.index(closing) + 1]:
            _add_source(entry, lines, index)
        after = closing + 1
        while after < stop and entry.text("copyright") and _continues(lines, after):
            entry.add("copyright", joined(lines, [after]))
            after += 1
        return after
    for place, block in enumerate(blocks(lines, start, stop)):
        if place and entry.text("outlet") and not _is_source(entry, lines[block[0]]):
            return block[0]
        for index in block:
            if entry.text("outlet") and len(lines[index].strip()) > _LONGEST_SECTION:
                return index
            _add_source(entry, lines, index)
    return stop


def _add_source(entry: Entry, lines: Sequence[str], index: int) -> None:
    """Add what a line between length and text states: date, time, outlet and so on, in order."""
    text = lines[index].strip()
    if COPYRIGHT.match(text):
        entry.add("copyright", joined(lines, [index]))
    elif not entry.text("published") and is_date_line(text):
        entry.add("published", joined(lines, [index]))
    elif _TIME.match(text):
        entry.add("other", joined(lines, [index], "Time"))
    elif not entry.text("outlet"):
        entry.add("outlet", joined(lines, [index]))
    elif not entry.text("language") and _is_language(text):
        entry.add("language", joined(lines, [index]))
    else:
        entry.add("other", joined(lines, [index]))


def _is_language(text: str) -> bool:
    return len(text.split()) <= 2 and not text.isupper() and bool(language_code(text))


def _is_source(entry: Entry, line: str) -> bool:
    """True for a line that may stand between outlet and text."""
    text = line.strip()
    return bool(
        COPYRIGHT.match(text)
        or _is_code(entry, text)
        or _TIME.match(text)
        or _PAGE_ALONE.fullmatch(text)
        or _is_language(text)
        or re.search(r"\b(?:edition|ausgabe|édition|edición|final)\b", text[:60], re.IGNORECASE)
    )


def _is_code(entry: Entry, text: str) -> bool:
    """True for the code of the source, with which the number of the document begins."""
    return bool(_SOURCE_CODE.match(text)) and (
        not entry.text("id") or entry.text("id").startswith(text.strip()[:4])
    )


def _continues(lines: Sequence[str], index: int) -> bool:
    """True for a line that goes on with a copyright notice."""
    before, line = lines[index - 1].strip(), lines[index].strip()
    if not before or not line:
        return False
    if _RESERVED.search(f"{before} {line}") and not _RESERVED.search(before):
        return True
    return may_go_on(lines, index - 1, index) and not before.endswith(".")
