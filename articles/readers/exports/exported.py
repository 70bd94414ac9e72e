"""Documents that hold an export of a database: each article in it becomes one of its own."""

from __future__ import annotations

import io

from articles.readers import exports
from articles.readers.base import Failure, Member, Opened


def exported(member: Member, text: str) -> list[Member | Failure]:
    """Return the articles in a document with this text; none if it is no export."""
    file = Opened(
        io.BytesIO(),
        member.name,
        member.captured_at,
        path=member.path,
        seen_at=member.seen_at,
        container=member.container,
    )
    return [
        Failure(f"{member.name}, document {each.number}", each.reason, member.name)
        if isinstance(each, exports.Broken)
        else exports.member(file, each, each.text.encode("utf-8", "replace"))
        for each in exports.split(text)
    ]
