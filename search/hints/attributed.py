"""Who wrote or published what a search asks for: ``articles by NAME``, ``stories from PAPER``.

Words search all of an article, and so find articles about a person or a newspaper too. A link
offers those that they wrote or published.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from search.language.framing import without_request

_FORM: Final = (
    "(?:(?:news|newspaper|press) )?"
    "(?:articles?|story|stories|pieces?|columns?|reports?|reporting|coverage|news)"
)
_LINKS: Final = (
    "about|on|in|from|regarding|concerning|for|since|until|between|before|after|during|with"
)
_NAME: Final = rf"(?:the )?(?P<name>[^\W\d_][\w.'’&-]*(?: (?!(?:{_LINKS}|by)\b)[\w.'’&-]+){{0,4}})"
_ASKED: Final = re.compile(
    rf"(?P<before>(?:.*? )??){_FORM}(?: (?:that|which|is|are|was|were))*"
    rf" (?:(?:written |filed )?(?P<by>by)|published (?:by|in)|from) {_NAME}"
    rf"(?: (?:{_LINKS}) (?P<after>.+))?",
    re.IGNORECASE,
)
_WRITTEN: Final = re.compile(
    rf"(?P<before>)written (?P<by>by) {_NAME}(?: (?:{_LINKS}) (?P<after>.+))?", re.IGNORECASE
)
_COMMANDS: Final = re.compile(r"[:\"“”()*~=]|(?:^|\s)-|\b(?:AND|OR|NOT)\b")


class Attributed(NamedTuple):
    """A search in the fields of authors or outlets, and whose articles it asks for."""

    text: str
    whose: str


def attributed(q: str) -> list[Attributed]:
    """The searches for what the person or the newspaper in a search wrote or published, the
    likeliest first; none if it asks for no such thing."""
    q = " ".join(q.split()).rstrip("?.! ")
    match = None if _COMMANDS.search(q) else _WRITTEN.fullmatch(q) or _ASKED.fullmatch(q)
    if match is None:
        return []
    name, before = match["name"], without_request(match["before"]).strip()
    rest = f"{before} {match['after'] or ''}".strip()
    fields = ("byline", "outlet") if match["by"] else ("outlet",)
    return [
        Attributed(f"{field}:({name}) {rest}".strip(), f"{'by' if match['by'] else 'from'} {name}")
        for field in fields
    ]
