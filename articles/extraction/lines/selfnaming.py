"""How a page names its own outlet in phrases: ``© 2020 X``, ``Subscribe to X``, ``told X``.

Each kind of phrase is evidence of its own, which ``fields.outlet`` weighs. Its expression ends
where the name begins, or begins where the name ends. ``data/phrases/selfnaming.toml`` has them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from articles.extraction.lines.biographies import opens_bio
from articles.extraction.words.expressions import Expression
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("selfnaming")

_REACH = 60  # How many characters before a phrase its name may begin.
_LONGEST_LABEL = 70  # characters: A longer line that begins with "About" is prose.
_BEFORE = "before_"
#: A name as pages print it, and one at the end of a text.
NAME = _PHRASES.pattern("name")
_NAME_AT_END = _PHRASES.pattern("name_at_end")
#: What stands before the name of the page's own outlet, by the kind of phrase.
BEFORE_NAME = {
    name.removeprefix(_BEFORE): _PHRASES.expression(name)
    for name in _PHRASES.entries
    if name.startswith(_BEFORE)
}
# The phrases that stories themselves use. All others are furniture, and mean nothing in prose.
_IN_PROSE = frozenset({"thanks", "told", "heard", "work", "bio", "copyright", "appeal", "account"})
# What stands before the name at the beginning of a short line: "About", "Contact".
_OPENING = _PHRASES.expression("opening")
#: What stands after the name in furniture. Each group is a kind of phrase.
AFTER_NAME = _PHRASES.expression("after")
_AFTER_NAME_IN_PROSE = _PHRASES.expression("after_in_prose")
#: The same, with what the outlet's reporters have made: only for texts that ``_MADE`` may match.
AFTER_NAME_WITH_MADE = _PHRASES.expression("after_with_made")
_MADE = _PHRASES.expression("made")
# These show that somebody spoke to an outlet on another occasion.
_POSSESSIVE, _EARLIER = _PHRASES.pattern("possessive"), _PHRASES.pattern("earlier")
_HAD = "had "


class Naming(NamedTuple):
    """A kind of phrase, and the name beside it, which may run on into the rest of the sentence."""

    phrase: str
    name: str


def _by_trigger(phrases: Mapping[str, Expression]) -> Mapping[str, Sequence[str]]:
    """The phrases that a text may have if it contains a word or mark, by that word or mark."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase, expression in phrases.items():
        for trigger in (*expression.words, *expression.marks):
            found[trigger].append(phrase)
    return dict(found)


_ALL = _by_trigger(BEFORE_NAME)
_PROSE = _by_trigger({name: form for name, form in BEFORE_NAME.items() if name in _IN_PROSE})
_AFTER = (AFTER_NAME, AFTER_NAME_WITH_MADE)
_MARKS = frozenset[str]().union(
    *(expression.marks for expression in (*BEFORE_NAME.values(), _OPENING, *_AFTER))
)
#: A text without any of these words and ``_MARKS`` has no phrase.
NAMING_WORDS = frozenset[str]().union(
    *(expression.words for expression in (*BEFORE_NAME.values(), _OPENING, *_AFTER))
)


def namings(text: str, plain: str, triggers: frozenset[str], *, prose: bool) -> Iterator[Naming]:
    """Every phrase in ``text`` with a name beside it, which may be that of the page's outlet.

    ``plain`` is the text folded, and ``triggers`` contains at least those of its words that are in
    ``NAMING_WORDS``. In prose, only the phrases that stories use are looked for.
    """
    found = triggers.union([mark for mark in _MARKS if mark in plain])
    if found.isdisjoint(NAMING_WORDS) and found.isdisjoint(_MARKS):
        return
    by_trigger = _PROSE if prose else _ALL
    for phrase in sorted({each for word in found for each in by_trigger.get(word, ())}):
        if BEFORE_NAME[phrase].may_match(plain):
            yield from _named_after(phrase, text, prose=prose)
    if len(text) <= _LONGEST_LABEL and not found.isdisjoint(_OPENING.words):
        opening = _OPENING.pattern.match(text)
        name = NAME.match(text, opening.end()) if opening else None
        if name:
            yield Naming("about", name.group())
    if prose:
        after = AFTER_NAME_WITH_MADE if _MADE.may_match(plain) else _AFTER_NAME_IN_PROSE
    else:
        after = AFTER_NAME
    is_followed = not (found.isdisjoint(after.words) and found.isdisjoint(after.marks))
    if is_followed and " " in text and after.may_match(plain):
        yield from _named_before(after.pattern, text)


def _named_after(phrase: str, text: str, *, prose: bool) -> Iterator[Naming]:
    """The names that stand after each phrase of a kind."""
    if phrase == "bio":
        yield from _named_in_bio(text, prose=prose)
        return
    for match in BEFORE_NAME[phrase].pattern.finditer(text):
        name = NAME.match(text, match.end())
        if name is not None:
            is_earlier = phrase == "told" and _is_earlier(text, match, name)
            yield Naming("heard" if is_earlier else phrase, name.group())


def _named_in_bio(text: str, *, prose: bool) -> Iterator[Naming]:
    """The outlets for which a biography says that somebody works."""
    if prose and not opens_bio(text):
        return
    for match in BEFORE_NAME["bio"].pattern.finditer(text):
        name = NAME.match(text, match.end())
        if name is not None:
            yield Naming("bio", name.group())


def _named_before(after: re.Pattern[str], text: str) -> Iterator[Naming]:
    """The names that stand before each phrase."""
    for match in after.finditer(text):
        before = _NAME_AT_END.search(text[max(0, match.start() - _REACH) : match.start()])
        if before:
            yield Naming(match.lastgroup or "", before.group(1))


def _is_earlier(text: str, phrase: re.Match[str], name: re.Match[str]) -> bool:
    """True if the words were said on another occasion: "told X in 2018", "had told X"."""
    return (
        text.endswith(_HAD, 0, phrase.start())
        or _POSSESSIVE.search(name.group()) is not None
        or _EARLIER.search(name.group()) is not None
        or _EARLIER.match(text, name.end()) is not None
    )
