"""The message about a new snapshot of learnt lines."""

from __future__ import annotations

from articles.models import Snapshot


def announcement(snapshot: Snapshot) -> str:
    """Return ``Recurring lines, snapshot 3: 4 added, 1 removed. …`` and how to apply it."""
    return (
        f"Recurring lines, snapshot {snapshot.number}: {snapshot.added.count()} added, "
        f"{snapshot.removed.count()} removed. Articles already stored change only when they are "
        "extracted again: `manage.py extract --dry-run` shows what would change."
    )
