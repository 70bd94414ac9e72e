"""Two texts side by side: which paragraphs match, and which of their words differ."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel, Opcode

from articles.copies.shingles import Shingled

#: Paragraphs of each text that are compared.
MOST: Final = 400
#: Two paragraphs match if so much of one stands in the other.
_MATCHING: Final = 0.5
#: A shingle of more paragraphs tells nothing about which of them match.
_FEW: Final = 20
#: Words of two paragraphs whose differences are shown; longer ones differ as a whole.
LONGEST: Final = 1_000


class Piece(NamedTuple):
    """Words of a paragraph. ``is_own``: the other text does not have them here."""

    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Two paragraphs that match, or one that only one text has: then the other is empty.

    ``is_moved``: it stands elsewhere in the other text.
    """

    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    is_moved: bool = False

    @property
    def kind(self) -> str:
        if not self.second:
            return "dropped"
        if not self.first:
            return "added"
        differs = any(piece.is_own for piece in (*self.first, *self.second))
        return "changed" if differs else "same"


def compared(first: Sequence[str], second: Sequence[str]) -> list[Row]:
    """The rows of two texts, each given as its paragraphs, in the order of the second.

    What only the first has stands where it stood there.
    """
    first, second = first[:MOST], second[:MOST]
    match = matches(first, second)
    matched = set(match.values())
    dropped = iter([number for number in range(len(first)) if number not in matched])
    following = next(dropped, None)
    rows: list[Row] = []
    furthest = -1
    for number, paragraph in enumerate(second):
        partner = match.get(number)
        if partner is None:
            rows.append(Row((), (Piece(paragraph, True),)))
            continue
        while following is not None and following < partner:
            rows.append(Row((Piece(first[following], True),), ()))
            following = next(dropped, None)
        is_moved = partner < furthest
        furthest = max(furthest, partner)
        rows.append(Row(*_differences(first[partner], paragraph), is_moved))
    while following is not None:
        rows.append(Row((Piece(first[following], True),), ()))
        following = next(dropped, None)
    return rows


def counts(rows: Sequence[Row]) -> Counter[str]:
    """The number of rows of each kind."""
    return Counter(row.kind for row in rows)


def matches(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """The number of the matching paragraph of ``first`` by that of ``second``, each used once."""
    found: dict[int, int] = {}
    equal: dict[str, deque[int]] = defaultdict(deque)
    for number, paragraph in enumerate(first):
        equal[paragraph].append(number)
    for number, paragraph in enumerate(second):
        if equal[paragraph]:
            found[number] = equal[paragraph].popleft()
    rest = {n: Shingled.of(each) for n, each in enumerate(second) if n not in found}
    left = {n: Shingled.of(first[n]) for n in sorted(set(range(len(first))) - {*found.values()})}
    ranked = []
    for number, partner in _candidates(rest, left):
        share = max(rest[number].share_in(left[partner]), left[partner].share_in(rest[number]))
        if share >= _MATCHING:
            ranked.append((-share, abs(partner - number), number, partner))
    used = set()
    for _, _, number, partner in sorted(ranked):
        if number not in found and partner not in used:
            found[number] = partner
            used.add(partner)
    return found


def _candidates(
    rest: Mapping[int, Shingled], left: Mapping[int, Shingled]
) -> Iterator[tuple[int, int]]:
    """Pairs of paragraphs that have shingles in common which few others have."""
    holding: dict[int, list[int]] = defaultdict(list)
    for number, shingled in left.items():
        for key in set(shingled.keys.tolist()):
            holding[key].append(number)
    for number, shingled in rest.items():
        holders = (holding.get(key, ()) for key in shingled.keys.tolist())
        for partner in set().union(*(each for each in holders if len(each) <= _FEW)):
            yield number, partner


def opcodes(first: Sequence[str], second: Sequence[str]) -> list[Opcode]:
    """The runs of words that both have, or that only one has, in their order."""
    return list(Indel.opcodes(first, second))


def _differences(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    ones, twos = first.split(), second.split()
    if ones == twos:
        return (Piece(first, False),), (Piece(second, False),)
    if max(len(ones), len(twos)) > LONGEST:
        return (Piece(first, True),), (Piece(second, True),)
    blocks = opcodes(ones, twos)
    return (
        tuple(_pieces(ones, [(each.src_start, each.src_end, each.tag) for each in blocks])),
        tuple(_pieces(twos, [(each.dest_start, each.dest_end, each.tag) for each in blocks])),
    )


def _pieces(words: Sequence[str], spans: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    for start, end, tag in spans:
        if start < end:
            yield Piece(" ".join(words[start:end]), tag != "equal")
