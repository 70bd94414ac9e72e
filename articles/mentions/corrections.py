"""Corrections of names and quotations by people."""

from __future__ import annotations

from typing import Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from articles.mentions.corrected import name_key, speech_key
from articles.models import Article, MentionCorrection
from articles.models.mentions import LONGEST_NAME
from newsarchive.transactions import writing

_NAME: Final = MentionCorrection.Of.NAME
_QUOTATION: Final = MentionCorrection.Of.QUOTATION


def hide_name(article: Article, name: str, by: User) -> None:
    """Say that an article does not mention this."""
    _store(
        article,
        _NAME,
        name_key(name),
        name,
        by,
        "Something that is no name was hidden.",
        is_hidden=True,
    )


def hide_quotation(article: Article, text: str, by: User) -> None:
    """Say that this is no quotation."""
    said = "Something that is no quotation was hidden."
    _store(article, _QUOTATION, speech_key(text), text, by, said, is_hidden=True)


def set_speaker(article: Article, text: str, speaker: str, by: User) -> None:
    """Say who speaks in a quotation; "" if that is not certain."""
    speaker = " ".join(speaker.replace("\0", " ").split())[:LONGEST_NAME]
    said = "The speaker of a quotation was corrected."
    _store(article, _QUOTATION, speech_key(text), text, by, said, speaker=speaker)


def take_back(article: Article, key: int, by: User) -> bool:
    """Take back a correction (primary key), so that the rules count again; False if it is gone."""
    with writing():
        rows = MentionCorrection.objects.filter(article=article, pk=key)
        made = rows.first()
        if made is None:
            return False
        rows.delete()
        _announce(article, "A correction of a name or quotation was taken back.", by)
    return True


def _store(
    article: Article,
    of: MentionCorrection.Of,
    key: str,
    words: str,
    by: User,
    said: str,
    *,
    is_hidden: bool = False,
    speaker: str = "",
) -> None:
    with writing():
        MentionCorrection.objects.update_or_create(
            article=article,
            of=of,
            key=key,
            defaults={
                "words": words[:LONGEST_NAME],
                "is_hidden": is_hidden,
                "speaker": speaker,
                "by": by.get_username(),
            },
        )
        _announce(article, said, by)


def _announce(article: Article, sentence: str, by: User) -> None:
    """The index and the stored mentions follow the version of the article."""
    Article.objects.filter(pk=article.pk).touch()
    LogEntry.objects.log_actions(by.pk, [article], CHANGE, sentence)
