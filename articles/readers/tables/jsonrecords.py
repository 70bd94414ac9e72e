"""JSON objects that are one article each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.readers.tables.jsonobjects import json_object, without_empty
from articles.readers.tables.keys import keys_of, open_outlet_keys
from articles.readers.tables.ninjs import is_ninjs, ninjs_fields
from articles.readers.tables.plainvalues import name_in
from articles.readers.tables.recordlines import is_known_outlet
from articles.readers.tables.records import DayOrder, Fields, RecordDocument

#: The key under which a record says which of its keys states which fact, where a person or a table
#: decided that: ``{"headline": "Title"}``. It is not shown.
MAP = "@map"
#: The key under which a row says in which order its column writes day and month, and the date that
#: shows it: ``{"day_first": true, "seen": "25/3/2012"}``. It is not shown either.
ORDER = "@order"
#: Facts whose value is a text. Where one key has it as a text and another as an object, the text is
#: the fact: Beside a heading, a title that is an object names the newspaper.
_TEXTS = ("headline", "standfirst", "body", "url")
# Keys of objects in which services put the facts of a record, beside its id and address.
_INNER = ("_source", "fields", "attributes", "properties", "data")


class Record(RecordDocument):
    """A JSON object with the facts of one article."""

    name = "record"
    reader = "record 3"

    def fields(self, data: bytes) -> Fields:
        return json_fields(json_object(data))


def json_fields(values: Mapping[str, Any]) -> Fields:
    """Return the fields of a JSON object; what its keys mean is guessed unless it says so."""
    shown = {key: value for key, value in values.items() if key not in (MAP, ORDER)}
    decided = values.get(MAP)
    if isinstance(decided, Mapping):
        key_of = {str(fact): str(key) for fact, key in decided.items() if key in shown}
        return Fields(shown, key_of, day_order=_day_order(values.get(ORDER)))
    if is_ninjs(shown):
        return ninjs_fields(shown)
    shown = with_inner(shown)
    key_of = keys_of(shown)
    plain = keys_of(key for key, value in shown.items() if not isinstance(value, Mapping))
    objects = {key_of[fact] for fact in _TEXTS if fact in plain} - set(plain.values())
    key_of |= {fact: plain[fact] for fact in _TEXTS if fact in plain}
    for key in objects:
        if name_in(shown[key]):
            key_of.setdefault("outlet", key)
    if "outlet" not in key_of:
        open_keys = open_outlet_keys(shown)
        # An object with a name, as in NewsAPI and JSON-LD, is an outlet whatever its name.
        named = (
            key
            for key in open_keys
            if isinstance(shown[key], Mapping) or is_known_outlet(name_in(shown[key]))
        )
        outlet = next(named, None)
        if outlet is not None:
            key_of["outlet"] = outlet
    return Fields(shown, key_of)


def with_inner(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record together with those of the object that has its facts.

    The outer value of a key counts: of ``{"id": 7, "fields": {"headline": …, "id": 8}}`` the 7.
    """
    found = dict(values)
    for key in _INNER if "body" not in keys_of(values) else ():
        inner = values.get(key)
        if isinstance(inner, Mapping) and {"headline", "body"} & keys_of(inner).keys():
            del found[key]
            found = without_empty(dict(inner)) | found
    return found


def _day_order(stated: Any) -> DayOrder | None:
    if not isinstance(stated, Mapping):
        return None
    return DayOrder(bool(stated.get("day_first")), str(stated.get("seen", "")))
