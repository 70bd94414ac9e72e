"""The names and quotations of an article, as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from articles.mentions import kinds, speech
from articles.mentions.corrected import BY_PERSON
from articles.mentions.kinds import ORGANISATION, PERSON, PLACE, Name
from articles.mentions.reading import MOST_CHARACTERS, Mentions
from articles.models import MentionCorrection
from search.addresses.parameters import Parameters
from search.language.beside import in_quotes

#: The headings of lists of names, by their kind.
HEADINGS: Final = {
    PERSON: "People",
    ORGANISATION: "Organisations",
    PLACE: "Places",
    "": "Other names",
}


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A name, the address of a search for it, and why it is listed. ``paragraph`` is a number from
    1, ``also`` its other forms in the text."""

    name: Name
    url: str
    paragraph: int
    why: str
    also: Sequence[str]


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A quotation and its speaker with the words of the search marked, and both plain. ``url``
    leads to what else the speaker says, "" if it is not certain who that is."""

    text: SafeString
    speaker: SafeString
    plain: str
    speaker_name: str
    url: str
    paragraph: int
    why: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a page lists. ``kinds`` has the names by the heading of their kind; ``is_open``: the
    search has words in the quotations. ``read``: how many characters were read of a longer text, 0
    if all were."""

    names: int
    kinds: Sequence[tuple[str, Sequence[NamedRow]]]
    quotations: Sequence[QuotedRow]
    corrections: Sequence[MentionCorrection]
    may_correct: bool
    is_open: bool
    read: int

    @property
    def number(self) -> int:
        return self.names + len(self.quotations)


def texts_of(mentions: Mentions) -> list[tuple[str, str]]:
    """Field and text of each quotation and each speaker, in the order of the page."""
    return [
        pair
        for each in mentions.quotations
        for pair in (("quote", each.text), ("speaker", each.speaker))
    ]


def mentioned(
    mentions: Mentions,
    marked: Sequence[SafeString],
    corrections: Sequence[MentionCorrection],
    *,
    may_correct: bool,
) -> Mentioned:
    """``marked`` are the texts of ``texts_of`` with marks."""
    listed = []
    for kind, heading in HEADINGS.items():
        rows = [_named(name) for name in mentions.names if name.kind == kind]
        if rows:
            listed.append((heading, rows))
    pairs = zip(marked[::2], marked[1::2], strict=True)
    quotations = [
        _quoted(each, text, speaker)
        for each, (text, speaker) in zip(mentions.quotations, pairs, strict=True)
    ]
    return Mentioned(
        names=len(mentions.names),
        kinds=listed,
        quotations=quotations,
        corrections=corrections if may_correct else (),
        may_correct=may_correct,
        is_open=any("<mark" in text for text in marked),
        read=MOST_CHARACTERS if mentions.is_cut else 0,
    )


def _named(name: Name) -> NamedRow:
    return NamedRow(
        name=name,
        url=Parameters(q=in_quotes(name.text)).url,
        paragraph=name.paragraph + 1,
        why=kinds.RULES[name.rule],
        also=[form for form in name.forms if form != name.text],
    )


def _quoted(each: speech.Speech, text: SafeString, speaker: SafeString) -> QuotedRow:
    by_person = each.rule == BY_PERSON
    return QuotedRow(
        text=text,
        speaker=speaker,
        plain=each.text,
        speaker_name=each.speaker,
        url=reverse("quotations", query={"speaker": each.speaker}) if each.speaker else "",
        paragraph=each.paragraph + 1,
        why="a person decided it" if by_person else speech.RULES[each.rule],
    )
