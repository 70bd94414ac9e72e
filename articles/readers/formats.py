"""The forms in which articles are given, told by the ends of file names."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What one capture's bytes are."""

    TEXT = "text"
    HTML = "html"
    RECORD = "record"


_PLAIN = {".txt": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML, ".jsonl": Kind.RECORD}
PACKED = ".gz"
#: What folders are walked for.
SUFFIXES = (*_PLAIN, *(suffix + PACKED for suffix in _PLAIN))


def form_of(name: str) -> tuple[Kind, bool]:
    """What a file of this name holds, and whether that is packed with gzip.

    Any other name is that of a text: a person may give ``story.md``.
    """
    lower = name.lower()
    packed = lower.endswith(PACKED)
    inner = lower.removesuffix(PACKED)
    return next((kind for end, kind in _PLAIN.items() if inner.endswith(end)), Kind.TEXT), packed
