"""The outlet: whose page this is."""

from __future__ import annotations

import re

from articles.extraction.fields.dateline import dateline_of
from articles.extraction.fields.outlet.attribution import is_provider, is_source
from articles.extraction.fields.outlet.evidence import cast_votes
from articles.extraction.fields.outlet.votes import Candidate
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.kinds import LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasing import listed, quoted

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SHOWN = 3  # signs in an explanation
_BARE = 15  # blocks around the story of a page that has no furniture of its own,
_SPARSE = 60  # and of one that has little
_OFTEN = 3  # blocks that name it
_OTHERS = (
    frozenset({"owned"}),
    frozenset({"domain", "link"}),
    frozenset({"masthead", "alone", "begins", "part"}),
)


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The value is the outlet's name."""
    ballot = cast_votes(layout)
    around = len(layout.around)
    winner = ballot.winner(sparse=around <= _SPARSE)
    if winner is not None and (is_source(winner, layout) or is_provider(winner.outlet, layout)):
        return agency_in_dateline(layout)
    if winner is not None and (around <= _BARE or not _may_be_another_s(winner, around)):
        return _finding(winner)
    if not ballot.candidates or around <= _BARE:
        return agency_in_dateline(layout)
    return None


def _may_be_another_s(winner: Candidate, around: int) -> bool:
    """True for a listed name with one kind of sign alone, by which a page names others too.

    A page with furniture of its own says its name in more ways than its owner's or a sister's.
    """
    if winner.outlet is None:
        return False
    if around <= _SPARSE:
        return winner.signs <= _OTHERS[-1] and winner.blocks < _OFTEN
    return any(winner.signs <= kind for kind in _OTHERS)


def agency_in_dateline(layout: Layout) -> Finding | None:
    """The agency of the dateline, where nothing names another outlet."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.agency is None:
        return None
    name = dateline.opening.agency.name
    why = f"the dateline names {name}, and the page names no other outlet"
    lines = Locator(dateline.block.lines)
    return Finding("outlet", name, lines, "outlet.agency-in-the-dateline", why)


def address_of(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The page's own web address: the first line that is a full one and nothing else."""
    for block in layout.around:
        match = _ADDRESS.search(block.text) if block.kind is LINK else None
        if match:
            why = "a web address on a line of its own"
            return Finding("url", match.group(), Locator(block.lines), "url.own-line", why)
    return None


def _finding(winner: Candidate) -> Finding:
    """The strongest sign gives the rule; the first few are quoted."""
    best: dict[str, tuple[float, str, tuple[int, ...]]] = {}
    for vote in winner.votes:
        seen = best.get(vote.sign)
        if seen is None or vote.weight > seen[0]:
            best[vote.sign] = (vote.weight, vote.block.text, vote.block.lines)
    strongest = sorted(best.items(), key=lambda item: -item[1][0])[:_SHOWN]
    said = listed([quoted(text) for _, (_, text, _) in strongest])
    lines = tuple(sorted({number for _, (_, _, numbers) in strongest for number in numbers}))
    why = f"the page names {winner.name}: {said}"
    return Finding("outlet", winner.name, Locator(lines), f"outlet.{strongest[0][0]}", why)
