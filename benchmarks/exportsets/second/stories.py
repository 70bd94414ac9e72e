"""Invented news stories in seven languages, for exports of databases (second/exports.py).

Every name, headline and sentence is made from the word lists of second/words.py. No
sentence and no headline occurs twice among the stories of a seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from benchmarks.exportsets.first.exports import Truth
from benchmarks.exportsets.second.words import AGENCIES, LANGUAGES, SYLLABLES


class Person(NamedTuple):
    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True)
class Story:
    """A story as a newspaper prints it. Empty fields are missing; ``paragraphs`` are lists of
    sentences; ``loaded`` is when a database took the story in; ``year`` is that of the copyright;
    ``remarks`` stand below the text and are no part of it."""

    id: str
    language: str
    headline: str
    standfirst: str
    outlet: str
    place: str
    company: str
    day: date
    loaded: date
    year: int
    authors: tuple[Person, ...]
    role: str
    agency: str
    city: str
    section: str
    page: str
    edition: str
    dateline: bool
    caption: str
    remarks: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> int:
        return sum(len(text.split()) for part in self.paragraphs for text in part)

    def dice(self, purpose: str) -> random.Random:
        """Chance that falls the same for this story in every export."""
        return random.Random(f"{purpose} {self.id}")

    def truth(self) -> Truth:
        return Truth(
            headline=self.headline,
            outlet=self.outlet,
            date=self.day.isoformat(),
            bylines=tuple(map(str, self.authors)),
            agency="" if self.authors else self.agency,
            first=self.paragraphs[0][0],
            last=self.paragraphs[-1][-1],
            id=self.id,
        )


def _capital(text: str) -> str:
    """The text with a capital after its opening quotation mark."""
    for place, letter in enumerate(text):
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
        if letter.isdigit():
            break
    return text


def newsroom(seed: int, *, hard: bool, languages: Sequence[str]) -> Iterator[Story]:
    """Stories without end, the same for a seed. ``languages`` are codes, drawn alike; in a hard
    run fields are missing, several people sign, and dates of databases differ from the day."""
    dice = random.Random(f"{seed} {hard} {languages}")
    printed: set[str] = set()
    number = 0
    while True:
        number += 1
        story = _story(dice, dice.choice(languages), printed, hard=hard)
        yield replace(story, id=f"{seed}-{number}")


def _story(dice: random.Random, code: str, printed: set[str], *, hard: bool) -> Story:
    words = LANGUAGES[code]

    def often(share: float) -> bool:
        return hard and dice.random() < share

    def name(known: Sequence[str]) -> str:
        if dice.random() < 0.5:
            return dice.choice(known)
        return "".join(dice.choices(SYLLABLES, k=dice.choice((2, 2, 3)))).capitalize()

    def person() -> Person:
        return Person(dice.choice(words.first), name(words.last))

    def new(templates: Sequence[str]) -> str:
        while True:
            text = _capital(
                dice.choice(templates).format(
                    a=dice.choice(words.actors),
                    o=dice.choice(words.objects),
                    c=name(words.cities),
                    n=dice.randint(12, 9899),
                    w=dice.choice(words.weekdays),
                    p=person(),
                )
            )
            if text.casefold() not in printed:
                printed.add(text.casefold())
                return text

    headline = new(words.headlines)
    if often(0.2):  # so long that it takes two or three lines
        headline = f"{headline} – {new(words.headlines)}"
    if often(0.06):
        headline = headline.upper()
    paragraphs = [
        tuple(new(words.sentences) for _ in range(dice.randint(1, 4)))
        for _ in range(dice.randint(4, 11))
    ]
    day = date(1996, 1, 1) + timedelta(days=dice.randrange(8100))
    if often(0.25):
        paragraphs.insert(2, (dice.choice(words.crossheads),))
    if often(0.12):  # a chronicle, whose lines begin with dates
        paragraphs.insert(3, (f"{long_day(day - timedelta(days=40), code)}:", new(words.sentences)))
    if often(0.08):
        paragraphs.insert(3, ("* * *",))
    outlet, place, company = dice.choice(words.outlets)
    authors = tuple(
        dict.fromkeys(person() for _ in range(dice.choice((0, 1, 1, 1, 2, 3) if hard else (1, 2))))
    )
    remarks = []
    if often(0.1):
        remarks.append(f"{dice.choice(words.first)[0]}.{dice.choice(words.last)[:4]}@example.org")
    if often(0.1):
        remarks.append(f"({dice.choice(AGENCIES)})")
    if often(0.06) and code == "en":
        noted = f"CORRECTION: An article on {long_day(day, code)} misstated a sum."
        remarks.append(f"{noted} {new(words.sentences)}")
    late = dice.choice((0, 0, 1, 1, 2, 3, -1, 400)) if hard else 0
    return Story(
        id="",
        language=code,
        headline=headline,
        standfirst=new(words.sentences) if often(0.25) else "",
        outlet=outlet,
        place=place,
        company=company,
        day=day,
        loaded=day + timedelta(days=late),
        year=day.year + (dice.randint(1, 6) if often(0.1) else 0),
        authors=authors,
        role=dice.choice(words.roles) if authors and often(0.25) else "",
        agency=dice.choice(AGENCIES) if often(0.12 if authors else 0.5) else "",
        city=name(words.cities),
        section="" if often(0.15) else dice.choice(words.sections),
        page="" if often(0.2) else f"{dice.choice(('', 'A', 'B', '0'))}{dice.randint(1, 48)}",
        edition=dice.choice(("Final Edition", "1", "National")) if often(0.3) else "",
        dateline=often(0.4),
        caption=new(words.sentences) if often(0.3) else "",
        remarks=tuple(remarks),
        paragraphs=tuple(paragraphs),
    )


def long_day(day: date, code: str) -> str:
    """A day as newspapers of the language write it."""
    month = LANGUAGES[code].months[day.month - 1]
    if code == "en":
        return f"{month} {day.day}, {day.year}"
    if code == "de":
        return f"{day.day}. {month} {day.year}"
    if code in ("es", "pt"):
        return f"{day.day} de {month} de {day.year}"
    return f"{day.day} {month} {day.year}"


def credit(story: Story, dice: random.Random, *, prefix: bool) -> str:
    """A byline as printed: names, with "By" if ``prefix``, perhaps with a role, place or agency,
    or an agency alone; empty if nobody signs."""
    words = LANGUAGES[story.language]
    names = list(map(str, story.authors))
    if not names:
        return story.agency
    if dice.random() < 0.12:
        names = [name.upper() for name in names]
    text = f" {words.join} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if story.role:
        text += f", {story.role}"
    elif story.agency:
        text += f", {story.agency}"
    elif story.language == "en" and len(names) == 1 and dice.random() < 0.1:
        text += f" in {story.city}"
    return f"{words.by} {text}" if prefix else text
