"""NINJS: items of a wire feed as JSON objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.readers.tables.plainvalues import name_in
from articles.readers.tables.records import Fields
from articles.readers.tables.wire import wire_fields

_OWN = frozenset(
    ("versioncreated", "pubstatus", "body_xhtml", "description_text", "bodies", "headlines")
)
_BODIES = ("body_text", "body_xhtml", "body_html", "bodies")


def is_ninjs(values: Mapping[str, Any]) -> bool:
    """True for the keys of an item of NINJS, of version 1 or later."""
    return isinstance(values.get("uri"), str) and not _OWN.isdisjoint(values)


def ninjs_fields(values: Mapping[str, Any]) -> Fields:
    """Return the fields of an item by the names of facts; all other keys stay as they are."""
    get = values.get
    renamed = {
        "headline": _main(get("headline") or get("headlines")),
        "standfirst": _main(get("description_text") or get("descriptions")),
        "byline": get("byline") or get("by"),
        "published": get("firstcreated") or get("contentcreated") or get("versioncreated"),
        "dateline": get("located"),
        "body": next((_main(get(key)) for key in _BODIES if get(key)), ""),
        "id": get("uri"),
        "status": get("pubstatus"),
        "note": get("ednote"),
        "slug": get("slugline"),
    }
    used = {"uri", "headlines", "descriptions", "description_text", "by", "firstcreated", "located"}
    used |= {"pubstatus", "ednote", "slugline", "url", *_BODIES}
    others = {key: value for key, value in values.items() if key not in used}
    provider = get("provider") or get("infosource") or get("copyrightholder") or ""
    named = provider[0] if isinstance(provider, list) and provider else provider
    return wire_fields(others | renamed, name_in(named))


def _main(value: Any) -> str:
    """Return a text, or the main one of a list of texts with roles."""
    if not isinstance(value, list):
        return name_in(value)
    texts = [each for each in value if isinstance(each, Mapping)]
    main = [each for each in texts if str(each.get("role", "")).endswith("main")]
    return name_in(next(iter([*main, *texts]), ""))
