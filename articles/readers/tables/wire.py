"""What items of wire feeds have in common: an id of their provider, versions, and kills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.tables.keys import ID
from articles.readers.tables.records import KILL, VERSION, Fields

_KILLED = ("canceled", "cancelled", "withheld", "killed", "kill")
_NOTE = re.compile(r"\W*(?:mandatory |bulletin )?kill(?:ed)?\b", re.IGNORECASE)
# Headlines begin with "Kill" too: agencies write it in capitals, or as "Mandatory Kill".
_HEADLINE = re.compile(r"(?i:\W*(?:mandatory|bulletin) kill\b)|\W*KILL(?:ED)?\b\s*[:–-]")
#: The names of the keys of an item that state facts. All other keys are evidence only.
_FACTS: Final[tuple[str, ...]] = (
    *("headline", "standfirst", "byline", "published", "outlet", "agency", "dateline"),
    *("language", "captions", "url", "body"),
)


def wire_fields(values: Mapping[str, Any], provider: str) -> Fields:
    """Return the fields of an item. ``values`` are by fact, besides ``id``, ``version``,
    ``status``, ``note`` and whatever else it states.

    An item that its provider withdraws states so in its own words.
    """
    kept = {key: value for key, value in values.items() if value not in (None, "", [], ())}
    known = known_outlets().named(provider) if provider else None
    if known is not None and known.agency:
        kept.setdefault("agency", known.name)
    if provider:
        kept.setdefault("outlet", provider)
    if isinstance(language := kept.get("language"), str):
        kept["language"] = language.lower().partition("-")[0]  # “en-US”
    key_of = {fact: fact for fact in _FACTS if fact in kept}
    key_of |= {name: name for name in (ID, VERSION) if name in kept}
    if _is_killed(kept):
        words = next(key for key in ("note", "headline", "status") if key in kept)
        kept["kill"] = kept[words]
        key_of[KILL] = "kill"
    return Fields(kept, key_of, provider=provider or "?")


def _is_killed(values: Mapping[str, Any]) -> bool:
    status = str(values.get("status", "")).rpartition(":")[2].lower()
    return (
        status in _KILLED
        or any(_NOTE.match(str(values.get(key, ""))) for key in ("note", "signal"))
        or bool(_HEADLINE.match(str(values.get("headline", ""))))
    )
