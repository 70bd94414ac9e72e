"""The names on one page that may be its outlet's, each with the signs that speak for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.extraction.lines.outletnames import stem
from articles.extraction.page.blocks import Block
from articles.extraction.words.knownoutlets import KnownOutlet, squeezed

#: Stories name other outlets with these kinds of evidence too.
IN_STORIES = frozenset({"told", "heard", "work", "named", "inner", "recurs", "link"})
#: Further blocks with the same kind of evidence for one candidate are not counted.
MOST_OF_A_KIND = 3
_FEWEST_INITIALS = 3  # Two letters may be anything.
# Some pages leave out these last words of their outlet's name.
_FULL = re.compile(r" (?:Magazine|News|Review|Journal|Press|Reporter|Online|ABC|CBS|NBC|FOX)$")


class Sign(NamedTuple):
    """One piece of evidence for an outlet: its kind, and the block in which it stands.

    ``place`` is the index of the block on the page.
    """

    evidence: str
    block: Block
    place: int


@dataclass(slots=True)
class Candidate:
    """A name with its signs. ``outlet`` is None if the name is in no list."""

    name: str
    outlet: KnownOutlet | None
    signs: list[Sign] = field(default_factory=list)

    @property
    def evidence(self) -> frozenset[str]:
        """The kinds of its evidence."""
        return frozenset([sign.evidence for sign in self.signs])


class Candidates:
    """The candidates of a page, by outlet or, for a name in no list, by its letters and digits."""

    def __init__(self) -> None:
        self._candidates: dict[str, Candidate] = {}

    def add(self, name: str, outlet: KnownOutlet | None, sign: Sign) -> None:
        """Add a sign, unless its block has one of the same kind, or enough blocks have."""
        key = outlet.key if outlet else f"?{squeezed(stem(name))}"
        candidate = self._candidates.get(key)
        if candidate is None:
            candidate = self._candidates[key] = Candidate(name, outlet)
        elif _is_better(name, candidate.name):
            candidate.name = name
        same = [other for other in candidate.signs if other.evidence == sign.evidence]
        if len(same) < MOST_OF_A_KIND and all(sign.block is not other.block for other in same):
            candidate.signs.append(sign)

    def has(self, outlet: KnownOutlet, place: int) -> bool:
        """True if a block is a sign of a known outlet already, unless it only links to it."""
        candidate = self._candidates.get(outlet.key)
        return candidate is not None and any(
            sign.place == place and sign.evidence != "link" for sign in candidate.signs
        )

    def drop(self, names: Iterable[str]) -> None:
        """Remove names that are in no list; known outlets stay."""
        for name in names:
            self._candidates.pop(f"?{squeezed(stem(name))}", None)

    def unlisted(self) -> list[Candidate]:
        return [each for each in self._candidates.values() if each.outlet is None]

    def merged(self) -> list[Candidate]:
        """All candidates. A name in no list that begins with the name of another candidate, as
        "Harbour Post Magazine" does, gives its signs to that one, and so does a short form of the
        name of a known outlet."""
        found: dict[str, Candidate] = {}
        for candidate in sorted(
            self._candidates.values(), key=lambda one: (one.outlet is None, len(one.name))
        ):
            parts = _words_of(candidate.name)
            shorter = None
            if candidate.outlet is None:
                known = (other for other in found.values() if other.outlet is not None)
                name = candidate.name
                shorter = next((other for other in known if _is_short_for(name, other)), None)
            if candidate.outlet is None and shorter is None:
                starts = (" ".join(parts[:end]) for end in range(1, len(parts) + 1))
                shorter = next((found[start] for start in starts if start in found), None)
            if shorter is None:
                found[" ".join(parts)] = candidate
                continue
            is_usual = len(candidate.signs) > 1 or "site-path" in candidate.evidence
            if shorter.outlet is None and is_usual and _FULL.search(candidate.name):
                shorter.name = candidate.name
            seen = {(sign.evidence, sign.place) for sign in shorter.signs}
            shorter.signs += [s for s in candidate.signs if (s.evidence, s.place) not in seen]
        return list(found.values())


def _is_short_for(name: str, candidate: Candidate) -> bool:
    """True if a page may call a known outlet so: by its initials, or by the first words of its
    name ("HDP" and "Harbour" for Harbour Daily Post)."""
    words = _words_of(name)
    outlet = candidate.outlet
    for full in (outlet.name, *outlet.aliases) if outlet else ():
        parts = _words_of(full)
        if len(parts) > 1 and parts[: len(words)] == words:
            return True
        initials = "".join([part[0] for part in parts])
        if len(parts) >= _FEWEST_INITIALS and name.isupper() and name.casefold() == initials:
            return True
    return False


def _is_better(name: str, other: str) -> bool:
    """True if a page shows this form of the name to readers: with capitals and blanks, which an
    address or a handle lacks, or as a title that is an address ("HarbourLive.com")."""
    if name.islower():
        return False
    return other.islower() or name.count(" ") > other.count(" ") or name.startswith(f"{other}.")


def _words_of(name: str) -> list[str]:
    return stem(name).casefold().removeprefix("the ").split()
