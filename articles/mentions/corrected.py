"""The names and quotations of an article, with the corrections that people made."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from articles.mentions.kinds import key_of
from articles.mentions.reading import RULES, Mentions, mentions_in
from articles.models import Article, Mention, MentionCorrection, MentionReading, Quotation
from articles.models.mentions import LONGEST_NAME

logger = logging.getLogger(__name__)

#: The rule of a speaker whom a person named.
BY_PERSON: Final = "person"
#: Texts whose mentions are remembered: the index and the tables read those of one change.
_REMEMBERED: Final = 1_000


def speech_key(text: str) -> str:
    """A key of the words of a quotation, without signs and capitals."""
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def name_key(name: str) -> str:
    """The key of a name, short enough for its column."""
    return key_of(name)[:LONGEST_NAME]


def mentions_of(article: Article) -> Mentions:
    """What the rules read in the present text of an article, corrected by people; nothing, with
    ``failed``, if they fail. Prefetch its outlet and ``mention_corrections``: otherwise each costs
    a query."""
    excluded = tuple(str(name) for name in article.byline)
    if article.outlet is not None:
        excluded += (article.outlet.name,)
    read = _read(article.body, article.language, excluded)
    corrections = list(article.mention_corrections.all())
    return _corrected(read, corrections) if corrections else read


@lru_cache(maxsize=_REMEMBERED)
def _read(body: str, language: str, excluded: tuple[str, ...]) -> Mentions:
    paragraphs = [paragraph for paragraph in body.split("\n\n") if paragraph.strip()]
    try:
        return mentions_in(paragraphs, language, excluded)
    except Exception:
        # A fault of a rule must hold up neither the storing of articles nor the index nor a page.
        logger.exception("A rule of names and quotations failed.")
        return Mentions(failed=True)


def _corrected(read: Mentions, corrections: Iterable[MentionCorrection]) -> Mentions:
    # By the words: the rules may have had other keys of names when the correction was made.
    by_key = {
        (each.of, name_key(each.words) if each.of == MentionCorrection.Of.NAME else each.key): each
        for each in corrections
    }
    names = tuple(
        name
        for name in read.names
        if (MentionCorrection.Of.NAME, name_key(name.text)) not in by_key
    )
    speeches = []
    for speech in read.quotations:
        made = by_key.get((MentionCorrection.Of.QUOTATION, speech_key(speech.text)))
        if made is None:
            speeches.append(speech)
        elif not made.is_hidden:
            speeches.append(replace(speech, speaker=made.speaker, rule=BY_PERSON))
    return replace(read, names=names, quotations=tuple(speeches))


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quotation, and the speaker, "" if it is not certain who that is."""

    text: str
    speaker: str


def quoted_in(article: Article) -> list[Quoted]:
    """The quotations of the present text: the stored ones if they are of this version, else they
    are read anew. Prefetch ``mention_reading``, ``quotations`` and what ``mentions_of`` needs."""
    if is_current(article):
        return [Quoted(each.text, each.speaker) for each in article.quotations.all()]
    return [Quoted(each.text, each.speaker) for each in mentions_of(article).quotations]


def is_current(article: Article) -> bool:
    """Whether what is stored is of the present text and the present rules."""
    try:
        stored = article.mention_reading
    except MentionReading.DoesNotExist:
        return False
    return stored.version == article.version and stored.rules == RULES


def rows_of(article: Article, mentions: Mentions) -> tuple[list[Mention], list[Quotation]]:
    """The rows that store what was read in an article, unsaved."""
    names = [
        Mention(
            article_id=article.pk,
            name=name.text[:LONGEST_NAME],
            key=name_key(name.text),
            kind=name.kind,
            rule=name.rule,
            paragraph=name.paragraph,
            times=name.times,
            forms=list(name.forms),
        )
        for name in mentions.names
    ]
    speeches = [
        Quotation(
            article_id=article.pk,
            text=speech.text,
            speaker=speech.speaker[:LONGEST_NAME],
            speaker_key=name_key(speech.speaker),
            rule=speech.rule,
            paragraph=speech.paragraph,
        )
        for speech in mentions.quotations
    ]
    return names, speeches
