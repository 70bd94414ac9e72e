"""Parse JSON from outside: bounded, and without numbers that other programs cannot read."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from articles.readers.base import Unreadable

# Characters that databases and JSON cannot store: NUL and lone surrogates.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DEEPEST = 50  # nested objects or lists


def json_object(data: bytes) -> dict[str, Any]:
    """Return the object without its empty values. Raises Unreadable with the reason."""
    value = json_value(data)
    if not isinstance(value, dict):
        raise Unreadable("This is JSON, but not an object with an article’s keys.")
    return without_empty(value)


def json_value(data: bytes) -> Any:
    """Return the value. Raises Unreadable with the reason."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        raise Unreadable(f"Byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    except RecursionError as error:
        raise Unreadable("The JSON is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"This is not JSON: {error.msg} (column {error.colno}).") from error
    except ValueError as error:  # a number that is too large, or NaN
        raise Unreadable(f"This is not JSON: {error}") from error
    if _is_deep(value):
        raise Unreadable("The JSON is nested too deeply.")
    return value


def without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value, with keys that can be stored."""
    return {storable(key): each for key, each in fields.items() if each not in (None, "", [], {})}


def storable(text: str) -> str:
    """Return ``text`` without characters that databases cannot store."""
    return _UNSTORABLE.sub(lambda match: "" if match[0] == "\x00" else "\ufffd", text)


def as_json(value: Any) -> str:
    """Return a value in the one form of JSON in which it is shown and compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _is_deep(value: Any) -> bool:
    """True if a value is nested so deeply that later steps might fail."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            below
            for each in level
            if isinstance(each, (dict, list))
            for below in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a valid value.")


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:  # Python's own message is not meant for users
        raise ValueError("a number has too many digits.") from error


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:20]} is too large.")
    return number
