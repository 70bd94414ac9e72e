"""Names, and the evidence for their kinds."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

PERSON: Final = "person"
PLACE: Final = "place"
ORGANISATION: Final = "organisation"
#: A person or an organisation: it speaks.
SOMEBODY: Final = "somebody"


_SPELLING: Final = str.maketrans({".": None, "’": "'", "‘": "'", "ʼ": "'"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention of the name ``key``: where it stands in a paragraph, from ``start`` to ``end``."""

    paragraph: int
    start: int
    end: int
    key: str


@dataclass(slots=True)
class Name:
    """A name in a text. ``rule`` says why it has its ``kind`` (a key of RULES), ``paragraph`` is
    the number of that which shows it, from 0. ``forms`` are all its forms in the text."""

    text: str
    kind: str = ""
    rule: str = ""
    paragraph: int = 0
    times: int = 0
    forms: tuple[str, ...] = ()


#: Why a name has its kind, as pages say it.
RULES: Final = {
    "title": "a title or a role stands before it",
    "role": "a role follows it",
    "age": "an age follows it",
    "who": "“who” follows it",
    "speaks": "it is said to have said something",
    "place": "the list of countries and cities has it",
    "in": "a word such as “in” stands before it",
    "dateline": "the dateline names it",
    "with": "it is listed beside a place",
    "word": "it contains a word that such names have",
    "letters": "it is an abbreviation in capitals",
    "agency": "the dateline names it as the source",
    "": "it is written like a name",
}

#: How much each piece of evidence counts.
WEIGHTS: Final = {
    "title": 6, "role": 4, "age": 5, "who": 3, "speaks": 3,
    "place": 4, "in": 3, "dateline": 6, "with": 2,
    "word": 5, "letters": 2, "agency": 6,
}  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What was seen of one form of a name."""

    words: tuple[str, ...]
    text: str
    spots: list[Spot] = field(default_factory=list)
    evidence: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    shown_in: dict[tuple[str, str], int] = field(default_factory=dict)
    is_sure: bool = False

    def add(self, kind: str, rule: str, paragraph: int) -> None:
        self.evidence[kind][rule] += 1
        self.shown_in.setdefault((kind, rule), paragraph)

    @property
    def scores(self) -> dict[str, int]:
        """Repeated evidence of one sort counts at most twice."""
        return {
            kind: sum(WEIGHTS[rule] * min(2, number) for rule, number in rules.items())
            for kind, rules in self.evidence.items()
        }

    @property
    def kind(self) -> str:
        """The kind with the best evidence; "" if two have as much."""
        scores = {kind: score for kind, score in self.scores.items() if kind != SOMEBODY}
        ranked = sorted(scores.items(), key=lambda each: -each[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]


def key_of(text: str) -> str:
    """The same for all spellings of a name with other capitals, apostrophes or full stops."""
    return text.translate(_SPELLING).casefold()
