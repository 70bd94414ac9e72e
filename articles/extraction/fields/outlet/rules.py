"""The outlet: the paper, broadcaster or site whose page this is."""

from __future__ import annotations

import re

from articles.extraction.fields.dateline import signed_dateline
from articles.extraction.fields.outlet.attribution import is_provider, is_source
from articles.extraction.fields.outlet.signals import candidates_on
from articles.extraction.fields.outlet.votes import Candidate
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.kinds import LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasing import listed, quoted

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SHOWN = 3  # lines that an explanation quotes
# A page with as many blocks around its story, at most, has no furniture of its own, or little.
_BARE, _SPARSE = 15, 60
_OFTEN = 3  # blocks that name the outlet of a page with little furniture
# Kinds of evidence by which a page names other outlets too.
_OTHERS = (
    frozenset({"owned"}),
    frozenset({"domain", "link"}),
    frozenset({"masthead", "alone", "begins", "part"}),
)


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The outlet's name: the candidate with the most votes, else the agency of the dateline."""
    candidates = candidates_on(layout)
    around = len(layout.around)
    winner = candidates.winner(sparse=around <= _SPARSE)
    if winner is not None and (is_source(winner, layout) or is_provider(winner.outlet, layout)):
        return _agency_of_dateline(layout)
    if winner is not None and (around <= _BARE or not _may_be_another(winner, around)):
        return _finding(winner)
    if not candidates.ranked or around <= _BARE:
        return _agency_of_dateline(layout)
    return None


def _may_be_another(winner: Candidate, around: int) -> bool:
    """True for a known outlet with one kind of evidence, by which a page names others too.

    A page with furniture prints its own name in more ways than that of its owner or a sister paper.
    """
    if winner.outlet is None:
        return False
    if around <= _SPARSE:
        return winner.evidence <= _OTHERS[-1] and winner.blocks < _OFTEN
    return any(winner.evidence <= kind for kind in _OTHERS)


def _agency_of_dateline(layout: Layout) -> Finding | None:
    """The agency of the dateline, where nothing names another outlet."""
    signed = signed_dateline(layout)
    if signed is None:
        return None
    agency, block = signed
    why = f"the dateline names {agency.name}, and the page names no other outlet"
    lines = Locator(block.lines)
    return Finding("outlet", agency.name, lines, "outlet.agency-in-the-dateline", why)


def address_of(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The page's own web address: the first line that is a full one and nothing else."""
    for block in layout.around:
        match = _ADDRESS.search(block.text) if block.kind is LINK else None
        if match:
            why = "a web address on a line of its own"
            return Finding("url", match.group(), Locator(block.lines), "url.own-line", why)
    return None


def _finding(winner: Candidate) -> Finding:
    """The strongest evidence gives the rule. The explanation quotes the strongest few lines."""
    best: dict[str, tuple[float, str, tuple[int, ...]]] = {}
    for vote in winner.votes:
        seen = best.get(vote.evidence)
        if seen is None or vote.weight > seen[0]:
            best[vote.evidence] = (vote.weight, vote.block.text, vote.block.lines)
    strongest = sorted(best.items(), key=lambda item: -item[1][0])[:_SHOWN]
    lines_quoted = listed([quoted(text) for _, (_, text, _) in strongest])
    lines = tuple(sorted({number for _, (_, _, numbers) in strongest for number in numbers}))
    why = f"the page names {winner.name}: {lines_quoted}"
    return Finding("outlet", winner.name, Locator(lines), f"outlet.{strongest[0][0]}", why)
