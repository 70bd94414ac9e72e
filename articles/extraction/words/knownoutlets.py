"""Known outlets and agencies: by name, slogan, web address and agency slug.

They are data, in ``data/outlets.toml``; each entry's examples are tested.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DATA, MARKS, folded, words_of

#: The file of the known outlets.
OUTLETS = DATA / "outlets.toml"
# A name of at most this many characters ("AP", "DW", "Time") must be in the same case.
_EXACT_UP_TO = 4
# A name of at least this many characters is recognised without its blanks ("BusinessToday").
_SQUEEZED_FROM = 9
_LONGEST_NAME = 6  # words: No known outlet has a longer name.
_PHRASES = phrasebook("knownoutlets")
# Words that are in names and in many texts without any: the greater its number, the more frequent.
_FREQUENT = {word: at for at, word in enumerate(_PHRASES.entries["frequent"].words.split(), 1)}
# What follows a name if it is only the beginning of another paper's: "Times" after "The Sun".
_LONGER = _PHRASES.pattern("longer")
# The place with which an entry tells its outlet from others of the name: "The Sun (Nigeria)"
_PLACE = re.compile(r" \(([^()]+)\)$")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class KnownOutlet:
    """One entry of the data file.

    ``key`` is the slug of ``name``; an agency signs its stories with one of ``slugs``.
    ``reprinted``: other outlets print its stories, and credit it. ``ordinary``: its name is also a
    common word, or the name of a section or of other papers.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    agency: bool = False
    reprinted: bool = False
    ordinary: bool = False
    examples: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """A word in the tree of names: the outlet whose name ends here, and the words that follow."""

    outlet: KnownOutlet | None = None
    then: dict[str, _Node] = field(default_factory=dict)


class KnownOutlets:
    """The known outlets, found by name, slogan, agency slug or web host.

    ``never`` are names of networks, services and publishers.
    """

    def __init__(self, known: Iterable[KnownOutlet], never: Iterable[str] = ()) -> None:
        self.known = tuple(known)
        self._never = frozenset(squeezed(name) for name in never)
        self._exact: dict[str, KnownOutlet] = {}
        self._folded: dict[str, KnownOutlet] = {}
        self._tree = _Node()
        self._beginnings: set[str] = set()
        # The words of each name that is no common word, by the most telling of them.
        self._by_word: dict[str, set[frozenset[str]]] = {}
        self._telling: set[str] = set()
        #: The names that are one common word each. Only in capitals do they stand out in a text.
        self.common_words: set[str] = set()
        #: The first words of all names, in lower case.
        self.first_words: set[str] = set()
        self._squeezed: dict[str, KnownOutlet] = {}
        self._slogans: dict[str, KnownOutlet] = {}
        self._domains: dict[str, KnownOutlet] = {}
        self._slugs: dict[str, KnownOutlet] = {}
        for outlet in self.known:
            for name in names_of(outlet):
                if not outlet.ordinary:
                    parts = words_of(folded(name))
                    telling = max(parts, key=_is_telling)
                    self._by_word.setdefault(telling, set()).add(frozenset(parts))
                    self._telling.add(telling)
                elif " " not in name and len(name) >= _EXACT_UP_TO:
                    self.common_words.add(folded(name))
                if len(squeezed(name)) >= _SQUEEZED_FROM and not outlet.ordinary:
                    self._squeezed.setdefault(squeezed(name), outlet)
                if len(name) <= _EXACT_UP_TO:
                    self._exact[name] = outlet
                    self.first_words.add(name.casefold())
                    continue
                self._folded[folded(name)] = outlet
                node = self._tree
                first = folded(name).split()[0]
                if not first.isalnum() or " " not in name:
                    self._beginnings.add(first.rstrip("!?.,:"))
                for word in folded(name).split():
                    node = node.then.setdefault(word, _Node())
                node.outlet = outlet
                self.first_words.update((first, first.rstrip("!?.,:")))
            self._slogans.update((folded(slogan), outlet) for slogan in outlet.slogans)
            self._domains.update((domain, outlet) for domain in outlet.domains)
            self._slugs.update((slug.casefold(), outlet) for slug in outlet.slugs)

    def named(self, text: str, plain: str | None = None) -> KnownOutlet | None:
        """The outlet whose name or alias is the whole of ``text``. ``plain`` is the text folded."""
        stripped = text.strip(" .!:,|")
        if len(stripped) <= _EXACT_UP_TO and stripped in self._exact:
            return self._exact[stripped]
        found = self._folded.get(folded(text) if plain is None else plain)
        if found is None and " " not in stripped:
            found = self._squeezed.get(squeezed(text))
        return found

    def meant_by(self, name: str) -> KnownOutlet | None:
        """The outlet with this name, alias or web address: "example.com" for its host."""
        return self.named(name) or (self.at_host(name) if "." in name and " " not in name else None)

    def may_be_one(self, name: str, other: str) -> bool:
        """False if these names are listed as those of two outlets, or if one of them is listed and
        also a common word or a part of other papers' names, as The Times is."""
        found = [self.named(name), self.named(other)]
        if None in found:
            return not any(outlet and outlet.ordinary for outlet in found)
        return found[0] is found[1]

    def is_never_outlet(self, name: str) -> bool:
        """True for a network, a service or a publisher, which is never an outlet."""
        return squeezed(name) in self._never

    def with_slogan(self, plain: str) -> KnownOutlet | None:
        """The outlet with a slogan that is, folded, ``plain``."""
        return self._slogans.get(plain)

    def with_slug(self, slug: str) -> KnownOutlet | None:
        """The agency that signs its stories with ``slug``; case does not matter."""
        return self._slugs.get(slug.strip().casefold())

    def at_host(self, host: str) -> KnownOutlet | None:
        """The outlet that a web host belongs to, also below its domain (``edition.cnn.com``)."""
        labels = host.casefold().split(".")
        for start in range(len(labels) - 1):
            outlet = self._domains.get(".".join(labels[start:]))
            if outlet is not None:
                return outlet
        return None

    def may_be_in(self, words: Sequence[str]) -> bool:
        """False if a text with these words, as ``vocabulary.words_of`` finds them, has no name
        that is no common word."""
        telling = self._telling.intersection(words)
        if not telling:
            return False
        present = frozenset(words)
        return any(name <= present for word in telling for name in self._by_word[word])

    def may_begin(self, first: str, second: str) -> bool:
        """False if no name of an outlet begins with these two words, or is the first of them."""
        plain = first.casefold()
        node = self._tree.then.get(plain)
        if node is None:
            bare = first.replace("’", "'").removesuffix("'s")
            return bare in self._exact or bare.casefold() in self._beginnings
        if node.outlet is not None or first in self._exact:
            return True
        plain = second.casefold()
        return plain in node.then or (
            not plain.isalnum()
            and plain.replace("’", "'").removesuffix("'s").rstrip(MARKS) in node.then
        )

    def leading(self, text: str) -> KnownOutlet | None:
        """The outlet with the longest name that ``text`` begins with.

        None if the text goes on as a name of another paper does, which is in no list.
        """
        best: KnownOutlet | None = None
        node = self._tree
        rest, after = text, ""
        for at in range(_LONGEST_NAME):
            parts = rest.split(maxsplit=1)
            if not parts:
                break
            word, rest = parts[0], parts[-1] if len(parts) > 1 else ""
            plain = word.replace("’", "'")
            if at == 0:
                best = self._exact.get(plain.removesuffix("'s").strip(" .!:,|"))
                plain = plain.lstrip(MARKS)
            plain = plain.casefold()
            end = node.then.get(plain.removesuffix("'s").rstrip(MARKS))
            if end is not None and end.outlet is not None:
                best, after = end.outlet, rest if plain.isalnum() else ""
            if plain not in node.then:
                break
            node = node.then[plain]
        return None if after and _LONGER.match(after) else best


def names_of(outlet: KnownOutlet) -> Iterator[str]:
    """Its name and aliases, and those with a place in brackets also without the brackets."""
    for name in (outlet.name, *outlet.aliases):
        yield name
        if _PLACE.search(name):
            yield _PLACE.sub(r" \1", name)


def _is_telling(word: str) -> tuple[int, int]:
    """A sort key: frequent words tell less, and so do short ones."""
    return -_FREQUENT.get(word, 0), len(word)


def squeezed(name: str) -> str:
    """The letters and digits of ``name`` without its article: ``The List`` is ``list``.

    It is used to compare the different ways in which a page writes its own name.
    """
    plain = name.casefold()
    if not plain.isalnum():
        plain = _NO_LETTERS.sub("", plain)
    return plain.removeprefix("the") or plain


def key_of(name: str) -> str:
    """The key of an outlet called ``name``: its letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", letters.replace("'", "").replace("’", "")).strip("-")


@cache
def known_outlets() -> KnownOutlets:
    with OUTLETS.open("rb") as file:
        table = tomllib.load(file)
    return KnownOutlets((_entry(entry) for entry in table["outlet"]), table["never"])


def _entry(entry: dict[str, Any]) -> KnownOutlet:
    """An entry of the file; TypeError for a key that it must not have."""
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    values: dict[str, Any] = {**entry, **lists}
    return KnownOutlet(**values)
