"""Invented news stories with their facts, which first/exports.py prints."""

from __future__ import annotations

import datetime as dt
import random
import string
from dataclasses import dataclass

from benchmarks.exportsets.first.words import LANGUAGES, Language

_FIRST_DAY, _DAYS = dt.date(1998, 1, 1), 9000
#: Sentences with marks that end documents and labels of fields, as stories may quote them.
_QUOTED_MARKS = (
    'Every file closed with the words "End of Document" and a blank page, said {name}.',
    'The printout was headed "1 of 2 DOCUMENTS" although there was only one, {name} found.',
    'The clerk had left "BYLINE: unknown" and "LENGTH: 12 words" in the margin, said {name}.',
    'In the database the field "HD" holds the headline and "TD" the text, said {name}.',
    'Asked for the source, {name} read out: "Source: Daily Ferry, Holm, 3 May 2001".',
    'The last page bore the line "Document DFER000020010503dx530001", {name} recalled.',
    'Under "Full text: not available" somebody had written a note to {name}.',
    'The form still said "Quelle: Hafenkurier vom 03.05.2001, Seite 4", {name} noted.',
)


@dataclass(frozen=True)
class Story:
    """A story and how it is credited. ``credit`` is the byline as newspapers print it (without
    “By”): one or more ``authors``, perhaps with a role, or an agency alone; empty: no byline.
    ``first`` and ``last`` are the first and the last sentence of the body. ``serial`` is unique
    among the stories of a seed; databases make their numbers of documents from it."""

    serial: int
    language: Language
    headline: str
    outlet: str
    city: str
    date: dt.date
    authors: tuple[str, ...]
    credit: str
    section: str
    page: str
    edition: str
    paragraphs: tuple[str, ...]
    first: str
    last: str
    loaded: dt.date
    copyright_year: int

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    @property
    def inverted(self) -> str:
        """The authors with the family name first, as catalogues print them."""
        names = []
        for author in self.authors:
            given, _, family = author.partition(" ")
            names.append(f"{family}, {given}")
        return "; ".join(names) or self.credit


class Stories:
    """Makes stories from a seed. No two have the same headline or share a sentence that begins
    or ends a body."""

    def __init__(self, seed: int, *, hard: bool, languages: tuple[str, ...]) -> None:
        self._rng, self._hard = random.Random(seed), hard
        self._languages = languages
        self._taken: set[str] = set()
        self._serial = 10_000 + seed % 39 * 25_000

    def taken(self, count: int) -> list[Story]:
        """The next stories of the seed."""
        return [self._story() for _ in range(count)]

    def _story(self) -> Story:
        rng, hard = self._rng, self._hard
        main = self._languages[0]
        code = rng.choice(self._languages) if hard and rng.random() < 0.5 else main
        language = LANGUAGES[code]
        self._serial += rng.randint(1, 40)
        outlet, city = rng.choice(language.outlets)
        date = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS))
        authors, credit = self._byline(language)
        first, last = self._unique(language), self._unique(language)
        loaded = date + dt.timedelta(days=rng.choice((0, 1, 3, 40, 400, 2500)) if hard else 0)
        return Story(
            serial=self._serial,
            language=language,
            headline=self._headline(language),
            outlet=outlet,
            city=city,
            date=date,
            authors=authors,
            credit=credit,
            section="" if hard and rng.random() < 0.25 else rng.choice(language.sections),
            page="" if hard and rng.random() < 0.35 else str(rng.randint(1, 40)),
            edition=rng.choice(("", "", "Final Edition", "London Edition")) if hard else "",
            paragraphs=self._body(language, first, last),
            first=first,
            last=last,
            loaded=loaded,
            copyright_year=rng.choice((date.year, loaded.year, loaded.year + 1))
            if hard
            else date.year,
        )

    def _sentence(self, language: Language) -> str:
        rng = self._rng
        return (
            f"{rng.choice(language.subjects)} {rng.choice(language.verbs)} "
            f"{rng.choice(language.objects)} {rng.choice(language.ends)}."
        )

    def _unique(self, language: Language) -> str:
        while True:
            one, other = self._sentence(language), self._sentence(language)
            sentence = f"{one[:-1]}, {language.conjunction} {other[0].lower()}{other[1:]}"
            if sentence not in self._taken:
                self._taken.add(sentence)
                return sentence

    def _headline(self, language: Language) -> str:
        rng = self._rng
        while True:
            headline = (
                f"{rng.choice(language.subjects)} {rng.choice(language.verbs)} "
                f"{rng.choice(language.objects)}"
            )
            city = rng.choice(language.outlets)[1]
            if self._hard:
                kind = rng.randrange(5)
                if kind == 0:
                    quote = rng.choice(language.objects)
                    headline = f"“{quote[0].upper()}{quote[1:]}”: {city} – {headline}"
                elif kind == 1:  # long: over two lines
                    other = self._sentence(language)[:-1]
                    headline = f"{headline}; {other[0].lower()}{other[1:]}"
                elif kind == 2:
                    headline = f"{city}: {headline}?"
                elif kind == 3 and language.code == "en":
                    headline = string.capwords(headline)
            if headline in self._taken:
                headline = f"{headline} ({rng.randint(2, 999)})"
            if headline not in self._taken:
                self._taken.add(headline)
                return headline

    def _byline(self, language: Language) -> tuple[tuple[str, ...], str]:
        """The names of the authors, and the byline as printed."""
        rng, hard = self._rng, self._hard
        chance = rng.random()
        if hard and chance < 0.15:
            return (), ""
        if hard and chance < 0.23:
            return (), rng.choice(language.agencies)
        number = rng.choice((1, 1, 1, 2, 3)) if hard else 1
        given, family = rng.sample(language.given, number), rng.sample(language.family, number)
        authors = tuple(f"{one} {other}" for one, other in zip(given, family, strict=True))
        link = f" {language.conjunction} "
        credit = link.join(filter(None, (", ".join(authors[:-1]), authors[-1])))
        if hard:
            kind = rng.randrange(6)
            if kind == 0:
                credit += rng.choice(language.roles)
            elif kind == 1:
                credit = credit.upper()
            elif kind == 2 and number == 1:
                credit += f", {rng.choice(language.agencies)}"
        return authors, credit

    def _body(self, language: Language, first: str, last: str) -> tuple[str, ...]:
        rng = self._rng
        paragraphs = [
            " ".join(self._sentence(language) for _ in range(rng.randint(1, 4)))
            for _ in range(rng.randint(3, 9))
        ]
        if self._hard:
            name = f"{rng.choice(language.given)} {rng.choice(language.family)}"
            if rng.random() < 0.25:
                mark = rng.choice(_QUOTED_MARKS).format(name=name)
                place = rng.randrange(len(paragraphs))
                paragraphs[place] = f"{paragraphs[place]} {mark}"
            if rng.random() < 0.15:  # a chronicle: days on lines of their own
                for place in (3, 2):
                    day = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS))
                    paragraphs.insert(place, language.long_date(day))
        return (f"{first} {paragraphs[0]}", *paragraphs[1:], f"{self._sentence(language)} {last}")
