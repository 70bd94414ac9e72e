"""Every ingest is a run: it is written down, may state facts for its files, and can be undone."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db.models import PROTECT

from articles.facts import pins
from articles.models import (
    Article,
    BulkChange,
    BulkRow,
    Capture,
    IngestRun,
    RunOutcome,
    SharedText,
    Tag,
)
from articles.reextraction import extract_again
from newsarchive.desk.models import Mark, PassageNote
from tests.commandline import Ended, command

Write = Callable[[str, str | bytes], Path]

pytestmark = pytest.mark.django_db(transaction=True)

FERRY = {"id": "f1", "headline": "Ferry sails", "body": "The ferry sailed on Wednesday."}
BRIDGE = {"id": "b1", "headline": "Bridge shut", "body": "The bridge was shut on Monday."}


def lines(*records: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in records)


def newest() -> IngestRun:
    run = IngestRun.objects.first()
    assert run is not None
    return run


def undone(run: IngestRun | None = None, *options: str) -> Ended:
    return command("undo_ingest", *options, str((run or newest()).pk))


def headlines() -> list[str]:
    return sorted(Article.objects.values_list("headline", flat=True))


def test_a_run_has_who_when_which_files_and_what_became_of_them(write: Write) -> None:
    path = write("in/a.jsonl", lines(FERRY, BRIDGE) + "[]\n")
    write("in/b.css", "x")
    command("ingest", "--set", "outlet=The Harbour Post", str(path.parent))
    run = newest()
    assert run.by
    assert run.ended_at and run.ended_at >= run.started_at
    assert (run.paths, run.given) == ([str(path.parent)], {"outlet": "The Harbour Post"})
    assert (run.summary, run.state) == ("created 2, failed 1", "failed")
    assert "1 .css file" in run.not_read
    kinds = list(run.outcomes.values_list("kind", flat=True))
    assert sorted(kinds) == ["created", "created", "failed"]
    command("ingest", "--dry-run", str(path))
    assert newest() == run


def test_facts_given_are_stated_with_the_ingest_as_evidence(write: Write) -> None:
    path = write("a.jsonl", lines(FERRY | {"outlet": "Wrong"}))
    command("ingest", "--set", "outlet=The Harbour Post,language=de", str(path))
    article = Article.objects.get()
    assert article.outlet is not None
    assert (article.outlet.name, article.language) == ("The Harbour Post", "de")
    (finding,) = (each for each in article.findings if each["field"] == "outlet")
    assert finding["why"].startswith("It was given with the ingest of ")
    assert extract_again(article) == []
    assert "unchanged 1" in command("ingest", str(path)).err
    assert "updated 1" in command("ingest", "--set", "outlet=Vale Echo", str(path)).err
    article.refresh_from_db()
    assert article.outlet is not None
    assert article.outlet.name == "Vale Echo"


def test_tags_given_are_those_of_the_articles_that_are_stored(write: Write) -> None:
    command("ingest", str(write("a.jsonl", lines(FERRY))))
    path = write("a.jsonl", lines(FERRY, BRIDGE))
    command("ingest", "--dry-run", "--set", "tag=Ports", str(path))
    assert not Tag.objects.exists()
    command("ingest", "--set", "tag=Ports,language=German,tag=Old  ferries,tag=ports", str(path))
    tags = {each.headline: each.tag_names for each in Article.objects.all()}
    assert tags == {
        "Ferry sails": ["Old ferries", "Ports"],
        "Bridge shut": ["Old ferries", "Ports"],
    }
    assert newest().given == {"language": "de", "tag": "Ports, Old ferries, ports"}
    assert Article.objects.get(headline="Bridge shut").language == "de"


@pytest.mark.parametrize(
    "given",
    ["body=x", "outlet", "published=soon", "language=no such one", f"tag={'x' * 61}", "tag="],
)
def test_a_fact_that_cannot_be_given_is_a_usage_error(given: str, tmp_path: Path) -> None:
    done = command("ingest", "--set", given, str(tmp_path))
    assert (done.code, "--set" in done.err) == (2, True)


def test_columns_are_remembered_for_tables_with_the_same_header(write: Write) -> None:
    command("ingest", "--map", "headline=Kopf", str(write("a.csv", "Kopf,Nr\nFerry,1\n")))
    command("ingest", str(write("b.csv", "Kopf,Nr\nBridge,2\n")))
    assert headlines() == ["Bridge", "Ferry"]


def zipped(path: Path, table: str) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("news.csv", table)
    return str(path)


def mailed(path: Path, table: str) -> str:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "List", "a@b.example", "c@d.example"
    message["Message-ID"] = f"<{path.stem}@b.example>"
    message.set_content("Here it is.")
    message.add_attachment(table.encode(), maintype="text", subtype="csv", filename="news.csv")
    path.write_bytes(message.as_bytes())
    return str(path)


@pytest.mark.parametrize(("packed", "end"), [(zipped, "zip"), (mailed, "eml")])
def test_columns_of_tables_in_other_files_are_shown_and_remembered(
    tmp_path: Path, packed: Callable[[Path, str], str], end: str
) -> None:
    first = packed(tmp_path / f"a.{end}", "Kopf,Nr\nFerry,1\n")
    shown = command("ingest", "--dry-run", "--map", "headline=Kopf", first).err
    assert f"{first}#news.csv: columns headline=Kopf; kept as they are: Nr.\n" in shown
    command("ingest", "--map", "headline=Kopf", first)
    command("ingest", packed(tmp_path / f"b.{end}", "Kopf,Nr\nBridge,2\n"))
    assert headlines() == ["Bridge", "Ferry"]


def test_undoing_removes_what_was_created_so_that_it_can_come_again(write: Write) -> None:
    path = write("a.jsonl", lines(FERRY, BRIDGE))
    command("ingest", str(path))
    assert undone(None, "--dry-run").err.startswith("Articles: 2 removed")
    assert Article.objects.count() == 2
    assert undone().err == "Articles: 2 removed, 0 taken back to their earlier captures, 0 stay as they are.\n"  # fmt: skip
    assert (Article.objects.count(), Capture.objects.count()) == (0, 0)
    assert newest().state == "undone"
    assert "created 2" in command("ingest", str(path)).err


def test_undoing_takes_updates_back(write: Write) -> None:
    command("ingest", str(write("a.jsonl", lines(FERRY, BRIDGE))))
    command("ingest", str(write("a.jsonl", lines(FERRY | {"headline": "Ferry stays"}, BRIDGE))))
    assert headlines() == ["Bridge shut", "Ferry stays"]
    assert "0 removed, 1 taken back" in undone().err
    assert headlines() == ["Bridge shut", "Ferry sails"]
    assert Capture.objects.count() == 2


def test_what_a_person_or_another_ingest_changed_stays_and_is_listed(write: Write) -> None:
    path = write("a.jsonl", lines(FERRY, BRIDGE, FERRY | {"id": "x1", "body": "Other words."}))
    command("ingest", str(path))
    run = newest()
    article = Article.objects.get(headline="Bridge shut")
    pins.edit(article, "headline", "Bridge closed", "ana")
    article.save()
    logged = Article.objects.get(body="Other words.")
    ana = User.objects.create_user("ana")
    LogEntry.objects.log_actions(ana.pk, Article.objects.filter(pk=logged.pk), CHANGE, "x")
    command("ingest", str(write("a.jsonl", lines(FERRY | {"headline": "Ferry stays"}))))
    done = undone(run)
    assert "3 stay as they are" in done.err
    assert f"#b1 ({article.public_id}) stays: A person has changed it since." in done.out
    assert f"#x1 ({logged.public_id}) stays: A person has changed it since." in done.out
    assert "#f1" in done.out
    assert "Another ingest has updated it since." in done.out
    assert Article.objects.count() == 3
    assert RunOutcome.objects.filter(undone__startswith="kept").count() == 3


def test_what_only_refers_to_an_article_goes_with_it(write: Write) -> None:
    """Also rows whose relation to the article has no name."""
    command("ingest", str(write("old.jsonl", lines({"id": "o1", "headline": "Quay open"}))))
    stays = Article.objects.get()
    command("ingest", str(write("a.jsonl", lines(FERRY, BRIDGE))))
    ferry, bridge = Article.objects.exclude(pk=stays.pk).order_by("pk")
    ana = User.objects.create_user("ana")
    for position, each in enumerate((ferry, stays)):
        Mark.objects.create(user=ana, article=each, position=position)
    for one, other in ((stays, ferry), (ferry, stays)):
        SharedText.objects.create(article=one, other=other, share=500, share_of_other=500)
    change = BulkChange.objects.create(by=ana)
    BulkRow.objects.create(change=change, article=bridge)
    assert "2 removed" in undone().err
    assert list(Article.objects.all()) == [stays]
    assert [each.article for each in Mark.objects.all()] == [stays]
    assert (SharedText.objects.count(), BulkRow.objects.count()) == (0, 0)


def test_what_a_person_has_noted_stays_and_is_listed(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may not lose its article keeps it, also by a relation without a name."""
    command("ingest", str(write("a.jsonl", lines(FERRY, BRIDGE, FERRY | {"id": "x1"}))))
    noted, marked, _ = Article.objects.order_by("pk")
    ana = User.objects.create_user("ana")
    PassageNote.objects.create(owner=ana, article=noted, paragraph=0, quote="ferry")
    Mark.objects.create(user=ana, article=marked, position=0)
    relation = Mark._meta.get_field("article").remote_field
    monkeypatch.setattr(relation, "on_delete", PROTECT)
    done = undone()
    assert "1 removed, 0 taken back to their earlier captures, 2 stay" in done.err
    assert f"({noted.public_id}) stays: A passage note refers to it." in done.out
    assert f"({marked.public_id}) stays: A mark refers to it." in done.out
    assert set(Article.objects.all()) == {noted, marked}


def test_an_unknown_run_is_said(db: None) -> None:
    done = command("undo_ingest", "7")
    assert (done.code, done.err) == (1, "CommandError: There is no ingest 7. None was run yet.\n")


NINJS = {"uri": "urn:x:1", "provider": "TT", "pubstatus": "usable", "versioncreated": "2020-03-04T10:00:00Z"}  # fmt: skip


def item(version: int, headline: str = "Ferry sails", **more: str) -> str:
    body = f"The ferry sailed, says version {version}."
    return json.dumps(
        NINJS | {"version": str(version), "headline": headline, "body_text": body} | more
    )


def test_a_version_of_an_item_updates_it_in_whatever_file_it_comes(write: Write) -> None:
    one, two = write("1.json", item(1)), write("2.json", item(2, "Ferry stays"))
    for _ in range(2):
        command("ingest", str(one), str(two))
        assert headlines() == ["Ferry stays"]
    assert "unchanged 2" in command("ingest", "--dry-run", str(one), str(two)).err


def test_what_one_run_created_and_updated_is_undone_as_one(write: Write) -> None:
    """An article may occur several times in one run, also in one batch of undoing."""
    command("ingest", str(write("1.json", item(1))))
    others = [write(f"{n}.json", item(n, f"Ferry {n}")) for n in (2, 3)]
    new = [write(f"new{n}.json", item(n, f"Port {n}", uri="urn:x:2")) for n in (1, 2, 3)]
    assert "created 1, updated 4" in command("ingest", *map(str, [*others, *new])).err
    dry = undone(None, "--dry-run").err.partition(" (dry")[0]
    assert dry.startswith("Articles: 1 removed, 4 taken back")
    assert undone().err.strip() == dry
    assert headlines() == ["Ferry sails"]
    assert Capture.objects.count() == 1


def test_an_earlier_version_that_comes_later_changes_nothing(write: Write) -> None:
    paths = [str(write("2.json", item(2, "Ferry stays"))), str(write("1.json", item(1)))]
    dry = command("ingest", "--dry-run", *paths).err.partition(" (dry")[0]
    assert command("ingest", *paths).err.strip() == dry
    assert headlines() == ["Ferry stays"]


def test_a_kill_leaves_the_text_and_asks_for_review_in_the_providers_words(write: Write) -> None:
    command("ingest", str(write("1.json", item(1))))
    article = Article.objects.get()
    article.reviewed_by = "ana"
    article.save()
    killed = write(
        "2.json", item(2, "Ferry", pubstatus="canceled", ednote="KILL. Source was wrong.")
    )
    assert "updated 1" in command("ingest", str(killed)).err
    article.refresh_from_db()
    assert (article.headline, article.notice) == ("Ferry sails", "KILL. Source was wrong.")
    assert Article.objects.all().review_reasons()[article.pk][0] == "Withdrawn by its provider"
    assert extract_again(article) == []
    assert Article.objects.get().notice == "KILL. Source was wrong."
    assert "unchanged 1" in command("ingest", str(killed)).err
    assert "1 taken back" in undone(IngestRun.objects.all()[1]).err
    assert Article.objects.get().notice == ""


def test_a_teaser_is_marked_until_its_text_comes(write: Write) -> None:
    feed = "<rss><channel><item><title>Ferry</title><guid>http://x.example/1</guid>{}</item></channel></rss>"
    command("ingest", str(write("a.rss", feed.format("<description>It sails.</description>"))))
    assert Article.objects.needing_review("teaser").count() == 1
    whole = "<content:encoded>The ferry sailed on Wednesday, its owner said.</content:encoded>"
    feed = feed.replace("<rss>", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/">')
    command("ingest", str(write("b.rss", feed.format(whole))))
    assert Article.objects.needing_review("teaser").count() == 0
    assert Article.objects.get().body.startswith("The ferry sailed")
