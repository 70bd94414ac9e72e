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

# The least score of a known outlet: on any page, on one with little furniture, and for an agency
# with evidence of the kinds in _WORK only.
_ENOUGH, _ENOUGH_SPARSE, _ENOUGH_AT_WORK = 1.5, 1.1, 2.0
# The least score of a name in no list: on any page, on one with little furniture, and with evidence
# of the kinds in IN_STORIES only.
_ENOUGH_UNKNOWN, _ENOUGH_UNKNOWN_SPARSE, _ENOUGH_IN_STORIES = 2.5, 1.6, 0.4
_MOST_OF_A_KIND = 3  # Further lines with the same kind of evidence do not count.
_REPEATED = 0.4  # the share of its weight that a repeated kind of evidence has
_ONCE = frozenset({"copyright"})  # A notice that is printed twice proves no more.
_AGREEING = 0.3  # what each further kind of evidence adds
# How many kinds of evidence, and how many phrases, prove a name in no list.
_PROVING_KINDS, _PROVING_PHRASES = 4, 3
# What is enough for it on a page with little furniture: so many phrases, so many kinds of evidence
# with "told" among them, or so many blocks with other evidence.
_SIGNING_PHRASES, _SIGNING_KINDS, _SIGNING_BLOCKS = 2, 3, 3
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
            if not seen:
                total += vote.weight
            elif seen < _MOST_OF_A_KIND and vote.evidence not in _ONCE:
                total += vote.weight * _REPEATED
        return total + _AGREEING * max(0, len(counts) - 1)

    @property
    def blocks(self) -> int:
        """The number of blocks with evidence."""
        return len({vote.block.lines for vote in self.votes})

    def is_credible(self, *, sparse: bool = False) -> bool:
        """True for a known outlet, and for a name in no list that its evidence proves.

        ``sparse``: there is little text around the story, so less evidence is enough.
        """
        if self.outlet is not None:
            return True
        if self.evidence <= IN_STORIES:
            return sparse and "told" in self.evidence and NEWSPAPER.search(self.name) is not None
        return self._is_proven or (sparse and self._is_signed)

    @property
    def _is_proven(self) -> bool:
        """True for evidence in two blocks, if the name is like a paper's or the evidence is strong.

        Strong is a copyright notice with anything else, a masthead with a phrase, three phrases, or
        four kinds. A biography with an e-mail address of the paper is proof too.
        """
        evidence = self.evidence
        is_paper = PAPER.search(self.name) is not None
        if is_paper and "e-mail" in evidence and not evidence.isdisjoint(("bio", "staffer")):
            return True
        enough = len(evidence) >= _PROVING_KINDS or ("copyright" in evidence and len(evidence) > 1)
        phrases = len(evidence & _PHRASES)
        proven = phrases >= _PROVING_PHRASES or (phrases > 0 and "masthead" in evidence)
        return self.blocks > 1 and (enough or proven or is_paper)

    @property
    def _is_signed(self) -> bool:
        """True if the outlet signs the story, or if weaker evidence agrees.

        That is two phrases in different texts, two kinds in three blocks, or "told" three times
        with two other kinds.
        """
        evidence = self.evidence
        if not evidence.isdisjoint(_SIGNED):
            return True
        texts = {vote.block.text for vote in self.votes}
        if len(evidence & _PHRASES) >= _SIGNING_PHRASES and len(texts) > 1:
            return True
        told = sum(vote.evidence == "told" for vote in self.votes)
        return (told == _MOST_OF_A_KIND and len(evidence) >= _SIGNING_KINDS) or (
            len(evidence - _WEAK) > 1 and self.blocks >= _SIGNING_BLOCKS
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
        """Count a vote, unless its block has one of the same kind, or enough blocks have."""
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
        if len(same) < _MOST_OF_A_KIND and all(vote.block is not other.block for other in same):
            candidate.votes.append(vote)

    def drop(self, names: Iterable[str]) -> None:
        """Remove names that are in no list; known outlets stay."""
        for name in names:
            self._candidates.pop(f"?{squeezed(name)}", None)

    @property
    def ranked(self) -> tuple[Candidate, ...]:
        """The candidates, highest score first, with longer names merged into shorter ones."""
        merged = _merged(self._candidates.values())
        return tuple(sorted(merged, key=lambda candidate: -candidate.score))

    def winner(self, *, sparse: bool = False) -> Candidate | None:
        """The best candidate, if its score is high enough and clearly above that of any other name.

        ``sparse``: there is little text around the story, so a lower score is enough.
        """
        eligible = [
            one
            for one in self.ranked
            if one.score >= _required_score(one, sparse) and one.is_credible(sparse=sparse)
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


def _required_score(candidate: Candidate, sparse: bool) -> float:
    """The least score with which a candidate can win."""
    if candidate.outlet is None and candidate.evidence <= IN_STORIES:
        return _ENOUGH_IN_STORIES
    if candidate.outlet is None:
        return _ENOUGH_UNKNOWN_SPARSE if sparse else _ENOUGH_UNKNOWN
    if candidate.outlet.agency:
        # Its notices are also on the pages of other outlets, so ``sparse`` changes nothing.
        return _ENOUGH_AT_WORK if candidate.evidence <= _WORK else _ENOUGH
    return _ENOUGH_SPARSE if sparse else _ENOUGH


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates; the votes of an unknown name are given to the candidate with whose name it
    begins, if there is one."""
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
