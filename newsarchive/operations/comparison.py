"""Compare a database with a backup, row by row: after a move, or as a rehearsal of a restore."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from newsarchive.operations.backup import consistent_reading, rows_of
from newsarchive.operations.backupfile import BackupReader, Progress, Table, encoded
from newsarchive.operations.contents import kept_models


def differences(backup: BackupReader, progress: Progress) -> Iterator[str]:
    """Yield a sentence for each table whose rows are not those of the backup.

    Raises BadBackup and DatabaseError. ``progress`` gets the number of rows.
    """
    tables = {table.model: table for table in backup.manifest.tables}
    with consistent_reading():
        for model, kept in kept_models():
            label = model._meta.label_lower
            columns = [each.attname for each in model._meta.concrete_fields]
            table = tables.pop(label, None)
            if table is None or list(table.fields) != columns:
                yield f"{label}: the backup has other columns. Migrate both to one version."
                continue
            rows = rows_of(model, columns, kept)
            yield from _table(table, backup.rows(table), map(_plain, rows), progress)
    yield from (f"{label}: the database has no such table." for label in tables)


def _plain(row: Any) -> Any:
    """A row as it is read from a backup, whatever the order of keys in its values."""
    return json.loads(json.dumps(row, default=encoded))


def _table(
    table: Table, expected: Iterator[Any], found: Iterator[Any], progress: Progress
) -> Iterator[str]:
    count, first = 0, None
    for one, other in zip_longest(expected, found):
        progress(1)
        if one != other:
            count += 1
            first = first or one or other
    if count and first:
        yield f"{table.model}: {count:,} rows differ, the first with the key {first[0]}."
