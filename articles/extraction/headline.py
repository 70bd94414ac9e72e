"""The headline: a heading above the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.names import signed_by
from articles.extraction.outlets import known_outlets
from articles.extraction.page import Block
from articles.extraction.rules import Rule, first_finding, quoted
from articles.extraction.vocabulary import folded, vocabulary

_LONGEST = 250  # characters
_FEWEST_WORDS = 4  # a heading of fewer words may be the name of a section
_CLOSE = 4  # headings that may stand above the story without being a menu
_LABEL = re.compile(r"(?:headline|title|#{1,3})\s*:?\s+(?P<text>\S.*)", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+(?:[|–—-]|::)\s+(?P<name>[^|–—]+)$")


def find(layout: Layout, context: Context) -> Finding | None:
    """Where no story is seen, no heading is one either."""
    if not layout.story:
        return None
    return first_finding(RULES, layout, context)


def labelled(layout: Layout, context: Context) -> Finding | None:
    """A line that calls itself one: ``Headline: …``, ``# …``."""
    for block in layout.head:
        match = _LABEL.match(block.text)
        if match and block.kind is Kind.HEADING and len(block.text) <= _LONGEST:
            why = f"line {block.lines[0]} is marked as the headline"
            return _finding(block, match["text"], "labelled", why)
    return None


def above_byline_or_date(layout: Layout, context: Context) -> Finding | None:
    """The heading just above the first byline or date that stands over the story."""
    for index, block in enumerate(layout.head):
        if block.kind in (Kind.BYLINE, Kind.DATE):
            chosen = _chosen(_run_above(layout.head, index))
            if chosen is not None:
                why = f"a heading above the {block.kind} in line {block.lines[0]} and the story"
                return _finding(chosen, chosen.text, "above-byline-or-date", why)
    return None


def above_story(layout: Layout, context: Context) -> Finding | None:
    """The heading nearest above the first paragraph of the story."""
    for index in range(len(layout.head), 0, -1):
        if layout.head[index - 1].kind is Kind.HEADING:
            chosen = _chosen(_run_above(layout.head, index))
            if chosen is not None:
                why = f"a heading above the story, which starts in line {_start(layout)}"
                return _finding(chosen, chosen.text, "heading-above-the-story", why)
    return None


def short_heading(layout: Layout, context: Context) -> Finding | None:
    """The nearest heading of two or three words, where there is no longer one."""
    for block in reversed(layout.head):
        is_short = 1 <= block.text.count(" ") < _FEWEST_WORDS - 1
        if block.kind is Kind.HEADING and is_short and _is_possible(block.text):
            why = f"the only heading above the story, which starts in line {_start(layout)}"
            return _finding(block, block.text, "short-heading", why)
    return None


RULES: tuple[Rule, ...] = (labelled, above_byline_or_date, above_story, short_heading)


def _start(layout: Layout) -> int:
    return layout.story[0].lines[0]


def _run_above(head: Sequence[Block], end: int) -> list[Block]:
    """The headings that end just above block ``end``, with captions, bylines, dates let pass."""
    run: list[Block] = []
    for block in reversed(head[max(0, end - 40) : end]):
        if block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and not run):
            run.append(block)
        elif block.kind not in (Kind.CAPTION, Kind.DATE, Kind.BYLINE):
            break
    return [block for block in reversed(run) if block.kind is Kind.HEADING]


def _chosen(run: Sequence[Block]) -> Block | None:
    """The headline among headings that follow one another.

    A few: the first that is a sentence's length, since a standfirst follows its headline.
    Many are a menu or a list of stories, with the headline at its end.
    """
    possible = [block for block in run if _is_possible(block.text)]
    telling = [block for block in possible if block.text.count(" ") + 1 >= _FEWEST_WORDS]
    if not telling:
        return None
    if len(possible) <= _CLOSE:
        return telling[0]
    last = telling[-1]
    previous = telling[-2] if len(telling) > 1 else last
    return previous if len(last.text) > 1.4 * len(previous.text) else last


def _is_possible(text: str) -> bool:
    if len(text) > _LONGEST or not any(char.isalpha() for char in text):
        return False
    if text.endswith((":", ",", "/")) or signed_by(text) or text.startswith(("•", "- ", "* ")):
        return False
    return not all(folded(word) in vocabulary().sections for word in re.split(r"[\s|>/&]+", text))


def _finding(block: Block, text: str, rule: str, why: str) -> Finding:
    value = without_outlet(text)
    return Finding(
        "headline", value, Locator(block.lines), f"headline.{rule}", f"{quoted(value)}: {why}"
    )


def without_outlet(text: str) -> str:
    """A page title without the known outlet's name at its end: ``… | Reuters``."""
    match = _SUFFIX.search(text)
    return text[: match.start()] if match and known_outlets().named(match["name"]) else text
