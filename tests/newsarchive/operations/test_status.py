"""The status page of admin."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.models import Permission, User
from django.db import DatabaseError, OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.derivedtables import COPIES, DERIVED, MENTIONS, DerivedTables
from articles.models import Article, Takedown
from newsarchive.accounts.roles import Role, give
from newsarchive.desk.models import AlertMail, SavedSearch
from newsarchive.operations import erasurelog, status
from newsarchive.operations.models import JournalEntry
from newsarchive.operations.status import Line
from search.models import OutboxEntry
from tests.commandline import command
from tests.databases import IS_POSTGRESQL
from tests.newsarchive.operations.example import ARTICLES

pytestmark = pytest.mark.django_db(transaction=True)

#: The first disk of which the page shows the free space. PostgreSQL has its own.
DISK = "Disk of the index" if IS_POSTGRESQL else "Disk of the database"


def shown(user: User | None = None) -> dict[str, Line]:
    """The lines, by their names, for this person; else for one who may see everything."""
    user = user or User(username="root", is_superuser=True)
    return {line.name: line for line in status.lines(user)}


def somebody(role: Role) -> User:
    user = User.objects.create_user(role.value)
    give(user, role)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(somebody(Role.EDITOR))
    return client


def test_it_shows_the_state_of_every_part(filled: None, editor: Client, tmp_path: Path) -> None:
    command("backup", str(tmp_path / "b.zip"))
    page = editor.get("/admin/status/")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    text = page.content.decode()
    lines = {line.name: line for line in page.context["lines"]}
    assert all(line.is_well for line in lines.values()), lines
    assert lines["Database"].value.startswith(f"{ARTICLES} articles, ")
    assert lines["Index"].value == f"{ARTICLES - 1} documents"
    assert lines["Outbox"].value == "empty: all changes can be searched"
    assert lines["Copies"].value == "all texts are compared"
    assert lines[DISK].value.endswith("free")
    assert "ago, done: " in lines["Last backup"].value
    assert lines["Dates to review"].value == "0"
    assert lines["Outlets to review"].value != "0"
    assert "archive 0.1.0, Django 5." in lines["Versions"].value
    assert all(name in text for name in lines)
    assert 'href="/admin/status/"' in editor.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("name", "tables", "waiting"),
    [
        ("Copies", COPIES, "articles wait to be compared: `manage.py copies`"),
        ("Names and quotations", MENTIONS, "articles wait to be read: `manage.py mentions`"),
    ],
)
def test_texts_that_wait_to_be_compared_or_read_are_counted(
    filled: None, monkeypatch: pytest.MonkeyPatch, name: str, tables: DerivedTables, waiting: str
) -> None:
    assert shown()[name] == Line(name, f"all texts are {tables.verb}")
    tables.keeper.forget()
    line = shown()[name]
    assert line.value.startswith(f"{ARTICLES} {waiting}")
    assert line.is_well
    monkeypatch.setattr(status, "MOST_COUNTED", 3)
    line = shown()[name]
    assert line.value.startswith("more than 3 articles wait")
    assert not line.is_well


@pytest.mark.sqlite
@pytest.mark.parametrize("tables", DERIVED)
def test_what_waits_is_counted_without_reading_the_articles(
    filled: None, tables: DerivedTables
) -> None:
    plan = tables.keeper.due().values("pk")[:9].explain()
    assert "articles_article USING COVERING INDEX" in plan, plan


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR])
def test_each_role_sees_only_links_that_it_may_open(filled: None, role: Role) -> None:
    Takedown.objects.create(action="erased", public_id="abcdefghij", reason="A court")
    person = somebody(role)
    client = Client()
    client.force_login(person)
    lines = client.get("/admin/status/").context["lines"]
    links = {line.name: line.address for line in lines if line.address}
    assert {name: client.get(address).status_code for name, address in links.items()} == (
        dict.fromkeys(links, 200)
    )
    always = {"Dates to review", "Outlets to review"}
    assert set(links) == always | (set() if role is Role.EDITOR else {"Erasures"})


def test_whoever_may_only_monitor_sees_no_links(filled: None) -> None:
    user = User.objects.create_user("watcher", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="monitor"))
    client = Client()
    client.force_login(user)
    lines = client.get("/admin/status/").context["lines"]
    assert not [line for line in lines if line.address]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR])
def test_only_who_manages_people_sees_whose_e_mail_was_refused(filled: None, role: Role) -> None:
    rita = User.objects.create_user("rita", "rita@archive.example")
    refusal = "The mail server refused the e-mail to rita@archive.example: 550 unknown"
    AlertMail.objects.create(user=rita, message_id="<1@a>", parts=[], problem=refusal)
    client = Client()
    client.force_login(somebody(role))
    page = client.get("/admin/status/").text
    if role is Role.ADMINISTRATOR:
        assert "rita: The mail server refused the e-mail to rita@archive.example" in page
    else:
        assert "1 e-mail refused. Administrators see which, and why." in page
        assert "rita" not in page


@pytest.mark.parametrize("user", [None, "reader", "clerk"])
def test_others_see_nothing(user: str | None) -> None:
    client = Client()
    if user:
        client.force_login(User.objects.create_user(user, is_staff=user == "clerk"))
    page = client.get("/admin/status/")
    assert page.status_code == (403 if user == "clerk" else 302)
    assert b"Database" not in page.content


def test_an_ingest_is_in_the_journal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A bridge in Vale\n\nIt was opened by the mayor. " * 5)
    command("ingest", str(tmp_path), "--dry-run")
    assert shown()["Last ingest"].value == "never"
    command("ingest", str(tmp_path))
    line = shown()["Last ingest"]
    assert line.is_well
    assert line.value.endswith(
        "ago, done: created 1, updated 0, unchanged 0, duplicate 0, failed 0."
    )
    (tmp_path / "b.txt").write_bytes(b"")
    command("ingest", str(tmp_path))
    line = shown()["Last ingest"]
    assert not line.is_well
    assert "failed 1" in line.value


def test_what_somebody_has_to_see_to_is_marked(filled: None, index_folder: Path) -> None:
    assert not shown()["Last backup"].is_well, "there is none"
    old = timezone.now() - dt.timedelta(days=8)
    JournalEntry.objects.create(task="backup", began_at=old, ended_at=old, outcome="done")
    assert not shown()["Last backup"].is_well, "it is old"

    entry = OutboxEntry.objects.create(article_id=1)
    OutboxEntry.objects.filter(pk=entry.pk).update(queued_at=old)
    line = shown()["Outbox"]
    assert not line.is_well
    assert line.value.startswith("1 changes wait to be indexed")

    with mock.patch("shutil.disk_usage", return_value=shutil._ntuple_diskusage(10**12, 10**12, 9)):
        assert not shown()[DISK].is_well

    shutil.rmtree(index_folder)
    line = shown()["Index"]
    assert not line.is_well
    assert "reindex" in line.value


def test_erasures_that_are_not_complete_are_told_with_what_to_do(
    filled: None, tmp_path: Path, settings: Settings
) -> None:
    assert shown()["Erasures"] == Line("Erasures", "none waits")
    gone = Takedown.objects.create(action="erased", public_id="abcdefghij", reason="A court")
    line = shown()["Erasures"]
    assert not line.is_well
    assert "1 erased article not removed from the disk yet: a worker does it, or" in line.value
    gone.purged_at = timezone.now()
    gone.save()
    assert shown()["Erasures"].is_well
    # As after a backup of an earlier day was restored.
    erasurelog.write(Path(settings.ERASURE_LOG))
    gone.delete()
    assert f"`manage.py erase --replay {settings.ERASURE_LOG}`" in shown()["Erasures"].value
    Path(settings.ERASURE_LOG).write_text("no log")
    assert "The log of erasures cannot be read: Line 1" in shown()["Erasures"].value


def test_saved_searches_that_are_due_and_e_mails_that_failed_are_told(
    filled: None, settings: Settings
) -> None:
    settings.ARCHIVE_ADDRESS = "https://archive.example"
    assert shown()["Saved searches due"].value == "nobody has asked for e-mails"
    rita = User.objects.create_user("rita", "rita@archive.example")
    now, day = timezone.now(), dt.timedelta(days=1)
    search = SavedSearch.objects.create(
        owner=rita, name="Ferries", position=0, seen_up_to=0, mailed_up_to=0, alerts="at_once"
    )
    line = Line("Saved searches due", "1 of 1 search with e-mails")
    assert shown()["Saved searches due"] == line
    SavedSearch.objects.update(mailed_at=now - day)
    line = shown()["Saved searches due"]
    assert not line.is_well and "more than an hour: `manage.py alert` sends" in line.value
    settings.ARCHIVE_ADDRESS = ""
    line = shown()["Saved searches due"]
    assert not line.is_well and "set ARCHIVE_ADDRESS" in line.value
    settings.ARCHIVE_ADDRESS = "https://archive.example"
    SavedSearch.objects.update(mailed_up_to=Article.objects.last_sequence())
    assert shown()["Saved searches due"].value == "none of 1 search with e-mails"

    assert shown()["E-mails not sent"] == Line("E-mails not sent", "none")
    mail = AlertMail.objects.create(user=rita, message_id="<1@a>", parts=[[search.key, 0, 1]])
    assert shown()["E-mails not sent"].is_well, "it may be on its way"
    AlertMail.objects.update(planned_at=now - day)
    assert "1 e-mail not sent for more than an hour: `manage.py alert`" in value_of(
        "E-mails not sent"
    )
    mail.problem, mail.retry_at = "The mail server refused it: 550", now + day
    mail.save()
    assert value_of("E-mails not sent").startswith("rita: The mail server refused it: 550. It is")
    assert "correct it in the account" in value_of("E-mails not sent")


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nothing_waits_for_people_who_get_no_e_mails_any_more(
    filled: None, settings: Settings, change: dict[str, object]
) -> None:
    settings.ARCHIVE_ADDRESS = "https://archive.example"
    rita = User.objects.create_user("rita", "rita@archive.example")
    long_ago = timezone.now() - dt.timedelta(days=2)
    SavedSearch.objects.create(
        owner=rita, name="Ferries", position=0, seen_up_to=0, mailed_up_to=0, alerts="at_once"
    )
    SavedSearch.objects.update(mailed_at=long_ago)
    mail = AlertMail.objects.create(user=rita, message_id="<1@a>", parts=[], planned_at=long_ago)
    assert not shown()["E-mails not sent"].is_well and not shown()["Saved searches due"].is_well
    mail.problem = "The mail server refused it: 550"
    mail.save()
    assert not shown()["E-mails not sent"].is_well
    assert shown()["Saved searches due"].is_well, "they wait for the e-mail, not for a timer"
    User.objects.filter(pk=rita.pk).update(**change)
    assert shown()["E-mails not sent"] == Line("E-mails not sent", "none")
    assert shown()["Saved searches due"].value == "nobody has asked for e-mails"


def value_of(name: str) -> str:
    line = shown()[name]
    assert not line.is_well
    return line.value


@pytest.mark.parametrize("error", [OperationalError("unable to open database file")])
def test_a_database_that_cannot_be_read_is_said(error: DatabaseError) -> None:
    with mock.patch.object(Article.objects, "count", side_effect=error):
        lines = shown()
    assert "cannot be opened" in lines["Database"].value
    assert "Versions" in lines


def test_it_costs_a_few_small_queries(
    filled: None, editor: Client, django_assert_max_num_queries: object
) -> None:
    editor.get("/admin/status/")
    with django_assert_max_num_queries(27):  # type: ignore[operator]  # a fixture without a type
        editor.get("/admin/status/")
