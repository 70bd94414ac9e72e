"""Nothing is left of an erased article: not in the database file, the index, or uploads; and no
restored backup and no ingest brings it back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import CASCADE, PROTECT
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import erasure
from articles.bulk import work
from articles.bulk.kinds import KINDS
from articles.facts import pins
from articles.ingest.ingest import ingest
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.runlog import begun
from articles.models import (
    Article,
    BulkChange,
    BulkRow,
    Capture,
    IngestRun,
    MachineChange,
    RunOutcome,
    Takedown,
)
from articles.readers import find
from articles.reextraction import extract_again
from newsarchive.accounts import roles
from newsarchive.desk.models import Collection, Entry, Mark, PassageNote
from newsarchive.operations import purging
from newsarchive.operations.backup import backup
from newsarchive.operations.management.commands.check_archive import DIFFERS
from newsarchive.uploads.models import Upload, UploadedArticle
from search.engines import get_engine
from search.engines.base import EngineAway, State, Status
from search.index.differences import differences
from tests.commandline import command
from tests.databases import lose_database, stored_files
from tests.newsarchive.operations.conftest import nothing

pytestmark = pytest.mark.django_db(transaction=True)

#: Words that only the erased article has, by where they stand.
HEADLINE, BODY, EARLIER, EDITED = "Quibblewick", "zorvanthe", "plimsauer", "Hexabrand"
NOTED, MARKED_UP, FILE_NAME, QUOTED = "grumbolt", "varnishow", "snorklefin", "tumblequax"
WORDS = (HEADLINE, BODY, EARLIER, EDITED, NOTED, MARKED_UP, FILE_NAME, QUOTED)
SHARED = (
    "The ferry company has always said that every boat of the northern line would be back in "
    "service before the end of the week if the weather allowed it."
)
STORY = f"""{HEADLINE} ferry sinks off the northern coast

PORTO, March 4, 2020. /TASS/. A {BODY} ferry sank on Wednesday, its captain said at the harbour.

{SHARED}

Nobody was hurt, and the {BODY} boat will be raised.
"""
#: It leaves the year open, which the story above decides.
NEIGHBOUR = f"""Ferry line goes on

PORTO, March 5. /TASS/. Boats sailed again on Thursday, said the harbour master of the old port.

{SHARED}

Passengers were glad of it.
"""
OTHER = "Bridge opens\n\nLISBON, May 1, 2021. /TASS/. A bridge opened on Saturday in the city.\n"


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    return folder


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana")


@pytest.fixture
def client(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def ingested(folder: Path, **files: str) -> list[Outcome]:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    paths = [folder / f"{name}.txt" for name in files]
    return list(ingest(find(paths), record=begun([str(path) for path in paths], by="ana")))


@pytest.fixture
def article(captures: Path, ana: User, index_folder: Path) -> Article:
    """An article whose words have got wherever they can get."""
    name = f"{FILE_NAME}-story"
    (first,) = ingested(captures, **{name: STORY.replace("raised", f"raised by {EARLIER} cranes")})
    (second,) = ingested(captures, **{name: STORY})
    assert (first.kind, second.kind) == (Kind.CREATED, Kind.UPDATED)
    ingested(captures, neighbour=NEIGHBOUR, other=OTHER)
    assert second.article is not None
    article = Article.objects.get(pk=second.article.pk)
    article.standfirst = f"{EDITED} of nobody"
    article.save()
    extract_again(article)
    article.refresh_from_db()
    pins.edit(article, "headline", f"{HEADLINE} by {EDITED}", "ana")
    article.save()
    LogEntry.objects.log_actions(
        ana.pk, [article], CHANGE, f"Changed headline to “{HEADLINE} by {EDITED}”."
    )
    Mark.objects.create(user=ana, article=article, position=0)
    shelf = Collection.objects.create(owner=ana, title="Ferries")
    Entry.objects.create(collection=shelf, position=0, article=article, note=f"“{NOTED}”")
    PassageNote.objects.create(owner=ana, article=article, paragraph=0, quote=QUOTED)
    change = BulkChange.objects.create(kind="correct", by=ana, state="draft")
    BulkRow.objects.create(change=change, article=article, wanted={"headline": MARKED_UP})
    upload = Upload.objects.create(user=ana, state="read")
    upload.folder.mkdir(parents=True)
    (upload.folder / "file").write_text(STORY)
    UploadedArticle.objects.create(
        upload=upload, position=0, source=name, title=HEADLINE, opening=BODY, article=article
    )
    return article


def erase(client: Client, *articles: Article, **typed: str) -> int:
    """Erase on the pages of admin; returns the status of the last answer."""
    address = reverse("admin:articles_article_changelist")
    chosen = {"action": "erase", "_selected_action": [each.pk for each in articles]}
    page = client.post(address, chosen)
    assert "This cannot be undone." in page.text
    form = {"reason": "A court ordered it", "case": "2026/7", "typed": "2026/7"} | typed
    return client.post(address, chosen | page.context["hidden"] | form).status_code


def worker() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)


def found_on_disk(words: tuple[str, ...], *folders: Path) -> dict[str, list[str]]:
    """The files that have each of these words, in capitals or not."""
    files = stored_files()
    for folder in folders:
        files += [path for path in folder.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes().lower() for path in files if path.exists()}
    return {
        word: sorted(name for name, data in contents.items() if word.lower().encode() in data)
        for word in words
    }


def test_no_word_of_an_erased_article_is_left_on_the_disk(
    article: Article, client: Client, index_folder: Path
) -> None:
    captures = [bytes(each.compressed) for each in article.captures.all()]
    uploads = Path(settings.UPLOAD_FOLDER)
    before = found_on_disk(WORDS, index_folder, uploads)
    assert all(before.values()), before
    database = {path.name for path in stored_files()}
    assert {True, False} == {name in database for name in before[BODY]}
    neighbour = Article.objects.get(headline="Ferry line goes on")
    assert HEADLINE in neighbour.published_why
    public_id, versions = article.public_id, dict(Article.objects.values_list("pk", "version"))

    assert erase(client, article) == 302
    (entry,) = Takedown.objects.all()
    assert (entry.action, entry.by, entry.reason) == ("erased", "ana", "A court ordered it")
    assert entry.purged_at is None
    worker()

    assert found_on_disk(WORDS, index_folder, uploads) == {word: [] for word in WORDS}
    stored = b"".join(path.read_bytes() for path in stored_files())
    assert not any(data[20:60] in stored for data in captures)
    entry.refresh_from_db()
    assert entry.purged_at is not None
    assert entry.captures.count() == 2
    assert {each.headline for each in Article.objects.all()} == {
        "Ferry line goes on",
        "Bridge opens",
    }
    neighbour.refresh_from_db()
    assert (neighbour.published, neighbour.published_why.count(HEADLINE)) == (None, 0)
    assert MachineChange.objects.filter(article=neighbour).exists()
    other = Article.objects.get(headline="Bridge opens")
    assert other.version == versions[other.pk]
    assert differences() == {"missing": [], "extra": [], "outdated": []}
    assert Collection.objects.get().entries.count() == 0
    assert client.get(f"/articles/{public_id}/").status_code == 410
    for upkeep in ("copies", "mentions"):
        assert command(upkeep).code == 0  # the date of the neighbour changed
    ended = command("check_archive", "--all")
    assert (ended.code, ended.out) == (0, "")


def test_an_erasure_stays_open_while_a_server_of_the_index_may_have_the_words(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = "Nodes of the search cluster are away: n2."
    monkeypatch.setattr(type(get_engine()), "remains", lambda engine: left)
    assert erase(client, article) == 302
    with pytest.raises(purging.Unpurged, match="n2"):
        purging.purge()
    assert Takedown.objects.get().purged_at is None
    monkeypatch.setattr(type(get_engine()), "remains", lambda engine: "")
    assert purging.purge() == 1
    assert Takedown.objects.get().purged_at is not None


def test_an_erasure_waits_where_a_newer_version_has_made_the_index(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert erase(client, article) == 302
    engine = get_engine()
    before = engine.mark()
    away = Status(State.AWAY, 0, "A newer version has made it.", "Start again.")
    with monkeypatch.context() as older:
        older.setattr(type(engine), "status", lambda engine: away)
        with pytest.raises(EngineAway, match="newer version"):
            purging.purge()
    assert Takedown.objects.get().purged_at is None
    assert engine.mark() == before, "the index was built again"
    assert purging.purge() == 1


def test_the_same_text_is_refused_whatever_its_bytes_and_its_path(
    article: Article, client: Client, captures: Path
) -> None:
    erase(client, article)
    (captures / "again.txt").write_text(STORY)
    (captures / "windows.txt").write_bytes(STORY.replace("\n", "\r\n").encode())
    (captures / "new.txt").write_text(OTHER.replace("bridge", "tunnel").replace("Bridge", "Tunnel"))
    paths = [captures / name for name in ("again.txt", "windows.txt", "new.txt")]
    for dry_run in (True, False):
        outcomes = list(ingest(find(paths), dry_run=dry_run))
        assert [each.kind for each in outcomes] == [Kind.FAILED, Kind.FAILED, Kind.CREATED]
        today = f"{dt.datetime.now(dt.UTC):%-d %B %Y}"
        for each in outcomes[:2]:
            assert each.error == (
                f"It was erased on {today} under case 2026/7, and the archive does not take it "
                "again. Delete this file, too."
            )
    assert not Capture.objects.filter(paths__path__contains="again").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"typed": ""}, "Nothing was erased. Type"),
        ({"typed": "2026/8"}, "Nothing was erased. Type"),
        ({"reason": " "}, "This field is required."),
    ],
)
def test_nothing_is_erased_before_the_second_confirmation(
    article: Article, client: Client, typed: dict[str, str], sentence: str
) -> None:
    assert erase(client, article, **typed) == 200
    assert Article.objects.filter(pk=article.pk).exists()
    assert not Takedown.objects.exists()
    address = reverse("admin:articles_article_changelist")
    chosen = {"action": "erase", "_selected_action": article.pk, "confirmed": "yes"}
    form = {"reason": "x", "case": "2026/7", "typed": "2026/7"} | typed
    assert sentence in client.post(address, chosen | form).text


def test_one_is_confirmed_by_its_id_and_several_only_by_the_case(
    article: Article, client: Client
) -> None:
    other = Article.objects.get(headline="Bridge opens")
    assert erase(client, article, other, case="", typed=article.public_id) == 200
    assert erase(client, other, case="", typed=other.public_id) == 302
    assert not Article.objects.filter(pk=other.pk).exists()


def test_an_erasure_in_many_parts_is_finished_by_a_worker(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KINDS["erase"], "size", 1)
    monkeypatch.setattr(work, "SECONDS", 0)
    assert erase(client, *Article.objects.all()) == 302
    assert Article.objects.count() == 2
    worker()
    assert (Article.objects.count(), Capture.objects.count()) == (0, 0)
    assert purging.waiting() == []
    assert set(RunOutcome.objects.values_list("source", flat=True)) == {"(erased)"}
    assert {path for run in IngestRun.objects.all() for path in run.paths} == {"(erased)"}


def test_a_restored_backup_repeats_what_was_erased_since(
    article: Article, client: Client, tmp_path: Path, index_folder: Path
) -> None:
    """The log of erasures stays when the database is lost."""
    file = tmp_path / "backup.zip"
    backup(file, nothing)
    erase(client, article)
    worker()
    log = Path(settings.ERASURE_LOG)
    (line,) = log.read_text().splitlines()
    assert json.loads(line)["case"] == "2026/7"
    assert not any(word.lower() in line.lower() for word in WORDS)
    lose_database()
    for path in sorted(index_folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

    ended = command("restore", str(file))

    assert ended.code == 0, ended.err
    assert "1 article erased again, as the log says." in ended.err
    assert not Article.objects.filter(public_id=article.public_id).exists()
    assert Article.objects.count() == 2
    assert found_on_disk(WORDS, index_folder) == {word: [] for word in WORDS}
    assert log.read_text().splitlines() == [line]
    assert command("check_archive", "--sample", "0").code == 0


def test_an_older_copy_of_the_archive_is_found_out_and_put_right(
    article: Article, client: Client, tmp_path: Path
) -> None:
    """For example one that was copied back from a snapshot of the disk."""
    entry = erasure.Erasure(
        article.public_id,
        "2026-03-04T10:00:00+00:00",
        "ana",
        "A court ordered it",
        "2026/7",
        [(each.sha256, each.comparison_key) for each in article.captures.all()],
    )
    log = Path(settings.ERASURE_LOG)
    log.write_text(json.dumps(asdict(entry)) + "\n")
    ended = command("check_archive", "--sample", "0")
    assert ended.code == DIFFERS
    assert f"{log} has 1 erasure that this database does not know" in ended.out
    ended = command("erase", "--replay", str(log))
    assert ended.code == 0, ended.err
    assert "1 erasure read, 1 article erased." in ended.err
    assert "Removed what was left of 1 article from the disk." in ended.err
    assert not Article.objects.filter(pk=article.pk).exists()
    assert Takedown.objects.get().at == dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
    again = command("erase", "--replay", str(log))
    assert "1 erasure read, 0 articles erased." in again.err
    assert Takedown.objects.count() == 1
    assert command("check_archive", "--sample", "0").code == 0


def test_a_check_says_what_is_still_on_the_disk(article: Article, client: Client) -> None:
    erase(client, article)
    DBTaskResult.objects.all().delete()
    ended = command("check_archive", "--sample", "0")
    assert ended.code == DIFFERS
    assert "1 erased article not removed from the disk yet" in ended.out
    assert command("erase").code == 0
    assert "Nothing is left" in command("erase").err


def test_a_log_that_is_none_is_refused_by_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "log.jsonl"
    bad.write_text('\n{"public_id": 1}\n')
    ended = command("erase", "--replay", str(bad))
    assert ended.code == 1
    assert f"Line 2 of {bad} is no entry of a log of erasures." in ended.err
    ended = command("erase", "--replay", str(tmp_path / "absent"))
    assert (ended.code, "No such file" in ended.err) == (1, True)


@pytest.mark.parametrize("name", ["reader", "editor"])
def test_only_those_who_may_withdraw_may_erase(article: Article, name: str) -> None:
    rita = User.objects.create_user("rita")
    roles.give(rita, roles.Role(name))
    client = Client()
    client.force_login(rita)
    address = reverse("admin:articles_article_changelist")
    form = {"reason": "x", "case": "1", "typed": "1", "confirmed": "yes"}
    client.post(address, {"action": "erase", "_selected_action": article.pk} | form)
    assert Article.objects.filter(pk=article.pk).exists()
    assert client.get(reverse("admin:articles_takedown_changelist")).status_code in (302, 403)


def test_every_row_that_refers_to_an_article_goes_with_it_or_is_thought_of() -> None:
    """Whoever keeps a row without its article may keep words of it, and must forget them."""
    kept = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in erasure.references()
        if relation.on_delete not in (CASCADE, PROTECT)
    }
    assert kept == {
        "articles.learntline.first",  # a line that other articles have, too
        "articles.learntline.last",
        "articles.runoutcome.article",  # blanked
        "articles.takedown.article",  # the log itself
        "uploads.uploadedarticle.same_text",  # a link
        "uploads.uploadedarticle.article",  # blanked, or the upload is deleted
    }
