"""Values that an input states of itself, beside its text: they outrank what rules read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from articles.extraction.findings import Context, Extraction, Finding, Published
from articles.extraction.partialdate import PartialDate

#: The fields of an extraction that an input may state, with the values of none.
FIELDS: dict[str, Any] = {
    "outlet": None,
    "agency": "",
    "headline": "",
    "standfirst": "",
    "byline": (),
    "dateline": "",
    "captions": (),
    "body": (),
    "url": "",
    "language": "",
}


def with_given(found: Extraction, given: Sequence[Finding], context: Context) -> Extraction:
    """``found`` with what is given in the place of what was read, and the findings of both.

    A given ``published`` is a PartialDate; one after the capture's own time is a candidate only.
    """
    values: dict[str, Any] = {each.field: each.value for each in given if each.field in FIELDS}
    findings = []
    for each in given:
        finding = each
        if each.field == "published":
            values["published"], finding = _published(each, context)
        findings.append(finding)
    kept = [each for each in found.findings if each.field not in values]
    return replace(found, **values, findings=(*findings, *kept))


def is_possible(date: PartialDate, context: Context) -> bool:
    """True unless the date lies after the capture's own (which may be a time zone behind)."""
    if context.captured_at is None:
        return True
    return (date.first_day - context.captured_at.date()).days <= 1


def _published(finding: Finding, context: Context) -> tuple[Published, Finding]:
    date: PartialDate = finding.value
    if is_possible(date, context):
        return Published(date, "stated", finding.why), finding
    why = f"{finding.why} That is after the capture itself, so it cannot be right."
    return Published(None, "unknown", why, (date,)), replace(finding, value=None, why=why)
