"""Fields that databases of articles (ProQuest, LexisNexis, Factiva) print around a text."""

from __future__ import annotations

from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("databases")

#: The names of the fields that state the newspaper, in lower case.
PUBLICATION_FIELDS = _PHRASES.phrases("publication_fields")
_PUBLICATION = _PHRASES.pattern("publication")
_TEXT = _PHRASES.pattern("text")


def publication_in(text: str) -> str:
    """The name of the newspaper in the field that states it; "" for any other line."""
    match = _PUBLICATION.match(text)
    return match["name"].strip(" .,") if match else ""


def without_field_name(text: str) -> str:
    """``text`` without the name of its field: "Full text: The ferry sank"."""
    return _TEXT.sub("", text, count=1)
