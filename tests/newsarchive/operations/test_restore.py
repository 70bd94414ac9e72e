"""`manage.py restore`: an archive equal to the one that was backed up, or nothing at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from articles.models import Article, Capture
from newsarchive import VERSION
from newsarchive.operations import restore as restoring
from newsarchive.operations.backupfile import BackupReader, BackupWriter, BadBackup, Manifest
from search.engines import get_engine
from search.index.differences import differences
from search.models import ArchiveState
from tests.archive import Archive
from tests.commandline import Ended, command
from tests.databases import IS_POSTGRESQL
from tests.newsarchive.operations.conftest import content, nothing, public_answers
from tests.paths import ROOT

#: A backup of each version, with the name of the version.
BACKUPS = sorted((Path(__file__).parent / "backups").glob("*.zip"))


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def restored(path: Path) -> Ended:
    ended = command("restore", str(path))
    assert ended.code == 0, ended.err
    return ended


@pytest.fixture
def tables_at_once(
    transactional_db: None, empty_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give a new database its tables from a copy, not by all migrations, which take a second.

    Tests use this where the backup is of this version, and the tables are not what is tested."""
    migrate = MigrationExecutor.migrate

    def copied(self: MigrationExecutor, *arguments: Any, **options: Any) -> Any:
        if IS_POSTGRESQL or connection.introspection.table_names():
            return migrate(self, *arguments, **options)
        empty_archive.restore()
        # What the executor had read of the database is of an empty one.
        self.loader.build_graph()
        return None

    monkeypatch.setattr(MigrationExecutor, "migrate", copied)


def rewritten(path: Path, to: Path, **changes: Callable[[bytes], bytes]) -> Path:
    """A copy of a backup with other members, by the names of their files without ending."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            change = changes.get(name.rpartition(".")[0].replace(".", "_"))
            data = source.read(name)
            target.writestr(name, change(data) if change else data)
    return to


def test_every_row_and_every_public_address_is_the_same(
    filled: None, backup_file: Path, empty_archive: Archive, index_folder: Path
) -> None:
    rows, answers = content(), public_answers()
    empty_archive.restore()
    shutil.rmtree(index_folder)
    assert not Article.objects.exists()
    ended = restored(backup_file)
    assert "articles indexed" in ended.err
    assert content() == rows
    assert public_answers() == answers
    assert not any(differences().values())
    if not IS_POSTGRESQL:
        assert stat.S_IMODE(database().stat().st_mode) == 0o600


def test_people_keep_their_rights_and_need_a_new_password(
    backup_file: Path, tables_at_once: None
) -> None:
    restored(backup_file)
    mira = User.objects.get(username="mira")
    assert mira.has_perm("articles.change_article")
    assert not mira.has_usable_password()
    client = Client()
    client.post("/accounts/login/", {"username": "mira", "password": "a good password"})
    assert "_auth_user_id" not in client.session


def test_what_is_added_afterwards_gets_new_keys(
    backup_file: Path, tables_at_once: None, ingest_paths: Any, write: Any
) -> None:
    restored(backup_file)
    last = Article.objects.order_by("-pk")[0].pk
    (outcome,) = ingest_paths(write("new.txt", "A new bridge in Vale\n\n" + "It is long. " * 40))
    assert outcome.article.pk > last


def test_an_archive_with_data_is_never_replaced(filled: None, backup_file: Path) -> None:
    rows = content()
    ended = command("restore", str(backup_file))
    assert ended.code == 1
    assert "is not empty (it has rows in " in ended.err
    assert "--into FOLDER" in ended.err
    assert content() == rows


def test_an_account_counts_as_data(backup_file: Path, transactional_db: None) -> None:
    User.objects.create_user("somebody")
    ended = command("restore", str(backup_file))
    assert (ended.code, User.objects.count()) == (1, 1)
    assert "it has rows in auth_user" in ended.err


def test_the_index_of_another_archive_is_not_replaced(
    filled: None, backup_file: Path, empty_archive: Archive
) -> None:
    empty_archive.restore()
    documents = get_engine().status().documents
    ended = command("restore", str(backup_file))
    assert ended.code == 1
    assert f"has {documents} articles. If another archive uses it" in ended.err
    assert not Article.objects.exists()


@pytest.mark.sqlite
def test_a_database_in_use_is_left_alone(backup_file: Path, tables_at_once: None) -> None:
    with closing(sqlite3.connect(database())) as other:
        other.execute("SELECT count(*) FROM articles_article").fetchone()
        ended = command("restore", str(backup_file))
    assert ended.code == 1
    assert "is in use" in ended.err
    assert "stop the server" in ended.err
    assert not Article.objects.exists()
    restored(backup_file)


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_database_that_does_not_exist_is_made(
    filled: None, backup_file: Path, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "new")
    archive.folder.mkdir()
    rows = content()
    archive.manage("restore", backup_file)
    archive.check()
    assert content() == rows


@pytest.mark.slow
@pytest.mark.sqlite
def test_beside_the_archive_in_use(
    filled: None, backup_file: Path, archive_of_seeds: Archive, tmp_path: Path
) -> None:
    used = archive_of_seeds.copy_to(tmp_path)
    before = hashlib.sha256(used.database.read_bytes()).digest()
    beside = Archive(tmp_path / "a rehearsal")
    done = used.manage("restore", backup_file, "--into", beside.folder)
    assert done.stdout.splitlines() == [
        f"DATABASE_URL=sqlite:///{str(beside.database).replace(' ', '%20')}",
        f"SEARCH_URL=whoosh://{str(beside.index).replace(' ', '%20')}",
    ]
    assert hashlib.sha256(used.database.read_bytes()).digest() == before
    rows = content()
    beside.restore()
    assert content() == rows


def test_damage_is_refused_or_harmless(backup_file: Path, tmp_path: Path) -> None:
    """Random bytes are changed, or the end is missing. What is read is always the same."""

    def read(path: Path) -> Any:
        with BackupReader(path) as backup:
            backup.verify(nothing)
            return [(table, list(backup.rows(table))) for table in backup.manifest.tables]

    data, whole, chance = backup_file.read_bytes(), read(backup_file), random.Random(13)
    damaged, refused = tmp_path / "damaged.zip", 0
    for number in range(200):
        changed = bytearray(data)
        if number % 5 == 0:
            del changed[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.choice((1, 8, 64))):
                changed[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        damaged.write_bytes(changed)
        try:
            assert read(damaged) == whole
        except BadBackup as error:
            assert "damaged in" in str(error) or "not a backup" in str(error), number
            refused += 1
    assert refused > 150


def test_the_damaged_member_is_named(
    backup_file: Path, transactional_db: None, tmp_path: Path
) -> None:
    damaged = rewritten(
        backup_file, tmp_path / "d.zip", articles_outlet=lambda data: data.replace(b"Vale", b"Dale")
    )
    for arguments in (["restore", str(damaged)], ["restore", "--check", str(damaged)]):
        ended = command(*arguments)
        assert ended.code == 1
        assert f"{damaged} is damaged in articles.outlet.jsonl" in ended.err
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a backup, or its end is missing"),
        (b"PK\x03\x04 and so on", "is not a backup, or its end is missing"),
    ],
)
def test_other_files_are_refused(
    transactional_db: None, tmp_path: Path, data: bytes, sentence: str
) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    ended = command("restore", str(tmp_path / "b.zip"))
    assert ended.code == 1
    assert sentence in ended.err
    ended = command("restore", str(tmp_path / "nowhere.zip"))
    assert ended.code == 1
    assert "nowhere.zip cannot be read: No such file or directory" in ended.err
    (tmp_path / "other.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("poems.txt", "roses")
    ended = command("restore", str(tmp_path / "other.zip"))
    assert ended.code == 1
    assert "is damaged in manifest.json" in ended.err


def test_a_whole_file_is_said_to_be_whole(filled: None, backup_file: Path) -> None:
    ended = command("restore", "--check", str(backup_file))
    assert (ended.code, ended.err.partition(":")[0]) == (0, "The backup is whole")


def with_manifest(path: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    def changed(data: bytes) -> bytes:
        manifest = json.loads(data)
        change(manifest)
        return json.dumps(manifest).encode()

    return rewritten(path, to, manifest=changed)


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["migrations"].update(articles=["9999_from_the_future"]),
        lambda manifest: manifest.update(format=2),
    ],
)
def test_a_backup_of_a_newer_version_is_refused(
    backup_file: Path,
    transactional_db: None,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], None],
) -> None:

    def newer(manifest: dict[str, Any]) -> None:
        manifest["version"] = "7.1"
        change(manifest)

    ended = command("restore", str(with_manifest(backup_file, tmp_path / "n.zip", newer)))
    assert ended.code == 1
    assert f"made by version 7.1, which is newer than this one ({VERSION}" in ended.err
    assert not Article.objects.exists()


def test_a_backup_with_tables_of_an_app_that_is_off_is_refused(
    backup_file: Path, transactional_db: None, tmp_path: Path
) -> None:
    def with_app(manifest: dict[str, Any]) -> None:
        manifest["migrations"]["socialaccount"] = ["0001_initial"]

    ended = command("restore", str(with_manifest(backup_file, tmp_path / "n.zip", with_app)))
    assert ended.code == 1
    assert "has tables of socialaccount, which are not in use here" in ended.err
    assert "OIDC_ISSUER" in ended.err


@pytest.mark.slow
def test_a_backup_of_earlier_tables_is_migrated(
    transactional_db: None, empty_archive: Archive, index_folder: Path, tmp_path: Path
) -> None:
    """Before articles.0010, ``captured_at`` was the column that is now ``seen_at``."""
    of_0010 = BACKUPS[0]
    earlier = tmp_path / "earlier.zip"
    with BackupReader(of_0010) as backup, earlier.open("wb") as file:
        manifest = backup.manifest
        migrations = dict(manifest.migrations) | {"articles": ["0009_plain_words"]}
        writer = BackupWriter(file, replace(manifest, migrations=migrations, tables=[]))
        for table in manifest.tables:
            fields, rows = list(table.fields), list(backup.rows(table))
            if table.model == "articles.capture":
                at = fields.index("captured_at")
                fields.remove("captured_at")
                fields[fields.index("seen_at")] = "captured_at"
                for row in rows:
                    del row[at]
            writer.add(table.model, fields, rows, nothing)
        writer.close()
    restored(of_0010)
    Capture.objects.update(captured_at=None)  # it was not known before
    # Archives had no ids then, so each restore makes one.
    expected = content() | {ArchiveState: []}
    empty_archive.restore()
    shutil.rmtree(index_folder)
    restored(earlier)
    assert content() | {ArchiveState: []} == expected


def test_this_version_has_a_backup_among_the_tests() -> None:
    """Add one when the version changes: `manage.py backup` of an archive like that of example.py."""
    assert any(path.name.startswith(f"{VERSION}-") for path in BACKUPS)


@pytest.mark.parametrize("path", BACKUPS, ids=lambda path: path.stem)
def test_the_backup_of_each_version_can_be_restored(
    path: Path, transactional_db: None, index_folder: Path
) -> None:
    restored(path)
    assert Article.objects.count() == 9
    answers = public_answers()
    assert b"Ferry one was late" in answers["/?q=ferry"]
    assert command("reindex", "--check").code == 0
    with BackupReader(path) as backup:
        assert isinstance(backup.manifest, Manifest)


@pytest.mark.parametrize("at", [1, 90])
def test_a_restore_that_fails_on_the_way_leaves_nothing(
    backup_file: Path, tables_at_once: None, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = content()
    done = 0

    class Full(BackupReader):
        def rows(self, table: Any) -> Any:
            nonlocal done
            for row in super().rows(table):
                done += 1
                if done == at:
                    raise OSError(28, "No space left on device")
                yield row

    with monkeypatch.context() as patch:
        patch.setattr("newsarchive.operations.management.commands.restore.BackupReader", Full)
        ended = command("restore", str(backup_file))
    assert ended.code == 1
    assert "No space left on device. Nothing was restored." in ended.err.replace(
        "cannot be read: ", ""
    )
    assert content() == before
    assert list(database().parent.glob(".*.restoring*")) == []
    restored(backup_file)


@pytest.mark.sqlite
def test_a_full_disk_ends_in_one_sentence(
    backup_file: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself has no more pages."""
    load = restoring.load

    def small(*arguments: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 60")
        load(*arguments)

    monkeypatch.setattr(restoring, "load", small)
    ended = command("restore", str(backup_file))
    assert ended.code == 1
    assert "has no space left" in ended.err
    assert "Nothing was restored." in ended.err
    assert "Traceback" not in ended.err
    assert list(database().parent.glob(".*.restoring*")) == []


@pytest.mark.sqlite
def test_what_a_killed_restore_left_is_used_again(backup_file: Path, tables_at_once: None) -> None:
    left = database().with_name(f".{database().name}.restoring")
    left.write_bytes(b"half a database" * 1000)
    rows_before = Article.objects.count()
    assert rows_before == 0
    restored(backup_file)
    assert not left.exists()


@pytest.mark.slow
@pytest.mark.parametrize("least", [1, 400_000])
@pytest.mark.sqlite
def test_a_restore_that_is_killed_leaves_nothing(
    backup_file: Path, transactional_db: None, tmp_path: Path, least: int
) -> None:
    """Killed when the new database has grown so large: at once, or while it is filled."""
    archive = Archive(tmp_path / "new")
    archive.folder.mkdir()
    new = archive.database.with_name(".archive.sqlite3.restoring")
    with subprocess.Popen(
        [sys.executable, "manage.py", "restore", backup_file],
        cwd=ROOT,
        env=archive.environment,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None and not (new.exists() and new.stat().st_size >= least):
            time.sleep(0.001)
        process.kill()
    assert process.returncode == -9
    assert not archive.database.exists()
    assert "articles indexed" in archive.manage("restore", backup_file).stderr
    assert not new.exists()
    archive.check()
    assert Article.objects.count() == 9


@pytest.mark.sqlite
def test_two_restores_at_once_do_not_mix(backup_file: Path, transactional_db: None) -> None:
    left = database().with_name(f".{database().name}.restoring")
    with left.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ended = command("restore", str(backup_file))
        assert ended.code == 1
        assert "Another process is restoring" in ended.err
    left.unlink()


def test_ctrl_c_leaves_nothing(backup_file: Path, transactional_db: None) -> None:
    with mock.patch.object(restoring, "load", side_effect=KeyboardInterrupt):
        ended = command("restore", str(backup_file))
    assert ended.code == 130
    assert "Stopped. Nothing was restored." in ended.err
    assert list(database().parent.glob(".*.restoring*")) == []


def test_a_database_is_compared_with_a_backup_row_by_row(filled: None, backup_file: Path) -> None:
    ended = command("restore", "--compare", str(backup_file))
    assert ended.code == 0, ended.out
    assert re.search(r"The database has the \d+ rows of the backup", ended.err)

    article = Article.objects.order_by("pk")[1]
    Article.objects.filter(pk=article.pk).update(headline="Another")
    User.objects.create_user("late")
    ended = command("restore", "--compare", str(backup_file))
    assert ended.code == 1
    assert f"articles.article: 1 rows differ, the first with the key {article.pk}." in ended.out
    assert "auth.user: 1 rows differ" in ended.out
    assert "The database is not what the backup has." in ended.err
