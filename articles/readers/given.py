"""Facts that a person gives for all files of an ingest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from articles.extraction.findings import Finding, Locator
from articles.extraction.words.knownoutlets import known_outlets
from articles.facttable import FACTS
from articles.partialdate import PartialDate
from articles.readers.authornames import author_names
from articles.readers.statedlanguages import language_tag

#: The facts that all files of an ingest may share.
GIVABLE: Final = ("outlet", "agency", "byline", "dateline", "published", "language")
RULE: Final = "ingest.given"


def parsed_facts(text: str) -> dict[str, str]:
    """Read ``outlet=Harbour Gazette,language=en``. Raises ValueError with a sentence."""
    found: dict[str, str] = {}
    for part in text.split(","):
        fact, equals, value = (each.strip() for each in part.partition("="))
        if not equals or not value:
            raise ValueError(f"“{part.strip()}” is not of the form outlet=Harbour Gazette.")
        if fact not in GIVABLE:
            raise ValueError(f"“{fact}” cannot be given. What can be: {', '.join(GIVABLE)}.")
        if fact == "published":
            try:
                PartialDate.parse(value)
            except ValueError as error:
                raise ValueError(f"“{value}” is not a date such as 2020-03-04.") from error
        if fact == "language":
            value = language_tag(value)
            if not value:
                raise ValueError("The language is no code or name such as de or German.")
        found[fact] = value
    return found


def with_given(stated: Sequence[Finding], given: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the stated values with those given in their place.

    ``given`` has ``facts``, texts by fact, and ``when``, the day of the ingest in words.
    """
    facts = given.get("facts") or {}
    if not facts:
        return tuple(stated)
    why = f"It was given with the ingest of {given.get('when', '')}."
    own = (
        Finding(fact, _value(fact, text), Locator((), "ingest"), RULE, why)
        for fact, text in facts.items()
        if fact in FACTS
    )
    return (*own, *(each for each in stated if each.field not in facts))


def _value(fact: str, text: str) -> Any:
    if fact == "published":
        return PartialDate.parse(text)
    if fact == "byline":
        return author_names([text])
    known = known_outlets().named(text) if fact == "outlet" else None
    return known.name if known else text
