"""JSON objects that are one article each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.readers.tables.jsonobjects import json_object
from articles.readers.tables.keys import keys_of, open_outlet_keys
from articles.readers.tables.ninjs import is_ninjs, ninjs_fields
from articles.readers.tables.plainvalues import name_in
from articles.readers.tables.recordlines import is_known_outlet
from articles.readers.tables.records import Fields, RecordDocument

#: The key under which a record says which of its keys states which fact, where a person or a table
#: decided that: ``{"headline": "Title"}``. It is not shown.
MAP = "@map"


class Record(RecordDocument):
    """A JSON object with the facts of one article."""

    name = "record"
    reader = "record 2"

    def fields(self, data: bytes) -> Fields:
        return json_fields(json_object(data))


def json_fields(values: Mapping[str, Any]) -> Fields:
    """Return the fields of a JSON object; what its keys mean is guessed unless it says so."""
    shown = {key: value for key, value in values.items() if key != MAP}
    decided = values.get(MAP)
    if isinstance(decided, Mapping):
        key_of = {str(fact): str(key) for fact, key in decided.items() if key in shown}
        return Fields(shown, key_of)
    if is_ninjs(shown):
        return ninjs_fields(shown)
    key_of = keys_of(shown)
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
