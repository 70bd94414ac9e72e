"""E-mails about saved searches, sent to a real mail server, and stopped by their readers."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, Capture
from newsarchive.desk import alerts
from newsarchive.desk.models import AlertMail, SavedSearch
from search.index import draining, waiting
from search.models import OutboxEntry
from tests.archive import Archive
from tests.commandline import Ended, command
from tests.conftest import Asked, damage
from tests.newsarchive.desk.mailserver import MailServer
from tests.paths import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

HOSTILE = "<script>alert(1)</script>\"'><b>bold</b>\r\nBcc: all@evil.example"
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)  # a Wednesday


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.ARCHIVE_ADDRESS = "https://archive.example"
    settings.DEFAULT_FROM_EMAIL = "archive@archive.example"
    yield server
    server.stop()


def person(name: str = "rita") -> User:
    return User.objects.create_user(name, f"{name}@archive.example")


def saved(owner: User, query: str = "q=zeppelin", **values: Any) -> SavedSearch:
    up_to = Article.objects.last_sequence()
    defaults = {"name": "Airships", "alerts": "at_once", "mailed_at": timezone.now()}
    return SavedSearch.objects.create(
        owner=owner,
        query=query,
        position=SavedSearch.objects.count(),
        seen_up_to=up_to,
        mailed_up_to=up_to,
        **defaults | values,
    )


def add(title: str, **values: Any) -> Article:
    """An article about a zeppelin."""
    name = f"{Article.objects.count():064}"
    capture = Capture.objects.create(
        sha256=name, comparison_key=name, compressed=Capture.compress(b"x"), encoding="utf-8"
    )
    body = "A zeppelin was seen above the harbour."
    return Article.objects.create(
        public_id=f"a{name[-9:]}", capture=capture, headline=title, **{"body": body} | values
    )


def alert(now: dt.datetime | None = None) -> Ended:
    if now is None:
        return command("alert")
    with mock.patch("django.utils.timezone.now", return_value=now):
        return command("alert")


def parts(message: EmailMessage) -> tuple[str, str]:
    """The text and the HTML of a message."""
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and page is not None
    return plain.get_content(), page.get_content()


def titles(message: EmailMessage) -> list[str]:
    return re.findall(r"^\* (.+?)\r?$", parts(message)[0], re.MULTILINE)


def test_what_is_new_in_several_searches_is_told_in_one_mail(server: MailServer) -> None:
    rita = person()
    saved(rita)
    saved(rita, "q=harbour&from=2019", name="Harbour since 2019")
    saved(rita, "q=xylophone", name="Music")
    add("Zeppelin one")
    add("Zeppelin two", published="2020-03-04", published_precision="day")
    done = alert()
    assert (done.code, done.out) == (0, "1 e-mail sent, about 2 searches.\n")
    (message,) = server.accepted
    assert server.recipients == [["rita@archive.example"]]
    assert message["To"] == "rita@archive.example"
    assert message["From"] == "archive@archive.example"
    assert message["Subject"] == "3 new articles in 2 searches – News archive"
    assert message["Auto-Submitted"] == "auto-generated"
    plain, page = parts(message)
    assert titles(message) == ["Zeppelin two", "Zeppelin one", "Zeppelin two"]
    for text in (plain, page.replace("&amp;", "&")):
        assert "Airships" in text and "Harbour since 2019" in text and "Music" not in text
        assert "https://archive.example/?q=zeppelin&after=5&sort=added" in text
        assert re.search(r"https://archive\.example/articles/a\d{9}/", text)
        assert "4 March 2020" in text
    assert alert().out == "There was nothing to send.\n"
    assert len(server.accepted) == 1


def test_a_restored_article_is_told(server: MailServer) -> None:
    article = add("Zeppelin one")
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    saved(person())
    Article.objects.filter(pk=article.pk).update(withdrawn_at=None)
    alert()
    assert titles(server.accepted[0]) == ["Zeppelin one"]


@pytest.mark.parametrize(
    ("alerts", "mailed_at", "is_due"),
    [
        ("at_once", NOON, True),
        ("none", NOON - dt.timedelta(days=99), False),
        ("daily", NOON - dt.timedelta(hours=1), False),
        ("daily", NOON - dt.timedelta(hours=6, minutes=1), True),  # before six o'clock
        ("daily", NOON + dt.timedelta(days=9), True),  # the clock was set back
        ("weekly", NOON - dt.timedelta(days=2), False),
        ("weekly", NOON - dt.timedelta(days=2, hours=6, minutes=1), True),  # before Monday, six
    ],
)
def test_a_search_is_due_when_its_day_or_week_has_begun(
    server: MailServer, alerts: str, mailed_at: dt.datetime, is_due: bool
) -> None:
    saved(person(), alerts=alerts, mailed_at=mailed_at)
    add("Zeppelin one")
    alert(NOON)
    assert len(server.accepted) == is_due


def test_a_daily_mail_comes_once_a_day_with_all_of_that_day(server: MailServer) -> None:
    saved(person(), alerts="daily", mailed_at=NOON)
    for day in range(1, 4):
        for hour in (0, 5, 12, 23):
            add(f"Zeppelin {day} {hour}")
            alert(NOON + dt.timedelta(days=day, hours=hour - 12))
    told = [title for message in server.accepted for title in reversed(titles(message))]
    assert told == list(
        Article.objects.filter(headline__startswith="Zeppelin")
        .order_by("sequence")
        .values_list("headline", flat=True)[: len(told)]
    )
    assert len(server.accepted) == 3


def test_a_mail_server_that_is_down_loses_nothing(server: MailServer) -> None:
    saved(person())
    add("Zeppelin one")
    server.stop()
    for _ in range(2):
        done = alert()
        assert done.code == 1
        assert "The mail server cannot be used" in done.err and "sent by the next run" in done.err
        assert "Traceback" not in done.err
    add("Zeppelin two")
    server.start()
    assert alert().code == 0
    told = [titles(message) for message in server.accepted]
    assert told == [["Zeppelin one"], ["Zeppelin two"]]
    assert not AlertMail.objects.exists()


@pytest.mark.parametrize("answer", ["550 no such user", "451 try again later"])
def test_a_refused_recipient_keeps_nobody_else_from_mail(server: MailServer, answer: str) -> None:
    rita, otto = person("rita"), person("otto")
    saved(rita)
    saved(otto)
    add("Zeppelin one")
    server.refused["rita@archive.example"] = answer
    done = alert()
    assert done.code == 0
    assert f"refused the e-mail to rita@archive.example: {answer}" in done.err
    assert server.recipients == [["otto@archive.example"]]
    client = Client()
    client.force_login(rita)
    assert answer in client.get("/searches/").text
    server.refused.clear()
    is_final = answer.startswith("5")
    alert()
    assert len(server.accepted) == (1 if is_final else 2), "it is not asked again at once"
    alert(timezone.now() + dt.timedelta(hours=1))
    assert [titles(message) for message in server.accepted] == [["Zeppelin one"]] * 2
    assert "refused" not in client.get("/searches/").text


@pytest.mark.parametrize("address", ["nobody", "a@b.example\nBcc: c@evil.example", "a b@c.example"])
def test_what_is_no_address_gets_no_mail_and_a_sentence(server: MailServer, address: str) -> None:
    saved(person())
    User.objects.update(email=address)
    add("Zeppelin one")
    done = alert()
    assert "is not an e-mail address" in done.err
    assert server.accepted == []


def test_people_without_address_or_with_a_closed_account_get_none(server: MailServer) -> None:
    saved(person("rita"))
    saved(person("otto"))
    add("Zeppelin one")
    User.objects.filter(username="rita").update(email="")
    User.objects.filter(username="otto").update(is_active=False)
    assert alert().out == "There was nothing to send.\n"
    User.objects.update(email="back@archive.example", is_active=True)
    alert()
    assert [titles(message) for message in server.accepted] == [["Zeppelin one"]] * 2


def test_what_waits_for_a_person_who_cannot_be_reached_goes_on_waiting(server: MailServer) -> None:
    rita = person()
    saved(rita)
    add("Zeppelin one")
    server.stop()
    alert()
    server.start()
    User.objects.update(is_active=False)
    alert()
    assert server.accepted == []
    User.objects.update(is_active=True)
    alert()
    assert titles(server.accepted[0]) == ["Zeppelin one"]


def test_hostile_texts_are_escaped_and_make_no_headers(server: MailServer) -> None:
    saved(person(), name=HOSTILE)
    add(HOSTILE, standfirst=HOSTILE, body=f"A zeppelin. {HOSTILE}\x1b[2J\u202e")
    alert()
    (message,) = server.accepted
    assert server.recipients == [["rita@archive.example"]]
    assert "Bcc" not in message
    plain, page = parts(message)
    assert "<script" not in page and "<b>" not in page and "&lt;script&gt;" in page
    assert "\x1b" not in plain + page and "\u202e" not in plain + page


def test_without_settings_mails_are_printed_and_without_an_address_nothing_is_sent(
    settings: Settings,
) -> None:
    assert alert().code == 0, "nobody wants e-mails yet"
    saved(person())
    add("Zeppelin one")
    done = alert()
    assert done.code == 1
    assert "Set ARCHIVE_ADDRESS" in done.err
    settings.ARCHIVE_ADDRESS = "https://archive.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    done = alert()
    assert "Zeppelin one" in done.out and "1 e-mail sent" in done.out


def test_a_command_that_runs_on_sends_what_comes_and_outlives_outages(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    saved(person())
    turns = iter([server.stop, server.start, None])

    def between(seconds: float) -> None:
        assert seconds == 0.5
        turn = next(turns)
        if turn is None:
            raise KeyboardInterrupt
        if turn == server.stop:
            add("Zeppelin one")
        turn()

    with (
        mock.patch("newsarchive.desk.management.commands.alert.time.sleep", between),
        pytest.raises(KeyboardInterrupt),
    ):
        call_command("alert", "--every", "0.5")
    written = capsys.readouterr()
    assert "The mail server cannot be used" in written.err
    assert written.out == "1 e-mail sent, about 1 search.\n", "it says nothing if there is nothing"
    assert titles(server.accepted[0]) == ["Zeppelin one"]


def test_a_database_that_cannot_be_written_is_said(server: MailServer) -> None:
    saved(person())
    add("Zeppelin one")
    locked = OperationalError("database is locked")
    with mock.patch.object(alerts, "_plan", side_effect=locked):
        done = alert()
    assert done.code == 1
    assert "Traceback" not in done.err and "sent by the next run" in done.err


def test_two_runs_at_once_send_each_mail_once(server: MailServer) -> None:
    for name in ("rita", "otto", "mona"):
        saved(person(name))
    add("Zeppelin one")
    at_once = threading.Barrier(2, timeout=60)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            at_once.wait()
            alerts.send_due()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert sorted(server.recipients) == [
        [f"{name}@archive.example"] for name in ("mona", "otto", "rita")
    ]
    alerts.send_due()
    assert len(server.accepted) == 3


def test_nothing_is_planned_again_while_another_run_settles_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = saved(person())
    add("Zeppelin one")
    draining.drain()
    up_to = waiting.searchable_up_to()
    sent = alerts._plan([search], up_to)
    assert sent is not None

    def settle() -> None:
        try:
            alerts._settle(sent)
        finally:
            connection.close()

    settling = threading.Thread(target=settle)

    def at_that_moment(*parts: Any) -> str:
        """Called when the other run has compared what the searches have told so far."""
        settling.start()
        settling.join(0.5)
        return "another"

    monkeypatch.setattr(alerts, "message_id_of", at_that_moment)
    assert alerts._plan([search], up_to) is None
    settling.join()
    assert not AlertMail.objects.exists()


def test_what_another_run_is_sending_is_left_to_it(server: MailServer) -> None:
    saved(person())
    add("Zeppelin one")
    meanwhile: list[alerts.Report] = []

    def other() -> None:
        try:
            meanwhile.append(alerts.send_due())
        finally:
            connection.close()

    def at_acceptance() -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    server.on_acceptance = at_acceptance
    assert alerts.send_due().sent == 1
    assert [report.sent for report in meanwhile] == [0]
    assert len(server.accepted) == 1


def test_a_run_that_is_killed_before_it_knows_repeats_one_mail_with_the_same_id(
    server: MailServer, tmp_path: Path, index_folder: Path
) -> None:
    saved(person("rita"))
    saved(person("otto"))
    add("Zeppelin one")
    archive = Archive(tmp_path).keep()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "alert"],
        cwd=ROOT,
        env=archive.environment
        | {
            "SEARCH_URL": f"whoosh://{index_folder}",
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "ARCHIVE_ADDRESS": "https://archive.example",
            "DEFAULT_FROM_EMAIL": "archive@archive.example",
        },
    )
    server.on_acceptance = lambda: os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=120) == -signal.SIGKILL
    (first,) = server.accepted
    server.on_acceptance = lambda: None

    archive.restore()
    add("Zeppelin two")
    assert "nothing to send" not in alert().out, "the other person’s does not wait"
    assert server.recipients[0] not in server.recipients[1:], "it still has its time"
    done = alert(timezone.now() + alerts.LEASE)
    assert "2 e-mails sent" in done.out

    _, other, repeated, newer = server.accepted
    assert server.recipients[0] == server.recipients[2] == server.recipients[3]
    assert repeated["Message-ID"] == first["Message-ID"]
    assert parts(repeated) == parts(first)
    assert titles(first) == ["Zeppelin one"]
    assert titles(newer) == ["Zeppelin two"]
    assert titles(other) == ["Zeppelin two", "Zeppelin one"]
    assert "nothing to send" in alert().out


def test_the_id_names_the_search_and_its_articles(server: MailServer) -> None:
    search = saved(person())
    add("Zeppelin one")
    alert()
    # As if the database had been restored to a state before the mail.
    SavedSearch.objects.update(mailed_up_to=search.mailed_up_to)
    alert()
    add("Zeppelin two")
    alert()
    ids = [message["Message-ID"] for message in server.accepted]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@archive.example>")


def test_an_article_that_is_withdrawn_before_the_mail_goes_is_not_told(server: MailServer) -> None:
    saved(person())
    article = add("Zeppelin one")
    server.stop()
    alert()
    assert AlertMail.objects.count() == 1
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    server.start()
    assert alert().out == "There was nothing to send.\n"
    assert not AlertMail.objects.exists()


def test_what_the_index_lacks_is_told_when_it_has_it(server: MailServer) -> None:
    saved(person())
    with mock.patch("search.index.outbox.drain_after_commit"):
        add("Zeppelin one")
    with mock.patch("newsarchive.desk.alerts.drain"):  # another process holds the index
        alert()
    assert server.accepted == []
    assert OutboxEntry.objects.exists()
    alert()
    assert titles(server.accepted[0]) == ["Zeppelin one"]


def test_an_outage_of_the_index_is_said_and_loses_nothing(
    server: MailServer, index_folder: Path
) -> None:
    saved(person())
    add("Zeppelin one")
    damage(index_folder)
    with mock.patch("newsarchive.desk.alerts.drain"):
        done = alert()
    assert done.code == 1 and "Traceback" not in done.err
    command("reindex")
    alert()
    assert titles(server.accepted[0]) == ["Zeppelin one"]


def test_a_long_list_is_cut_and_says_how_many_there_are(server: MailServer) -> None:
    saved(person())
    for number in range(23):
        add(f"Zeppelin {number}")
    alert()
    (message,) = server.accepted
    assert len(titles(message)) == 20
    assert "23 new articles" in message["Subject"] and "3 more" in parts(message)[0]


def test_alerts_that_are_turned_on_tell_of_what_comes_then(
    server: MailServer, client: Client
) -> None:
    rita = person()
    search = saved(rita, alerts="none")
    add("Zeppelin one")
    client.force_login(rita)
    fields = {"name": "Airships", "since": "", "until": "", "alerts": "at_once"}
    client.post(search.get_absolute_url(), fields)
    add("Zeppelin two")
    alert()
    assert titles(server.accepted[0]) == ["Zeppelin two"]


class TestStopping:
    @pytest.fixture
    def message(self, server: MailServer) -> EmailMessage:
        saved(person())
        saved(User.objects.get(username="rita"), "q=harbour", alerts="weekly")
        add("Zeppelin one")
        alert()
        return server.accepted[0]

    def path(self, message: EmailMessage) -> str:
        address = re.fullmatch(
            r"<https://archive\.example(/[^>]+)>", message["List-Unsubscribe"].strip()
        )
        assert address is not None
        return address[1]

    def test_a_program_of_mail_stops_them_with_one_request(self, message: EmailMessage) -> None:
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        # It knows nothing but the address: no cookie, no form, no site.
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            self.path(message),
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 200
        assert set(SavedSearch.objects.values_list("alerts", flat=True)) == {"none"}
        assert SavedSearch.objects.count() == 2

    def test_a_visit_only_asks(self, client: Client, message: EmailMessage) -> None:
        for method in (client.get, client.head):
            assert method(self.path(message)).status_code == 200
        assert "Do you want no more e-mails" in client.get(self.path(message)).text
        assert "none" not in SavedSearch.objects.values_list("alerts", flat=True)

    def test_the_links_in_the_mail_lead_there(self, message: EmailMessage) -> None:
        for text in parts(message):
            assert f"https://archive.example{self.path(message)}" in text

    @pytest.mark.parametrize(
        "change", [lambda path: path[:-2] + "/", lambda path: "/unsubscribe/1/"]
    )
    def test_an_address_that_was_changed_stops_nothing(
        self, client: Client, message: EmailMessage, change: Callable[[str], str]
    ) -> None:
        answer = client.post(change(self.path(message)))
        assert answer.status_code == 404
        assert "nothing was changed" in answer.text
        assert "none" not in SavedSearch.objects.values_list("alerts", flat=True)

    def test_a_mail_that_waits_is_not_sent_after_that(
        self, server: MailServer, message: EmailMessage
    ) -> None:
        add("Zeppelin two")
        server.stop()
        alert()
        Client().post(self.path(message))
        server.start()
        alert()
        assert len(server.accepted) == 1
        assert not AlertMail.objects.exists()


def test_the_searches_of_a_person_are_counted_in_one_trip(server: MailServer, asked: Asked) -> None:
    for name in ("rita", "otto"):
        owner = person(name)
        for word in ("zeppelin", "seen", "above", "harbour", "zeppelin+seen"):
            saved(owner, f"q={word}", name=word)
    add("Zeppelin one")
    asked.clear()
    alert()
    assert asked.totals == [5, 5]
