"""Votes for the outlet: every sign of a name is one, the same sign again counts for less."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.extraction.lines.outletnames import NEWSPAPER, PAPER
from articles.extraction.page.blocks import Block
from articles.extraction.words.outlets import KnownOutlet, squeezed
from articles.extraction.words.vocabulary import words

_ENOUGH = 1.5  # votes for a known outlet,
_ENOUGH_BARE = 1.1  # where little stands around the story,
_ENOUGH_AT_WORK = 2.0  # for an agency of which only the story tells,
_ENOUGH_UNKNOWN = 2.5  # and for a name that is in no list
_ENOUGH_UNKNOWN_BARE = 1.6
_ENOUGH_TOLD = 0.4  # once, to a paper in no list
_AGAIN = 0.4  # of the weight, for the second and third line with the same sign
_ONCE = frozenset({"copyright"})  # a notice says no more when it is printed twice
_AGREEING = 0.3  # more for every other sign that agrees with the first
_SURE = 4  # signs of different kinds, that need no other proof
_MOST = 3  # lines with the same sign
# Signs that are phrases of the page about itself.
_PHRASES = words("newsletter app appeal thanks more follow about owned e-mail product handle")
_SIGNED = frozenset({"signed", "staff", "staffer", "opening", "thanks", "app"})
# Those by which a story names other houses too.
IN_STORIES = frozenset({"told", "heard", "recurs"})
# Any label, and any name that a story is about, is said again.
_WEAK = IN_STORIES | {"alone", "masthead", "link"}
# The last word of a name that a page also uses without it.
_FULL = re.compile(r" (?:Magazine|News|Review|Journal|Press|Reporter|Online|ABC|CBS|NBC|FOX)$")
_WORK = frozenset({"work", "heard"})
_TWICE = 2  # phrases; more of them are proof
_FOUND = 0.5  # of the votes, for a name in no list beside one that is
_LEAD = 1.1  # times the votes of the next candidate


class Vote(NamedTuple):
    """One sign of an outlet's name in one block."""

    sign: str
    weight: float
    block: Block


@dataclass(slots=True)
class Candidate:
    """A name with its votes; ``outlet`` is None where the name is in no list."""

    name: str
    outlet: KnownOutlet | None
    votes: list[Vote] = field(default_factory=list)

    @property
    def score(self) -> float:
        counts: dict[str, int] = {}
        total = 0.0
        for vote in sorted(self.votes, key=lambda vote: -vote.weight):
            seen = counts.get(vote.sign, 0)
            counts[vote.sign] = seen + 1
            again = _AGAIN if vote.sign not in _ONCE else 0.0
            total += vote.weight * (1.0 if seen == 0 else again if seen < _MOST else 0.0)
        return total + _AGREEING * max(0, len(counts) - 1)

    @property
    def blocks(self) -> int:
        """In how many blocks there is a sign."""
        return len({vote.block.lines for vote in self.votes})

    def is_credible(self, *, sparse: bool = False) -> bool:
        """A name in no list needs more than votes: signs that agree, outside the story too.

        ``sparse``: little stands around the story, and fewer of them are enough.
        """
        if self.outlet is not None:
            return True
        if self.signs <= IN_STORIES:
            return sparse and "told" in self.signs and NEWSPAPER.search(self.name) is not None
        return self._is_proven or (sparse and self._is_signed)

    @property
    def _is_proven(self) -> bool:
        """Signs in two blocks, and more: a notice of copyright and another sign, a masthead and a
        phrase, three phrases, or four signs; a paper's name needs nothing more. Or a biography
        with an address of the paper.
        """
        signs = self.signs
        is_paper = PAPER.search(self.name) is not None
        if is_paper and "e-mail" in signs and not signs.isdisjoint(("bio", "staffer")):
            return True
        enough = len(signs) >= _SURE or ("copyright" in signs and len(signs) > 1)
        phrases = len(signs & _PHRASES)
        proven = phrases > _TWICE or (phrases > 0 and "masthead" in signs)
        return self.blocks > 1 and (enough or proven or is_paper)

    @property
    def _is_signed(self) -> bool:
        """The house signs the story; or two phrases, or two signs in three blocks, agree; or it
        was told three times, and credited besides.
        """
        signs = self.signs
        if not signs.isdisjoint(_SIGNED):
            return True
        if len(signs & _PHRASES) >= _TWICE and len({vote.block.text for vote in self.votes}) > 1:
            return True
        told = sum(vote.sign == "told" for vote in self.votes)
        return (told == _MOST and len(signs) > _TWICE) or (
            len(signs - _WEAK) > 1 and self.blocks > _TWICE
        )

    @property
    def signs(self) -> frozenset[str]:
        return frozenset(vote.sign for vote in self.votes)


class Ballot:
    """The candidates of one page."""

    def __init__(self) -> None:
        self._candidates: dict[str, Candidate] = {}

    def add(self, name: str, outlet: KnownOutlet | None, vote: Vote) -> None:
        key = outlet.key if outlet else f"?{squeezed(name)}"
        candidate = self._candidates.setdefault(key, Candidate(name, outlet))
        if (candidate.name.islower() and not name.islower()) or name.count(" ") > (
            candidate.name.count(" ")
        ):
            candidate.name = name  # a page's own writing of what an address or handle holds
        here = [cast.sign for cast in candidate.votes if cast.block is vote.block]
        if outlet is not None and vote.sign == "owned" and "copyright" in here:
            return  # "© 2020 X Inc" is one notice
        same = [cast for cast in candidate.votes if cast.sign == vote.sign]
        if len(same) < _MOST and all(vote.block is not cast.block for cast in same):
            candidate.votes.append(vote)

    def drop(self, names: Iterable[str]) -> None:
        """Take out names that are in no list."""
        for name in names:
            self._candidates.pop(f"?{squeezed(name)}", None)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """By score, the highest first; longer names count for the shorter one they begin with."""
        merged = _merged(self._candidates.values())
        return tuple(sorted(merged, key=lambda candidate: -candidate.score))

    def winner(self, *, sparse: bool = False) -> Candidate | None:
        """The first if it has enough votes and is clearly ahead of any other name.

        ``sparse``: little stands around the story, so that fewer votes are enough.
        """
        eligible = [
            one
            for one in self.candidates
            if one.score >= _fewest(one, sparse) and one.is_credible(sparse=sparse)
        ]
        ranked = sorted(eligible, key=lambda one: -one.score * (1.0 if one.outlet else _FOUND))
        if not ranked:
            return None
        name = squeezed(ranked[0].name)
        kin = (one for one in ranked if one.outlet and squeezed(one.name).startswith(name))
        best = ranked[0] if ranked[0].outlet else next(kin, ranked[0])
        most = best.score * (1.0 if best.outlet else _FOUND)
        for other in ranked:
            rival = other.score * (1.0 if other.outlet else _FOUND)
            if not _kindred(best.name, other.name):
                return best if most >= _LEAD * rival else None
        return best


def _fewest(candidate: Candidate, sparse: bool) -> float:
    """Votes that a candidate needs. An agency's notices stand on the pages of others as well."""
    if candidate.outlet is None and candidate.signs <= IN_STORIES:
        return _ENOUGH_TOLD
    if candidate.outlet is None:
        return _ENOUGH_UNKNOWN_BARE if sparse else _ENOUGH_UNKNOWN
    if candidate.outlet.agency:
        return _ENOUGH_AT_WORK if candidate.signs <= _WORK else _ENOUGH
    return _ENOUGH_BARE if sparse else _ENOUGH


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Unknown names with their votes given to the candidate whose name they begin with."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: (one.outlet is None, len(one.name))):
        given = _words_of(candidate.name)
        shorter = None
        if candidate.outlet is None:
            starts = (" ".join(given[:end]) for end in range(1, len(given) + 1))
            shorter = next((found[start] for start in starts if start in found), None)
        if shorter is None:
            found[" ".join(given)] = Candidate(
                candidate.name, candidate.outlet, list(candidate.votes)
            )
        else:
            if shorter.outlet is None and len(candidate.votes) > 1 and _FULL.search(candidate.name):
                shorter.name = candidate.name
            seen = {vote.block.lines for vote in shorter.votes}
            shorter.votes.extend(one for one in candidate.votes if one.block.lines not in seen)
    return list(found.values())


def _words_of(name: str) -> list[str]:
    return name.casefold().removeprefix("the ").split()


def _kindred(one: str, other: str) -> bool:
    a, b = squeezed(one), squeezed(other)
    return a.startswith(b) or b.startswith(a)
