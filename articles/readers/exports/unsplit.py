"""Texts that look like many articles although no layout recognises them."""

from __future__ import annotations

import re
from collections import Counter

from articles.readers.exports.labels import labelled

_RULE = re.compile(r"\s*([_=*~#+-])\1{9,}\s*$|\s*\f\s*$")
_RULE_PARTS = ("\f", *(10 * sign for sign in "_=*~#+-"))  # of which each rule has one
_NUMBERED = re.compile(
    r"\W*(?:document|dokument|documento|article|artikel|artículo|record|item|story|text)\s+"
    r"(?P<number>\d+)\s*(?:of|/|von|de|sur|di)\s*(?P<all>\d+)\W*$",
    re.IGNORECASE,
)
# "Harbour Gazette, 3 March 2019, p. 4", "Hafenzeitung" vom 03.03.2019 Seite: 4
_SOURCED = re.compile(
    r"^[^\n]{2,90}\b(?:\d{1,2}\.? ?[^\W\d_]{3,10}\.? |\d{1,2}[./]\d{1,2}[./])(?:19|20)\d\d[, ]+"
    r"(?:p{1,2}\.|S\.|Seite:?|Pg\.|page|blz\.?|pág\.)\s*[A-Z]{0,2}\d{1,3}\b[^\n]{0,20}$",
    re.MULTILINE,
)
_PAGES = (", p. ", " Seite", " S. ", ", S.", "Pg. ", " page ", " blz", " pág.")
_OF_ALL = re.compile(r"\d\s*(?:of|/|von|de|sur|di)\s*\d", re.IGNORECASE)  # in each numbered heading
#: Fields that stand once in an article, and not in interviews or lists.
_ONCE = ("headline", "byline", "published", "outlet", "source", "body", "id", "length", "section")
_FEWEST_LINES = 12
_FEWEST = 3  # parts between rules, or numbered headings
_FEWEST_WORDS = 50  # of a part between rules
_FEWEST_KEYS = 3  # fields that are repeated


def seeming_articles(text: str) -> int:
    """Return how many articles a text seems to hold; 1 if nothing says that there are several.

    Signs are rules between parts of some length, repeated fields, numbered headings, and lines that
    only say in which paper an article stood, on which day and page.
    """
    if text.count("\n") < _FEWEST_LINES:
        return 1
    lines = text.split("\n")
    found = [_by_fields(lines)]
    # Few texts have rules or numbered headings, and to look for them in every line takes long.
    if any(part in text for part in _RULE_PARTS):
        found.append(_between_rules(lines))
    if _OF_ALL.search(text):
        found.append(_by_numbers(lines))
    if any(each in text for each in _PAGES):
        sources = set(_SOURCED.findall(text))
        found.append(len(sources) if len(sources) >= _FEWEST else 1)
    return max(found)


def _between_rules(lines: list[str]) -> int:
    parts, words, rules = 0, 0, 0
    for line in [*lines, "_" * 20]:
        if len(line) < 200 and _RULE.match(line):
            rules += 1
            parts += words >= _FEWEST_WORDS
            words = 0
        else:
            words += line.count(" ") + 1 if line.strip() else 0
    return parts if rules > _FEWEST - 1 and parts >= _FEWEST else 1


def _by_fields(lines: list[str]) -> int:
    counts = Counter(
        found.key for line in lines if (found := labelled(line)) and found.key in _ONCE
    )
    repeated = sorted((count for count in counts.values() if count > 1), reverse=True)
    return repeated[_FEWEST_KEYS - 1] if len(repeated) >= _FEWEST_KEYS else 1


def _by_numbers(lines: list[str]) -> int:
    numbers = {
        (int(match["number"]), match["all"])
        for line in lines
        if len(line) < 60 and (match := _NUMBERED.match(line))
    }
    return len(numbers) if len(numbers) >= _FEWEST else 1
