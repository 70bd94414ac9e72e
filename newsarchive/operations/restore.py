"""Make an archive from a backup: in a new database, which takes its place only when it is whole."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.erasure import Erasure, replay
from articles.models import Takedown
from newsarchive import VERSION
from newsarchive.operations.backup import sync_folder
from newsarchive.operations.backupfile import (
    FORMAT,
    BackupReader,
    BadBackup,
    Manifest,
    Progress,
    Table,
)
from newsarchive.operations.contents import CONTENTS, LeftOut, stored_models
from newsarchive.operations.purging import Unpurged, compact
from search.index.outbox import without_draining

logger = logging.getLogger(__name__)

#: Rows that are inserted at once. A capture may have megabytes.
_ROWS = 100
#: Columns whose values JSON already has in the form in which models take them.
_PLAIN = (
    *(models.CharField, models.TextField, models.IntegerField, models.BooleanField),
    *(models.JSONField, models.FloatField),
)


class RestoreRefused(Exception):
    """Nothing was restored. The message says why, and what to do."""


def check_version(manifest: Manifest) -> None:
    """Raise RestoreRefused for a backup of a newer version, or of apps that are not in use."""
    missing = sorted(app for app in manifest.migrations if app not in installed.app_configs)
    if missing:
        raise RestoreRefused(
            f"The backup has tables of {' and '.join(missing)}, which are not in use here. If it "
            "is of an archive with OIDC_ISSUER, set that and the settings beside it first."
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [
        f"{app} {name}"
        for app, names in manifest.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if unknown or manifest.format > FORMAT:
        raise RestoreRefused(
            f"The backup was made by version {manifest.version}, which is newer than this one "
            f"({VERSION}{f'; it lacks {unknown[0]}' if unknown else ''}). Install that version "
            "and run `python3 dev.py setup` first."
        )


def restore(backup: BackupReader, progress: Progress, erasures: Sequence[Erasure] = ()) -> int:
    """Load a verified backup into the database of the settings, which must hold nothing, and
    repeat ``erasures``. Returns how many of its articles were erased.

    Raises RestoreRefused, BadBackup, OSError or DatabaseError; the database is then as it was.
    ``progress`` gets the number of rows. The search index is not touched.
    """
    check_version(backup.manifest)
    refuse_full_database()
    if connection.vendor != "sqlite":
        # One transaction, so that a restore that fails or is killed leaves nothing.
        with without_draining(), transaction.atomic():
            _drop_tables()
            load(backup, progress)
            erased = replay(erasures)
        try:
            _purge(erased)
        except (Unpurged, DatabaseError) as error:
            # The archive is restored. `manage.py erase` finds what waits.
            logger.warning("What was erased is still on the disk: run `manage.py erase`. %s", error)
        return erased
    place = Path(connection.settings_dict["NAME"]).resolve()
    with _being_made(place) as new:
        with _database_at(new):
            with connection.cursor() as cursor:
                # If this is interrupted, the file is thrown away. So no journal is needed.
                cursor.execute("PRAGMA journal_mode=MEMORY")
                cursor.execute("PRAGMA synchronous=OFF")
            load(backup, progress)
            with without_draining():
                erased = replay(erasures)
            _purge(erased)
        _replace(place, new)
    return erased


def _purge(erased: int) -> None:
    """Remove what is left of erased articles. The index is built from what is left, and the log of
    the archive in use has them; it is not to be written from this database."""
    if erased:
        compact()
    waiting = Takedown.objects.filter(action=Takedown.Action.ERASED, purged_at=None)
    waiting.update(purged_at=timezone.now())


def load(backup: BackupReader, progress: Progress) -> None:
    """Make the tables as they were in the backup, load the rows, and migrate to today's tables."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, names in backup.manifest.migrations.items() for name in names]
    executor.migrate(targets)
    old = executor.loader.project_state(targets).apps
    with transaction.atomic():
        _empty(old, backup.manifest.tables)
        for table in backup.manifest.tables:
            _load_table(old, backup, table, progress)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Tables with rows whose references are yet to be checked could not be migrated.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # It makes what is new since then, and the rows that Django itself needs.
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    connection.check_constraints()


def refuse_full_database() -> None:
    """Raise RestoreRefused if the database has rows other than those that `migrate` makes."""
    ignored = {"django_migrations"}
    for model in stored_models():
        decision = CONTENTS.get(model._meta.label_lower)
        if isinstance(decision, LeftOut) or (decision and decision.is_made):
            ignored.add(model._meta.db_table)
    place = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(place).exists():
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name in ignored:
                continue
            cursor.execute(f"SELECT 1 FROM {quote(name)} LIMIT 1")  # noqa: S608 - a table's name
            if cursor.fetchone():
                raise RestoreRefused(
                    f"The database {place} is not empty (it has rows in {name}), and a restore "
                    "never replaces data. Restore into another folder with --into FOLDER, or move "
                    "the database away first."
                )


def _drop_tables() -> None:
    """Remove the tables that `migrate` has made, which are empty: the backup may have earlier ones.

    Tables of other programs stay."""
    ours = {*connection.introspection.django_table_names(), "django_migrations"}
    with connection.cursor() as cursor:
        for name in ours.intersection(connection.introspection.table_names(cursor)):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _empty(apps: Apps, tables: list[Table]) -> None:
    """Delete the rows that migrations have made: the backup has its own."""
    names = [apps.get_model(table.model)._meta.db_table for table in tables]
    # PostgreSQL empties no table while references are yet to be checked, nor one that others refer
    # to; those that are not in the backup are empty.
    cascade = connection.vendor == "postgresql"
    if cascade:
        connection.check_constraints()
    statements = connection.ops.sql_flush(no_style(), names, allow_cascade=cascade)
    connection.ops.execute_sql_flush(statements)


def _load_table(apps: Apps, backup: BackupReader, table: Table, progress: Progress) -> None:
    model = apps.get_model(table.model)
    columns = {each.attname: each for each in model._meta.concrete_fields}
    if set(columns) != set(table.fields):
        raise BadBackup(f"{table.member} in {backup.path} does not have the columns of its table.")
    for column in columns.values():
        # The times are those of the backup. These classes are used for this only.
        if isinstance(column, models.DateField):
            column.auto_now = column.auto_now_add = False
    decoders = [_decoder(columns[name]) for name in table.fields]
    loaded, rows = 0, backup.rows(table)
    while batch := list(islice(rows, _ROWS)):
        model._base_manager.bulk_create(
            model(**dict(zip(table.fields, _decoded(row, decoders), strict=True))) for row in batch
        )
        loaded += len(batch)
        progress(len(batch))
    if loaded != table.rows:
        raise BadBackup(f"{table.member} in {backup.path} has {loaded} rows, not {table.rows}.")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _decoder(column: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """The function that converts a value from JSON; None where there is nothing to convert."""
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    return None if isinstance(target, _PLAIN) else target.to_python


def _decoded(row: list[Any], decoders: list[Callable[[Any], Any] | None]) -> Iterator[Any]:
    for value, decode in zip(row, decoders, strict=True):
        yield decode(value) if decode and value is not None else value


@contextmanager
def _being_made(place: Path) -> Iterator[Path]:
    """The path of an empty file beside ``place``, for a new database. It is removed in the end."""
    new = place.with_name(f".{place.name}.restoring")
    handle = os.open(new, os.O_RDWR | os.O_CREAT, 0o600)
    # SQLite locks files in another way, so it does not see this lock.
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RestoreRefused(f"Another process is restoring {place}.") from error
        try:
            file.truncate()  # what a killed restore has left
            yield new
        finally:
            if new.exists() and os.path.samestat(new.stat(), os.fstat(handle)):
                for end in ("", "-journal", "-wal", "-shm"):
                    new.with_name(new.name + end).unlink(missing_ok=True)


@contextmanager
def _database_at(place: Path) -> Iterator[None]:
    """Within it, all queries go to another database file."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.close()
    before = ours.settings_dict["NAME"]
    ours.settings_dict["NAME"] = str(place)
    try:
        yield
    finally:
        ours.close()
        ours.settings_dict["NAME"] = before


def _replace(place: Path, new: Path) -> None:
    """Put a new database in the place of an empty one that nobody uses."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    connection.close()
    if place.exists():
        try:
            with closing(sqlite3.connect(place, timeout=0)) as old:
                # A log beside the old file would be applied to the new one. This removes it, and
                # fails while another process has the database open.
                old.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise RestoreRefused(
                f"The database {place} is in use ({error}): stop the server and all commands first."
            ) from error
    new.replace(place)
    with suppress(OSError):  # not every file system can do this, and the archive is there
        sync_folder(place.parent)
