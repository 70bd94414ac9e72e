"""Votes for the outlet. Each piece of evidence for a name is one; repeated evidence counts less."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.extraction.lines.outletnames import NEWSPAPER, PAPER
from articles.extraction.page.blocks import Block
from articles.extraction.words.knownoutlets import KnownOutlet, squeezed
from articles.extraction.words.vocabulary import words

# The score that a candidate needs: a known outlet, on any page and on one with little furniture;
# and an agency for which there is only evidence of the kinds in _WORK.
_ENOUGH, _ENOUGH_SPARSE, _ENOUGH_AT_WORK = 1.5, 1.1, 2.0
# The same for a name in no list, on any page and on one with little furniture; and for such a name
# with evidence of the kinds in IN_STORIES only.
_ENOUGH_UNKNOWN, _ENOUGH_UNKNOWN_SPARSE, _ENOUGH_TOLD = 2.5, 1.6, 0.4
_MOST = 3  # lines with the same kind of evidence that count
_REPEATED = 0.4  # the share of its weight that the second and the third of them have
_ONCE = frozenset({"copyright"})  # A notice that is printed twice proves no more.
_AGREEING = 0.3  # what each further kind of evidence adds
_SURE = 4  # so many kinds of evidence are proof
# The evidence of phrases in which a page speaks of itself.
_PHRASES = words("newsletter app appeal thanks more follow about owned e-mail product handle")
_SIGNED = frozenset({"signed", "staff", "staffer", "opening", "thanks", "app"})
# Stories name other outlets in these ways too.
IN_STORIES = frozenset({"told", "heard", "recurs"})
# Any label, and any name that a story is about, may be printed in these ways.
_WEAK = IN_STORIES | {"alone", "masthead", "link"}
# Some pages leave out these last words of their outlet's name.
_FULL = re.compile(r" (?:Magazine|News|Review|Journal|Press|Reporter|Online|ABC|CBS|NBC|FOX)$")
# Phrases in which a story tells of its outlet's interviews or research.
_WORK = frozenset({"work", "heard"})
_TWO = 2  # phrases or blocks; more of them are proof
_UNKNOWN_SHARE = 0.5  # the share of its score with which a name in no list is compared
_LEAD = 1.1  # the winner has at least this many times the score of any other name


class Vote(NamedTuple):
    """One piece of evidence for an outlet in one block. ``evidence`` is its kind."""

    evidence: str
    weight: float
    block: Block


@dataclass(slots=True)
class Candidate:
    """A name with its votes. ``outlet`` is None if the name is in no list."""

    name: str
    outlet: KnownOutlet | None
    votes: list[Vote] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The sum of the weights: repeats count less, and each further kind of evidence adds."""
        counts: dict[str, int] = {}
        total = 0.0
        for vote in sorted(self.votes, key=lambda vote: -vote.weight):
            seen = counts.get(vote.evidence, 0)
            counts[vote.evidence] = seen + 1
            repeated = _REPEATED if vote.evidence not in _ONCE else 0.0
            total += vote.weight * (1.0 if seen == 0 else repeated if seen < _MOST else 0.0)
        return total + _AGREEING * max(0, len(counts) - 1)

    @property
    def blocks(self) -> int:
        """The number of blocks with evidence."""
        return len({vote.block.lines for vote in self.votes})

    def is_credible(self, *, sparse: bool = False) -> bool:
        """A name in no list needs more than votes: evidence that agrees, and not in the story only.

        ``sparse``: there is little around the story, so that less evidence is enough.
        """
        if self.outlet is not None:
            return True
        if self.evidence <= IN_STORIES:
            return sparse and "told" in self.evidence and NEWSPAPER.search(self.name) is not None
        return self._is_proven or (sparse and self._is_signed)

    @property
    def _is_proven(self) -> bool:
        """Evidence in two blocks, if the name is a paper's or the evidence is strong.

        That is a notice of copyright and anything else, a masthead and a phrase, three phrases, or
        four kinds. A biography with an address of the paper is proof too.
        """
        evidence = self.evidence
        is_paper = PAPER.search(self.name) is not None
        if is_paper and "e-mail" in evidence and not evidence.isdisjoint(("bio", "staffer")):
            return True
        enough = len(evidence) >= _SURE or ("copyright" in evidence and len(evidence) > 1)
        phrases = len(evidence & _PHRASES)
        proven = phrases > _TWO or (phrases > 0 and "masthead" in evidence)
        return self.blocks > 1 and (enough or proven or is_paper)

    @property
    def _is_signed(self) -> bool:
        """The outlet signs the story; or two phrases agree, or two kinds in three blocks; or people
        told it something three times, and there are two other kinds.
        """
        evidence = self.evidence
        if not evidence.isdisjoint(_SIGNED):
            return True
        if len(evidence & _PHRASES) >= _TWO and len({vote.block.text for vote in self.votes}) > 1:
            return True
        told = sum(vote.evidence == "told" for vote in self.votes)
        return (told == _MOST and len(evidence) > _TWO) or (
            len(evidence - _WEAK) > 1 and self.blocks > _TWO
        )

    @property
    def evidence(self) -> frozenset[str]:
        """The kinds of its evidence."""
        return frozenset(vote.evidence for vote in self.votes)


class Candidates:
    """The names on one page that may be its outlet's, with their votes."""

    def __init__(self) -> None:
        self._candidates: dict[str, Candidate] = {}

    def add(self, name: str, outlet: KnownOutlet | None, vote: Vote) -> None:
        """Count a vote, unless its block has one of its kind, or enough blocks do."""
        key = outlet.key if outlet else f"?{squeezed(name)}"
        candidate = self._candidates.setdefault(key, Candidate(name, outlet))
        if (candidate.name.islower() and not name.islower()) or name.count(" ") > (
            candidate.name.count(" ")
        ):
            candidate.name = name  # An address or a handle has neither capitals nor blanks.
        here = [other.evidence for other in candidate.votes if other.block is vote.block]
        if outlet is not None and vote.evidence == "owned" and "copyright" in here:
            return  # "© 2020 X Inc" is one notice.
        same = [other for other in candidate.votes if other.evidence == vote.evidence]
        if len(same) < _MOST and all(vote.block is not other.block for other in same):
            candidate.votes.append(vote)

    def drop(self, names: Iterable[str]) -> None:
        """Remove names, unless they are those of known outlets."""
        for name in names:
            self._candidates.pop(f"?{squeezed(name)}", None)

    @property
    def ranked(self) -> tuple[Candidate, ...]:
        """The candidates, the highest score first. A longer name votes for one it begins with."""
        merged = _merged(self._candidates.values())
        return tuple(sorted(merged, key=lambda candidate: -candidate.score))

    def winner(self, *, sparse: bool = False) -> Candidate | None:
        """The first, if its score is high enough and clearly above that of any other name.

        ``sparse``: there is little around the story, so that less is enough.
        """
        eligible = [
            one
            for one in self.ranked
            if one.score >= _fewest(one, sparse) and one.is_credible(sparse=sparse)
        ]
        ranked = sorted(
            eligible, key=lambda one: -one.score * (1.0 if one.outlet else _UNKNOWN_SHARE)
        )
        if not ranked:
            return None
        name = squeezed(ranked[0].name)
        known = (one for one in ranked if one.outlet and squeezed(one.name).startswith(name))
        best = ranked[0] if ranked[0].outlet else next(known, ranked[0])
        most = best.score * (1.0 if best.outlet else _UNKNOWN_SHARE)
        for other in ranked:
            rival = other.score * (1.0 if other.outlet else _UNKNOWN_SHARE)
            if not _is_same_name(best.name, other.name):
                return best if most >= _LEAD * rival else None
        return best


def _fewest(candidate: Candidate, sparse: bool) -> float:
    """The score that a candidate needs. An agency's notices stand on the pages of others too."""
    if candidate.outlet is None and candidate.evidence <= IN_STORIES:
        return _ENOUGH_TOLD
    if candidate.outlet is None:
        return _ENOUGH_UNKNOWN_SPARSE if sparse else _ENOUGH_UNKNOWN
    if candidate.outlet.agency:
        return _ENOUGH_AT_WORK if candidate.evidence <= _WORK else _ENOUGH
    return _ENOUGH_SPARSE if sparse else _ENOUGH


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, in which unknown names vote for the candidate whose name they begin with."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: (one.outlet is None, len(one.name))):
        parts = _words_of(candidate.name)
        shorter = None
        if candidate.outlet is None:
            starts = (" ".join(parts[:end]) for end in range(1, len(parts) + 1))
            shorter = next((found[start] for start in starts if start in found), None)
        if shorter is None:
            found[" ".join(parts)] = Candidate(
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


def _is_same_name(one: str, other: str) -> bool:
    """True if one of the names begins with the other."""
    a, b = squeezed(one), squeezed(other)
    return a.startswith(b) or b.startswith(a)
