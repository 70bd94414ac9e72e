"""The entries of folders and archives that an ingest passed over, in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from articles.extraction.words.explanations import counted
from articles.readers import PassedOver

_NOUN = re.compile(r"\b(?:file|folder|link|record|response|redirect|fragment)\b")


def not_read(entries: Collection[PassedOver]) -> str:
    """``Not read: 3 entries of folders and archives (2 .jpg files, …``, and what to do.

    The most frequent kind comes first; "" if nothing was passed over.
    """
    if not entries:
        return ""
    kinds: Counter[str] = Counter()
    for each in entries:
        kinds[each.kind] += each.count
    parts = ", ".join(counted(count, kind, _plural(kind)) for kind, count in kinds.most_common())
    whole = counted(kinds.total(), "entry", "entries")
    return (
        f"Not read: {whole} of folders and archives ({parts}). Name a file to have it read anyway."
    )


def _plural(kind: str) -> str:
    return _NOUN.sub(lambda noun: f"{noun[0]}s", kind, count=1)
