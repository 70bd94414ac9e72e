"""A snapshot of learnt lines in a sentence of output."""

from __future__ import annotations

from articles.models import Snapshot


def told(snapshot: Snapshot) -> str:
    """``Learnt lines, snapshot 3: 4 came, 1 went. …`` and how to apply it."""
    return (
        f"Learnt lines, snapshot {snapshot.number}: {snapshot.came.count()} came, "
        f"{snapshot.went.count()} went. Articles already stored change only when they are "
        "extracted again: `manage.py extract --dry-run` shows how."
    )
