"""Direct speech in a text, with whom says it where that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.mentions.attribution import Attribution, Speaker
from articles.mentions.naming import Named
from articles.mentions.people import People
from articles.mentions.quotedwords import is_title, spans_of
from articles.mentions.vocabulary import Vocabulary

#: Fewer quoted words are an expression, not a statement.
FEWEST_WORDS: Final = 3
#: How a speaker was found, as pages say it.
RULES: Final = {
    "after": "the words after the quotation name the speaker",
    "before": "the words before the quotation name the speaker",
    "according": "the words before it say according to whom",
    "pronoun": "a pronoun stands for the only person named just before",
    "goes on": "the same speaker goes on after the words between",
    "continued": "the quotation goes on from the paragraph before",
    "": "somebody is said to have said it, but it is not certain who",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """Direct speech. ``speaker`` is a name of the text, "" if it is not certain; ``rule`` is a key
    of RULES, and ``paragraph`` a number, from 0."""

    text: str
    speaker: str
    rule: str
    paragraph: int


def quotations_in(paragraphs: Sequence[str], named: Named, vocabulary: Vocabulary) -> list[Speech]:
    """The quotations in the paragraphs of a text, in order. Quoted words that nobody is said to
    have said are none."""
    if not vocabulary.verbs:
        return []
    following = [*paragraphs, ""][1:]
    spans = [spans_of(*each) for each in zip(paragraphs, following, strict=True)]
    people = People(paragraphs, named, spans, vocabulary)
    attribution = Attribution(paragraphs, people, spans, vocabulary)
    found: list[Speech] = []
    continuing: Speaker | None = None
    for number, own in enumerate(spans):
        last: Speaker | None = None
        for at, span in enumerate(own):
            speaker = attribution.after(number, at)
            if speaker is None and at == 0 and continuing is not None and span.before <= 1:
                speaker = Speaker(continuing.name, "continued")
            speaker = speaker or attribution.before(number, at, last)
            if speaker is None and last is not None and last.is_whole:
                speaker = Speaker(last.name, "goes on")
            text = paragraphs[number][span.start : span.end].strip()
            is_name = vocabulary.language == "en" and is_title(text)
            if speaker is not None and len(text.split()) >= FEWEST_WORDS and not is_name:
                is_certain = speaker.name is not None and people.is_whole(speaker.name)
                name = speaker.name.text if speaker.name and is_certain else ""
                found.append(Speech(text.rstrip(","), name, speaker.rule if name else "", number))
            last = speaker
        continuing = last if own and own[-1].goes_on else None
    return found
