"""Records that have only a teaser or an abstract of an article, not its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.findings import Finding

#: The rule that finds it, which is ``record.`` with this name.
TEASER = "teaser"
#: What people are told of such an article.
ONLY_A_TEASER = "Only a teaser or an abstract of the article is here, not its text."
# How services for news end a text that they cut off: “… [+3312 chars]”.
_CUT_OFF = re.compile(r"\[\+\d+ char(?:acter)?s?\]$")


def teaser_in(stated: Sequence[Finding], *, is_feed: bool = False) -> Finding | None:
    """Return a finding that says so if a record has no text, or a text that was cut off.

    ``is_feed``: the record is an item of a feed, whose headline alone is a teaser already.
    """
    by_field = {each.field: each for each in reversed(stated)}
    body = by_field.get("body")
    if body is not None:
        shown = body if _CUT_OFF.search(body.value[-1]) else None
    else:
        shown = by_field.get("standfirst") or (by_field.get("headline") if is_feed else None)
    if shown is None:
        return None
    why = "The record has the beginning of a text, or none."
    return Finding("other", ONLY_A_TEASER, shown.locator, f"record.{TEASER}", why)
