"""The outlet: whose page this is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from articles.extraction.dateline import dateline_of
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.outlets import known_outlets
from articles.extraction.page import Block
from articles.extraction.rules import Rule, first_finding, quoted

_LONGEST = 500  # characters of a line in which an outlet speaks of itself
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
# What stands before the outlet's own name where a page speaks of itself.
_SELF = re.compile(
    r"(?:\bsupport|\bmessage from|\bnewsletters? from|\bsubscribe to|\bsign up (?:to|for)|"
    r"\bmore from|\banalysis from|\bcontribution to|\bdonate to|\bfollow|\breading|\bby supporting|"
    r"(?:©|\(c\)|\bcopyright)(?: ?(?:©|\(c\)|by))*(?: ?\d{4})?(?: ?[-–] ?\d{4})?,?)\s+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:The )?[A-Z][\w’'&-]+(?: (?:of|and|the|for) [A-Z][\w’'&-]+| [A-Z][\w’'&-]+){1,4}"
)


def find(layout: Layout, context: Context) -> Finding | None:
    """The value is the outlet's name."""
    return first_finding(RULES, layout, context)


def web_address(layout: Layout, context: Context) -> Finding | None:
    """A line that is the page's web address."""
    for block in layout.around:
        if block.kind is Kind.LINK:
            match = _ADDRESS.search(block.text)
            outlet = known_outlets().at_host(_host(match.group())) if match else None
            if outlet is not None:
                return _finding(block, outlet.name, "web-address", f"an address of {outlet.name}")
    return None


def masthead(layout: Layout, context: Context) -> Finding | None:
    """A line that is nothing but the outlet's name or slogan.

    Below the headline an agency's name alone may be a picture credit, so it counts above only.
    """
    known = known_outlets()
    top = _above_headline(layout)
    for block in layout.around:
        if block.kind is not Kind.FURNITURE:
            continue
        by_slogan = known.with_slogan(block.text)
        if by_slogan is not None:
            return _finding(block, by_slogan.name, "slogan", f"the slogan of {by_slogan.name}")
        named = known.named(block.text)
        if named is not None and (not named.agency or block in top):
            return _finding(block, named.name, "masthead", "the outlet's name in a line of its own")
    return None


def speaks_of_itself(layout: Layout, context: Context) -> Finding | None:
    """``Support X!``, ``A message from X:``, ``© 2020 X``: a known outlet about itself."""
    for block, rest in _after_self(layout):
        outlet = known_outlets().leading(rest)
        if outlet is not None:
            why = f"{quoted(block.text)}: the page speaks of {outlet.name} as itself"
            return _finding(block, outlet.name, "speaks-of-itself", why)
    return None


def named_twice(layout: Layout, context: Context) -> Finding | None:
    """The same capitalised name where two lines speak of the page itself, known or not."""
    seen: dict[str, int] = {}
    for block, rest in _after_self(layout):
        match = _NAME.match(rest)
        if match is None:
            continue
        first = seen.setdefault(match.group(), block.lines[0])
        if first != block.lines[0]:
            both = f"lines {first} and {block.lines[0]}"
            why = f"{both} speak of {match.group()} as the page itself"
            return _finding(block, match.group(), "named-twice", why)
    return None


def in_page_title(layout: Layout, context: Context) -> Finding | None:
    """``Headline | X``: a known outlet's name at the end of a heading."""
    for block in layout.head:
        if block.kind is Kind.HEADING and len(block.text) <= _LONGEST:
            name = re.split(r"\s[|–—-]\s", block.text)[1:]
            outlet = known_outlets().named(name[-1]) if name else None
            if outlet is not None:
                why = f"{outlet.name} closes the page's title"
                return _finding(block, outlet.name, "page-title", why)
    return None


def agency_in_dateline(layout: Layout, context: Context) -> Finding | None:
    """The agency of the dateline, where nothing names another outlet."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.agency is None:
        return None
    name = dateline.opening.agency.name
    why = f"{name} signs in the dateline, and the page names no other outlet"
    return _finding(dateline.block, name, "agency-in-the-dateline", why)


RULES: tuple[Rule, ...] = (
    web_address,
    masthead,
    speaks_of_itself,
    in_page_title,
    named_twice,
    agency_in_dateline,
)


def address_of(layout: Layout) -> Finding | None:
    """The page's own web address: the first line that is a full one and nothing else."""
    for block in layout.around:
        match = _ADDRESS.search(block.text) if block.kind is Kind.LINK else None
        if match and match.group().lower().startswith("http"):
            why = "a web address in a line of its own"
            return Finding("url", match.group(), Locator(block.lines), "url.own-line", why)
    return None


def _after_self(layout: Layout) -> Iterator[tuple[Block, str]]:
    """What follows each opener in lines where a page may speak of itself."""
    for block in _furniture(layout.page.blocks):
        for match in _SELF.finditer(block.text):
            yield block, block.text[match.end() :]


def _furniture(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind in (Kind.FURNITURE, Kind.APPEAL) and len(block.text) <= _LONGEST:
            yield block


def _above_headline(layout: Layout) -> tuple[Block, ...]:
    for index, block in enumerate(layout.head):
        if block.kind is Kind.HEADING:
            return layout.head[:index]
    return layout.head


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # a bracketed host that is no IPv6 address
        return ""


def _finding(block: Block, name: str, rule: str, why: str) -> Finding:
    return Finding("outlet", name, Locator(block.lines), f"outlet.{rule}", why)
