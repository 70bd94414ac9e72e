"""Write a backup of the whole archive while everything else goes on."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.utils import timezone

from newsarchive import VERSION
from newsarchive.operations.backupfile import BackupWriter, Manifest, Progress
from newsarchive.operations.contents import Kept, kept_models
from search.models import ArchiveState

#: Rows that are read from the database at once. A capture may have megabytes.
_ROWS = 100


class BackupRefused(Exception):
    """No backup was written. The message says why."""


def backup(path: Path, progress: Progress, *, overwrite: bool = False) -> Manifest:
    """Write a backup to ``path``. The file is there only when it is whole and on the disk.

    Raises BackupRefused, OSError and DatabaseError, and leaves no file then. Writers are not held
    up; ``progress`` gets the number of rows.
    """
    path = path.resolve()
    if path.exists() and not overwrite:
        raise BackupRefused(f"{path} exists already: choose another name, or add --overwrite.")
    with _partial(path) as file:
        with consistent_reading():
            manifest = Manifest(
                version=VERSION,
                made_at=timezone.now().isoformat(timespec="seconds"),
                migrations=last_migrations(),
                archive=ArchiveState.objects.values_list("archive", flat=True).first() or "",
            )
            writer = BackupWriter(file, manifest)
            for model, kept in kept_models():
                columns = [each.attname for each in model._meta.concrete_fields]
                rows = rows_of(model, columns, kept)
                writer.add(model._meta.label_lower, columns, rows, progress)
        writer.close()
    return manifest


def total_rows() -> int:
    """The number of rows that a backup would have now, to show its progress."""
    return sum(model._base_manager.count() for model, _ in kept_models())


@contextmanager
def consistent_reading() -> Iterator[None]:
    """Within it, this thread reads the database as it was at the first query.

    Others go on writing meanwhile.
    """
    ours: Any = connections[DEFAULT_DB_ALIAS]
    ours.ensure_connection()
    mode = getattr(ours, "transaction_mode", None)
    if ours.vendor == "sqlite":
        # The settings make transactions take the write lock when they begin. This one never
        # writes, and with a write-ahead log a reader neither blocks nor is blocked.
        ours.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if ours.vendor == "postgresql":
                with ours.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if ours.vendor == "sqlite":
            ours.transaction_mode = mode


def last_migrations() -> dict[str, Sequence[str]]:
    """The last migrations of each app with models in backups, by app."""
    loader = MigrationLoader(connection)
    apps = sorted({model._meta.app_label for model, _ in kept_models()})
    return {app: sorted(name for _, name in loader.graph.leaf_nodes(app)) for app in apps}


def rows_of(model: type[Model], columns: Sequence[str], kept: Kept) -> Iterator[Sequence[Any]]:
    """The rows of a model in a backup, by their primary keys."""
    rows = model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=_ROWS)
    if not kept.blanked:
        return rows
    blanks = [(columns.index(name), value) for name, value in kept.blanked.items()]
    return (_blanked(row, blanks) for row in rows)


def _blanked(row: Sequence[Any], blanks: Sequence[tuple[int, Any]]) -> list[Any]:
    values = list(row)
    for at, value in blanks:
        values[at] = value
    return values


@contextmanager
def _partial(path: Path) -> Iterator[Any]:
    """A file beside ``path``, open for writing, that takes its name when all went well."""
    partial = path.with_name(f".{path.name}.partial")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(f"Another process is writing {path}.") from error
        if not partial.exists() or not os.path.samestat(partial.stat(), os.fstat(handle)):
            # The other process was done between opening and locking: this is its backup.
            raise BackupRefused(f"Another process has just written {path}.")
        try:
            os.fchmod(handle, 0o600)
            file.truncate()  # what a killed backup has left
            yield file
            file.flush()
            os.fsync(handle)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names of files in a folder survive a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
