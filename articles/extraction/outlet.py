"""The outlet: whose page this is."""

from __future__ import annotations

import re

from articles.extraction.ballot import Candidate
from articles.extraction.dateline import dateline_of
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.outletlines import known_in
from articles.extraction.outlets import KnownOutlet
from articles.extraction.outletsigns import cast_votes
from articles.extraction.rules import listed, quoted

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ENOUGH = 1.5  # votes for a known outlet
_ENOUGH_BARE = 1.1  # where little stands around the story:
_ENOUGH_UNKNOWN_BARE = 1.6
_SPARSE = 60  # blocks at most
_ENOUGH_UNKNOWN = 2.5  # and for a name that is in no list
_SHOWN = 3  # signs in an explanation
_BARE = 15  # blocks around the story of a page that has no furniture of its own

_SELDOM = 2  # paragraphs with "told X"
_LONGEST = 60  # characters of a name
_CAPITAL = re.compile(r"(?<![\w’'])(?:The )?[A-Z]")
_INTERVIEW = re.compile(r"\binterview with (?:the )?$")
_IN_STORIES = frozenset({"told", "heard"})
_OTHERS = (frozenset({"owned"}), frozenset({"masthead", "alone", "begins", "part"}))


def find(layout: Layout, context: Context) -> Finding | None:
    """The value is the outlet's name."""
    ballot = cast_votes(layout)
    is_bare = len(layout.around) <= _BARE
    is_sparse = len(layout.around) <= _SPARSE
    winner = (
        ballot.winner(_ENOUGH_BARE, _ENOUGH_UNKNOWN_BARE, sparse=True)
        if is_sparse
        else ballot.winner(_ENOUGH, _ENOUGH_UNKNOWN)
    )
    if winner is not None and winner.signs <= _IN_STORIES and _is_source(winner, layout):
        return None
    if winner is not None and (is_bare or not _may_be_another_s(winner, is_sparse)):
        return _finding(winner)
    if not ballot.candidates or len(layout.around) <= _BARE:
        return agency_in_dateline(layout)
    return None


def _may_be_another_s(winner: Candidate, is_sparse: bool) -> bool:
    """True for a listed name with one kind of sign alone, by which a page names others too.

    A page with furniture of its own says its name in more ways than its owner's or a sister's.
    """
    if winner.outlet is None or (is_sparse and winner.signs == {"owned"}):
        return False
    return any(winner.signs <= kind for kind in _OTHERS)


def _is_source(winner: Candidate, layout: Layout) -> bool:
    """True for a house that the story may name as another's: it is cited, or others are too.

    Whoever gathers what others report names several; a reporter's own house stands alone.
    """
    if winner.outlet is None or is_cited(winner.outlet, layout):
        return True
    return winner.blocks <= _SELDOM and others_named(winner.outlet, layout)


def others_named(outlet: KnownOutlet, layout: Layout) -> bool:
    """True where the story names another outlet that is no agency."""
    for block in layout.paragraphs:
        for begin in _CAPITAL.finditer(block.text):
            if _INTERVIEW.search(block.text, 0, begin.start()):
                continue
            named = known_in(block.text[begin.start() : begin.start() + _LONGEST], has_phrase=False)
            if named not in (None, outlet) and not (named.agency or named.ordinary):
                return True
    return False


def is_cited(outlet: KnownOutlet, layout: Layout) -> bool:
    """True where the story gives ``outlet`` as the source of a report: "according to X"."""
    names = {name.removeprefix("The ") for name in (outlet.name, *outlet.aliases)}
    if " " in outlet.name:
        names.add(outlet.name.rpartition(" ")[2])
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    cited = re.compile(
        rf"\b(?:according to|per|citing|reported (?:by|in|on)) (?:[Tt]he )?(?:{name})(?!['’\w])|"
        rf"\b(?:{name})(?:['’]s [\w ]{{1,30}})? (?:first |also |previously |had |has )*"
        r"(?:reported|reports|wrote)\b"
    )
    return any(cited.search(block.text) for block in layout.paragraphs)


def agency_in_dateline(layout: Layout) -> Finding | None:
    """The agency of the dateline, where nothing names another outlet."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.agency is None:
        return None
    name = dateline.opening.agency.name
    why = f"{name} signs in the dateline, and the page names no other outlet"
    lines = Locator(dateline.block.lines)
    return Finding("outlet", name, lines, "outlet.agency-in-the-dateline", why)


def address_of(layout: Layout) -> Finding | None:
    """The page's own web address: the first line that is a full one and nothing else."""
    for block in layout.around:
        match = _ADDRESS.search(block.text) if block.kind is Kind.LINK else None
        if match:
            why = "a web address in a line of its own"
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
    why = f"the page speaks for {winner.name}: {said}"
    return Finding("outlet", winner.name, Locator(lines), f"outlet.{strongest[0][0]}", why)
