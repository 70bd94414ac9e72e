"""The byline: the people who wrote the story."""

from __future__ import annotations

from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.names import byline_in, is_name, names_in, reporters_in
from articles.extraction.page import Block
from articles.extraction.rules import Rule, first_finding, quoted
from articles.extraction.stamps import read_stamp

_NEAR_START = 8  # blocks into the story in which a byline may still stand
_NEAR_END = 3  # blocks after the story


def find(layout: Layout, context: Context) -> Finding | None:
    return first_finding(RULES, layout, context)


def by_line(layout: Layout, context: Context) -> Finding | None:
    """``By Ann Lee``, above the story, near its start, or right after its end."""
    places = (*layout.head, *layout.story[:_NEAR_START], *layout.tail[:_NEAR_END])
    for index, block in enumerate(places):
        if block.kind is Kind.BYLINE:
            names = byline_in(block.text) or _under_by(places, index)
            if names:
                return _finding(block, names, "by-line", "the line begins with “By”")
    return None


def beside_date(layout: Layout, context: Context) -> Finding | None:
    """``4 March 2020 | Ann Lee``."""
    for block in (*layout.head, *layout.story[:_NEAR_START]):
        stamp = read_stamp(block.text) if block.kind is Kind.DATE else None
        if stamp and stamp.names:
            return _finding(
                block, stamp.names, "beside-the-date", "the names stand beside the date"
            )
    return None


def above_date(layout: Layout, context: Context) -> Finding | None:
    """A name alone between the headline and the date line."""
    head = layout.head
    for before, block, after in zip(head, head[1:], head[2:], strict=False):
        if (
            after.kind is Kind.DATE
            and before.kind in (Kind.HEADING, Kind.PARAGRAPH)
            and block.kind is Kind.HEADING
            and is_name(block.text)
            and names_in(block.text)
            and len(before.text) > len(block.text)
        ):
            why = "a name alone between the headline and the date"
            return _finding(block, names_in(block.text), "name-above-the-date", why)
    return None


def reporting_credit(layout: Layout, context: Context) -> Finding | None:
    """``(Reporting by Ann Lee; editing by Bo Ek)`` at the end of a wire story."""
    for block in (*layout.story, *layout.tail[:_NEAR_END]):
        if block.kind is Kind.BYLINE:
            names = reporters_in(block.text)
            if names:
                why = "the agency's closing line names its reporters"
                return _finding(block, names, "reporting-credit", why)
    return None


RULES: tuple[Rule, ...] = (by_line, beside_date, above_date, reporting_credit)


def _under_by(places: tuple[Block, ...], index: int) -> tuple[str, ...]:
    """The names under a line that says only "By"."""
    if index and places[index - 1].text.rstrip(":").lower() == "by":
        return byline_in(f"by {places[index].text}")
    return ()


def _finding(block: Block, names: tuple[str, ...], rule: str, why: str) -> Finding:
    return Finding(
        "byline", names, Locator(block.lines), f"byline.{rule}", f"{quoted(block.text)}: {why}"
    )
