"""`manage.py backup`: the whole archive in one file, at one moment, while others go on writing."""

from __future__ import annotations

import fcntl
import json
import stat
import threading
import tomllib
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Article
from newsarchive.operations import contents
from newsarchive.operations.backup import backup
from newsarchive.operations.contents import CONTENTS, Kept, LeftOut, kept_models, stored_models
from newsarchive.operations.models import JournalEntry
from tests.archive import Archive
from tests.commandline import command
from tests.databases import IS_POSTGRESQL
from tests.newsarchive.operations.conftest import content
from tests.paths import ROOT


def manifest_of(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as file:
        found: dict[str, object] = json.loads(file.read("manifest.json"))
        return found


def test_every_model_is_in_a_backup_or_left_out_for_a_reason() -> None:
    undecided = {each._meta.label_lower for each in stored_models()} - CONTENTS.keys()
    assert not undecided, "decide in newsarchive/operations/contents.py"
    assert all(decision.reason for decision in CONTENTS.values())


@pytest.mark.slow
def test_the_models_of_optional_extras_are_decided_on(tmp_path: Path) -> None:
    code = (
        "from newsarchive.operations.contents import *; "
        "print(sorted({each._meta.label_lower for each in stored_models()} - CONTENTS.keys()))"
    )
    done = Archive(tmp_path).manage(
        *("shell", "--verbosity", "0", "--command", code),
        SECOND_FACTOR="on",
        OIDC_ISSUER="https://provider.example",
        OIDC_CLIENT_ID="archive",
        OIDC_CLIENT_SECRET="secret",
    )
    assert done.stdout == "[]\n"


def test_a_model_without_a_decision_stops_the_backup(
    filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = {label: each for label, each in CONTENTS.items() if label != "articles.ruling"}
    monkeypatch.setattr(contents, "CONTENTS", fewer)
    ended = command("backup", str(tmp_path / "b.zip"))
    assert ended.code == 1
    assert "Nobody has decided whether backups contain articles.Ruling" in ended.err
    assert list(tmp_path.glob("*b.zip*")) == []


def test_the_file_has_every_kept_model_and_no_other(filled: None, backup_file: Path) -> None:
    kept = {label for label, decision in CONTENTS.items() if isinstance(decision, Kept)}
    installed = {each._meta.label_lower for each in stored_models()}
    with zipfile.ZipFile(backup_file) as file:
        names = set(file.namelist())
        counts = {name: file.read(name).count(b"\n") for name in names}
    assert names == {f"{label}.jsonl" for label in kept & installed} | {"manifest.json"}
    for model, rows in content().items():
        assert rows, f"the example needs a row of {model._meta.label}"
        assert counts[f"{model._meta.label_lower}.jsonl"] == len(rows)


def test_secrets_stay_out(filled: None, backup_file: Path) -> None:
    with zipfile.ZipFile(backup_file) as file:
        everything = b"".join(map(file.read, file.namelist())).decode()
    assert User.objects.get(username="mira").password not in everything
    assert "mira@lantern.example" in everything
    assert isinstance(CONTENTS["sessions.session"], LeftOut)


def test_the_file_is_private_and_named_by_the_time_in_a_folder(
    filled: None, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    ended = command("backup", str(folder))
    assert (ended.code, ended.err.partition(":")[0]) == (0, "Backup written")
    (path,) = folder.iterdir()
    assert path.name.startswith("newsarchive-20")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entry = JournalEntry.objects.get()
    assert (entry.task, entry.outcome) == ("backup", "done")
    assert str(path) in entry.summary


def test_old_backups_are_deleted_once_a_new_one_is_written(filled: None, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [folder / f"newsarchive-2020-01-0{day}-031500.zip" for day in range(1, 5)]
    for path in [*old, folder / "newsarchive-of-ours.zip", folder / "notes.txt"]:
        path.touch()
    with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")):
        assert command("backup", str(folder), "--keep", "3").code == 1
    assert all(path.exists() for path in old)
    ended = command("backup", str(folder), "--keep", "3")
    assert ended.code == 0
    assert [path.exists() for path in old] == [False, False, True, True]
    assert len(list(folder.iterdir())) == 5
    assert command("backup", str(tmp_path / "b.zip"), "--keep", "3").code == 1


def test_a_file_is_never_replaced_unless_asked(filled: None, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(b"precious")
    ended = command("backup", str(path))
    assert ended.code == 1
    assert "exists already: choose another name, or add --overwrite" in ended.err
    assert path.read_bytes() == b"precious"
    assert command("backup", str(path), "--overwrite").code == 0
    assert zipfile.is_zipfile(path)


def test_what_is_stored_meanwhile_is_not_in_it_and_is_not_held_up(
    filled: None, tmp_path: Path
) -> None:
    before = content()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            # With a lock it would wait for longer than this.
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET lock_timeout = 200" if IS_POSTGRESQL else "PRAGMA busy_timeout = 200"
                )
            Article.objects.filter(agency="").update(agency="Written meanwhile")
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    began = False

    def progress(_: int) -> None:
        nonlocal began
        if not began:
            began = True
            thread = threading.Thread(target=write)
            thread.start()
            thread.join()

    path = tmp_path / "b.zip"
    backup(path, progress)
    assert began
    assert not failures
    assert content() != before
    with zipfile.ZipFile(path) as file:
        assert b"Written meanwhile" not in file.read("articles.article.jsonl")
        rows = file.read("articles.article.jsonl").splitlines()
    assert len(rows) == len(before[Article])


def test_a_backup_that_fails_leaves_nothing(filled: None, tmp_path: Path) -> None:
    with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")):
        ended = command("backup", str(tmp_path / "b.zip"))
    assert ended.code == 1
    assert "cannot be written: No space left on device. No backup was written." in ended.err
    assert list(tmp_path.glob("*b.zip*")) == []
    assert JournalEntry.objects.get().outcome == "failed"


def test_a_folder_that_is_not_there_is_named(filled: None, tmp_path: Path) -> None:
    ended = command("backup", str(tmp_path / "nowhere" / "b.zip"))
    assert ended.code == 1
    assert "nowhere/b.zip cannot be written: No such file or directory" in ended.err


def test_what_a_killed_backup_left_is_used_again(filled: None, tmp_path: Path) -> None:
    (tmp_path / ".b.zip.partial").write_bytes(b"half" * 100_000)
    assert command("backup", str(tmp_path / "b.zip")).code == 0
    assert zipfile.ZipFile(tmp_path / "b.zip").testzip() is None
    assert not (tmp_path / ".b.zip.partial").exists()


def test_two_backups_to_one_file_do_not_mix(filled: None, tmp_path: Path) -> None:
    with (tmp_path / ".b.zip.partial").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ended = command("backup", str(tmp_path / "b.zip"))
    assert ended.code == 1
    assert "Another process is writing" in ended.err


def test_the_manifest_says_which_tables_it_has(backup_file: Path) -> None:
    manifest = manifest_of(backup_file)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert manifest["version"] == project["version"]
    assert manifest["archive"]
    tables = manifest["tables"]
    assert isinstance(tables, list)
    assert [each["model"] for each in tables] == [
        model._meta.label_lower for model, _ in kept_models()
    ]
    assert all(len(each["sha256"]) == 64 for each in tables)
