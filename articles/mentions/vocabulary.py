"""The words of a language by which names, their kinds and speakers are recognised."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

#: Languages with words of their own. In others, names have no kinds and nobody speaks.
LANGUAGES: Final = frozenset({"en", "de", "fr", "es"})
#: In German every noun has a capital, so a capital alone tells nothing.
CAPITALISES_NOUNS: Final = frozenset({"de"})

_AFTER_HYPHEN: Final = frozenset(
    [
        "backed",
        "led",
        "controlled",
        "based",
        "born",
        "style",
        "made",
        "held",
        "run",
        "occupied",
        "speaking",
        "wide",
        "owned",
        "era",
    ]
)

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, in small letters; ``articles/mentions/data`` says what they mean.

    ``according_to`` matches what stands before a speaker instead of a verb.
    """

    language: str
    titles: Words
    title_endings: tuple[str, ...]
    modifiers: Words
    organisations: Words
    organisation_endings: tuple[str, ...]
    alone: Words
    joins: Words
    joining: Words
    places: Words
    place_first: Words
    place_joins: Words
    in_place: Words
    of_place: Words
    not_in: Words
    cities: Words
    verbs: Words
    naming_verbs: Words
    he: Words
    she: Words
    men: Words
    women: Words
    common: Words
    abbreviations: Words
    acronyms: Words
    dates: Words
    months: Words
    kin: Words
    demonyms: Words
    according_to: re.Pattern[str] | None

    def is_title(self, word: str) -> bool:
        """Whether a person's name may follow this word, given in small letters."""
        return word in self.titles or (
            bool(self.title_endings) and word.endswith(self.title_endings)
        )

    def is_demonym(self, word: str) -> bool:
        """Whether a word, given in small letters, is one such as Russian or Russian-backed."""
        if word in self.demonyms:
            return True
        _, hyphen, last = word.rpartition("-")
        return bool(hyphen) and (last in self.demonyms or last in _AFTER_HYPHEN)

    def is_organisation(self, word: str) -> bool:
        """Whether a name with this word, given in small letters, is that of an organisation."""
        if word in self.organisations:
            return True
        return bool(self.organisation_endings) and word.endswith(self.organisation_endings)


@cache
def vocabulary_of(language: str) -> Vocabulary:
    """The words of a language, given as a code of two letters; of others, hardly any."""
    name = language if language in LANGUAGES else ""
    stated: dict[str, Any] = {}
    if name:
        text = (files("articles.mentions") / "data" / f"{name}.toml").read_text("utf-8")
        stated = tomllib.loads(text)

    def words(key: str) -> Words:
        return frozenset(str(stated.get(key, "")).split())

    according = tuple(str(each) for each in stated.get("according", ()))
    return Vocabulary(
        language=name,
        titles=words("titles"),
        title_endings=tuple(sorted(words("title_endings"))),
        modifiers=words("modifiers"),
        organisations=words("organisations"),
        organisation_endings=tuple(sorted(words("organisation_endings"))),
        alone=words("alone"),
        joins=words("joins"),
        joining=words("joining"),
        places=words("places"),
        place_first=words("place_first"),
        place_joins=words("place_joins"),
        in_place=words("in_place"),
        of_place=words("of_place"),
        not_in=words("not_in"),
        cities=words("cities"),
        verbs=words("verbs") | words("naming_verbs"),
        naming_verbs=words("naming_verbs"),
        he=words("he"),
        she=words("she"),
        men=words("men"),
        women=words("women"),
        common=words("common"),
        abbreviations=words("abbreviations"),
        acronyms=words("acronyms"),
        dates=words("months") | words("days"),
        months=words("months"),
        kin=(words("men") | words("women")) & words("titles"),
        demonyms=words("demonyms"),
        according_to=_any_of(according),
    )


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    listed = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w’'-])(?:{listed})(?![\w])", re.IGNORECASE)
