"""Articles are added in the browser: sent, read, put right, stored or discarded."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.copies import detection, upkeep
from articles.models import Article, Capture, IngestRun, SharedText
from newsarchive.accounts.roles import Role, give
from newsarchive.uploads import tasks
from newsarchive.uploads.models import KEPT, Upload
from tests.articles.stories import text as text_of
from tests.paths import ROOT, SEEDS

STORY = b"""Ferry service resumes after the storm

By Ada Lindqvist
4 March 2020

The ferry between the islands runs again since Tuesday, the company said. Two ships had been damaged \
by the storm in the night to Monday, and were repaired in the yard of the northern harbour.

Passengers had waited for three days. The company will pay them back what they had spent on hotels.
"""


ARABIC = (
    "وقف إطلاق النار في إدلب\n\n5 مارس 2020\n\n"
    "أعلنت روسيا وتركيا وقف إطلاق النار في محافظة إدلب يوم الخميس بعد محادثات طويلة، وقالت منظمات "
    "إن الهدنة سمحت للمدنيين بالعودة إلى بيوتهم.\n"
).encode()


@pytest.fixture
def client(user: User, index_folder: Path) -> Client:
    client = Client()
    client.force_login(user)
    return client


def work() -> None:
    """Let a worker do what waits."""
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)


def send(client: Client, **fields: Any) -> Upload:
    """Send the form; returns the upload."""
    response = client.post("/add/", fields)
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.get(key=response["Location"].split("/")[2])


def page(client: Client, upload: Upload) -> str:
    response = client.get(f"/add/{upload.key}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_files_are_read_shown_corrected_and_stored(client: Client, folder: Path) -> None:
    records = [{"headline": f"Ferry {number} sinks", "id": str(number)} for number in (1, 2)]
    lines = "\n".join(map(json.dumps, records)).encode()
    upload = send(
        client,
        file=[
            named("story.txt", STORY),
            named("records.jsonl", lines),
            named("packed.jsonl.gz", gzip.compress(b"no record\n")),
        ],
    )
    assert "Reading…" in page(client, upload)
    work()
    shown = page(client, upload)
    assert "Ferry service resumes after the storm" in shown
    assert "4 March 2020" in shown
    assert "3 new" in shown
    assert "1 could not be read" in shown
    assert Article.objects.count() == 0

    form = client.get(f"/add/{upload.key}/0/").content.decode()
    assert 'value="2020-03-04"' in form
    typed = {
        "headline": "Ferries run again",
        "outlet": "The Harbour Post",
        "byline": "Ada Lindqvist",
    }
    response = client.post(f"/add/{upload.key}/0/", typed | {"published": "2020-03"})
    assert response.status_code == 302
    assert "typed by you" in page(client, upload)
    client.post(f"/add/{upload.key}/2/", {"leave_out": ""})

    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    assert "2 added" in page(client, upload)
    story, first = Article.objects.order_by("pk")
    assert (story.headline, str(story.published_date)) == ("Ferries run again", "2020-03")
    assert story.outlet is not None and story.outlet.name == "The Harbour Post"
    assert story.pins.keys() >= {"headline", "published"}
    assert story.pins["headline"]["by"] == "editor"
    assert "Ferries run again" in LogEntry.objects.get().change_message
    assert first.headline == "Ferry 1 sinks"
    path = story.capture.paths.get().path
    assert path == f"upload:{upload.key}/story.txt"
    assert list(folder.iterdir()) == [], "the captures have the bytes now"


def test_an_upload_is_a_run_with_facts_for_all_its_files(client: Client, user: User) -> None:
    upload = send(client, file=[named("story.txt", STORY)], outlet=" The Cape  Courier ")
    work()
    assert "The Cape Courier" in page(client, upload)
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    article, run = Article.objects.get(), IngestRun.objects.get()
    assert article.outlet is not None and article.outlet.name == "The Cape Courier"
    assert (run.by, run.paths, run.state) == ("editor", ["story.txt"], IngestRun.State.DONE)
    assert run.counts["created"] == 1
    assert [each.article for each in run.outcomes.all()] == [article]


def test_what_looks_like_many_articles_is_said_and_can_be_read_in_a_layout(client: Client) -> None:
    text = f"\n{'=' * 60}\n\n".join([STORY.decode()] * 8)
    upload = send(client, text=text)
    work()
    assert "looks like 8 articles" in page(client, upload)
    assert "If a database exported it, choose which" in page(client, upload)
    assert '<details class="another" open>' in page(client, upload)
    client.post(f"/add/{upload.key}/", {"read_again": "", "layout": "proquest"})
    upload.refresh_from_db()
    assert [source.layout for source in upload.sources()] == ["proquest"]
    assert upload.state == "sent"


def test_what_was_typed_stays_when_files_are_read_another_way(client: Client) -> None:
    records = "".join(json.dumps({"id": n, "headline": f"Ferry {n}"}) + "\n" for n in range(3))
    upload = send(client, file=[named("a.jsonl", records.encode())], language="en")
    work()
    client.post(f"/add/{upload.key}/0/", {"headline": "Ferries", "language": "en"})
    client.post(f"/add/{upload.key}/1/", {"leave_out": ""})
    facts = {"outlet": "Vale Echo", "language": "de", "byline": "Ana Poe, Jo Roe", "published": "2020-03", "captured": "2020-03-05"}  # fmt: skip
    client.post(f"/add/{upload.key}/", {"read_again": "", **facts})
    work()
    shown = page(client, upload)
    assert "typed by you" in shown
    assert "1 left out" in shown
    assert 'value="Vale Echo"' in shown
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    first, last = Article.objects.order_by("pk")
    assert (first.headline, last.headline) == ("Ferries", "Ferry 2")
    for each in (first, last):
        assert (str(each.outlet), each.language, each.byline) == ("Vale Echo", "de", ["Ana Poe", "Jo Roe"])  # fmt: skip
        assert (str(each.published_date), each.capture.captured_at) == ("2020-03", dt.datetime(2020, 3, 5, 12, tzinfo=dt.UTC))  # fmt: skip
    assert IngestRun.objects.get().given == {name: facts[name] for name in facts if name != "captured"}  # fmt: skip


#: Ways to read an upload that make no sense, and what is said about them.
REFUSED: list[tuple[dict[str, str], str]] = [
    ({"language": "German"}, "Enter a language code"),
    ({"published": "soon"}, "Enter a date that exists"),
    ({"captured": "2999-01-01"}, "This day is in the future."),
    ({"layout": "x"}, "Select a valid choice"),
    ({"column-0-0": "headline", "column-0-1": "headline"}, "only one column can be “Headline”"),
    ({"column-0-0": "x"}, "Select a valid choice"),
]


def test_a_way_to_read_that_makes_no_sense_is_refused(client: Client) -> None:
    upload = send(client, file=[named("a.csv", b"Title,Day\nFerry,2020-03-04\n")])
    work()
    for fields, sentence in REFUSED:
        response = client.post(f"/add/{upload.key}/", {"read_again": "", **fields})
        assert sentence in response.content.decode()
        upload.refresh_from_db()
        assert upload.state == "read"


def test_the_columns_of_a_table_are_chosen_and_remembered(client: Client) -> None:
    table = b"Kopf,Tag,Nr\nFerry sails,2020-03-04,7\nBridge shut,2020-03-05,8\n"
    upload = send(client, file=[named("a.csv", table)])
    work()
    shown = page(client, upload)
    assert "Say which columns they are, under “Read it another way” above." in shown
    for text in ("Columns of a.csv", ">Kopf<", ">Ferry sails<", ">Bridge shut<", "What “Tag” is"):
        assert text in shown
    chosen = {"column-0-0": "headline", "column-0-1": "published", "column-0-2": "id"}
    client.post(f"/add/{upload.key}/", {"read_again": "", **chosen})
    work()
    shown = page(client, upload)
    assert "2 new" in shown
    assert '<option value="published" selected>' in shown
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    assert [(each.headline, str(each.published_date)) for each in Article.objects.order_by("pk")] == [
        ("Ferry sails", "2020-03-04"), ("Bridge shut", "2020-03-05")
    ]  # fmt: skip
    other = send(client, file=[named("b.csv", b"Kopf,Tag,Nr\nPort opens,2020-03-06,9\n")])
    work()
    assert "1 new" in page(client, other)


def test_a_folder_is_read_for_what_has_one_of_the_formats(client: Client) -> None:
    files = [named("story.txt", STORY), named("site.js", b"let x"), named(".DS_Store", b"x")]
    upload = send(client, folder=[*files, named("Page", b"<!doctype html><h1>Bridge shut</h1>")])
    work()
    shown = page(client, upload)
    assert "Not read: 2" in shown
    assert ".DS_Store: hidden file" in shown
    assert "2 new" in shown
    response = client.post("/add/", {"folder": [named("site.js", b"let x")]})
    assert "no file of a format that the archive reads" in response.content.decode()


def test_each_article_of_a_document_with_several_can_be_left_out(client: Client) -> None:
    export = (ROOT / "tests/files/nexisuni-export.odt").read_bytes()
    upload = send(client, file=[named("export.odt", export), named("story.txt", STORY)])
    work()
    rows = list(upload.articles.all())
    assert len(rows) > 2
    client.post(f"/add/{upload.key}/0/", {"leave_out": ""})
    client.post(f"/add/{upload.key}/{len(rows) - 1}/", {"headline": "Ferries run again"})
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    assert f"{len(rows) - 1} added" in page(client, upload)
    stored = list(Article.objects.order_by("pk").values_list("headline", flat=True))
    assert stored == [*(row.title for row in rows[1:-1]), "Ferries run again"]


def test_many_articles_are_shown_in_pages_and_by_outcome(client: Client) -> None:
    records = [json.dumps({"headline": f"Ferry {number} sinks"}) for number in range(60)]
    upload = send(client, file=[named("a.jsonl", "\n".join([*records, "no record"]).encode())])
    work()
    shown = page(client, upload)
    assert "Page 1 of 2" in shown
    assert "Ferry 59 sinks" not in shown
    address = f"/add/{upload.key}/"
    last = client.get(address, {"page": "2"}).content.decode()
    assert "Ferry 59 sinks" in last
    failed = client.get(address, {"only": "failed"}).content.decode()
    assert "This is not JSON" in failed
    assert "Ferry 1 sinks" not in failed
    for odd in ({"only": "x"}, {"page": "x"}, {"page": "999"}, {"page": "-1"}):
        assert client.get(address, odd).status_code == 200


def test_what_was_corrected_before_it_was_stored_is_undone_with_its_run(client: Client) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    work()
    client.post(f"/add/{upload.key}/0/", {"headline": "Ferries"})
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    assert Article.objects.get().pins["headline"]["by"] == "editor"
    call_command("undo_ingest", str(IngestRun.objects.get().pk), stderr=io.StringIO())
    assert not Article.objects.exists()


def test_what_is_in_the_archive_already_is_said_and_left_out(client: Client) -> None:
    first = send(client, file=[named("story.txt", STORY)])
    work()
    client.post(f"/add/{first.key}/", {"store": ""})
    work()
    again = send(client, text=STORY.decode())
    work()
    shown = page(client, again)
    assert "1 already in the archive" in shown
    assert "/articles/" in shown
    assert 'name="store"' not in shown


def test_the_preview_links_to_another_article_with_the_same_text(client: Client) -> None:
    def upload(outlet: str) -> Upload:
        record = {"headline": f"Ferry of {outlet}", "outlet": outlet, "body": text_of(*range(9))}
        sent = send(client, file=[named(f"{outlet}.jsonl", json.dumps(record).encode())])
        work()
        return sent

    first = upload("Post")
    assert "the same text" not in page(client, first)
    client.post(f"/add/{first.key}/", {"store": ""})
    work()
    post = Article.objects.get()
    shown = page(client, upload("Mail"))
    link = f'<a href="{post.get_absolute_url()}">Ferry of Post</a> (Post)'
    assert f"has the same text, but for a few words at most: {link}" in shown
    Article.objects.update(withdrawn_at=timezone.now())
    assert "the same text" not in page(client, upload("Courier"))


def test_what_an_upload_stores_is_compared_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    compare = detection.bring_up_to_date
    monkeypatch.setattr(upkeep, "bring_up_to_date", lambda: compared.append(compare()))
    records = [{"headline": name, "outlet": name, "body": text_of(*range(9))} for name in "AB"]
    lines = "\n".join(map(json.dumps, records)).encode()
    sent = send(client, file=[named("two.jsonl", lines)])
    work()
    compared.clear()
    client.post(f"/add/{sent.key}/", {"store": ""})
    work()
    assert compared == [2]
    assert SharedText.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "format", "url"),
    [
        (STORY.decode(), "text", ""),
        ("<!doctype html><title>Ferry</title><h1>Ferry sinks</h1><p>It sank.", "html",
         "https://harbour.example/ferry"),
    ],
)  # fmt: skip
def test_a_text_and_the_source_of_a_page_can_be_pasted(
    client: Client, text: str, format: str, url: str
) -> None:
    upload = send(client, text=text, url=url, captured="2020-03-05")
    work()
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    capture = Capture.objects.get()
    assert capture.kind == format
    assert capture.captured_at == dt.datetime(2020, 3, 5, 12, tzinfo=dt.UTC)
    assert Article.objects.get().url == url


def test_the_facts_of_an_arabic_article_keep_their_direction(client: Client) -> None:
    upload = send(client, file=named("story.txt", ARABIC))
    work()
    shown = page(client, upload)
    assert '<h2 dir="auto">وقف إطلاق النار في إدلب</h2>' in shown
    assert "<dd><bdi>Arabic</bdi>" in shown
    assert "“<bdi>5 مارس 2020</bdi>”" in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a file, or paste an article."),
        ({"text": "   "}, "Choose a file, or paste an article."),
        ({"text": "Ferry", "url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"text": "Ferry", "captured": "2999-01-01"}, "This day is in the future."),
        ({"text": "Ferry", "url": "https://a.example/", "file": "two"}, "belongs to one page"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(
    client: Client, fields: dict[str, Any], sentence: str
) -> None:
    if fields.get("file"):
        fields = fields | {"file": [named("story.txt", STORY)]}
    response = client.post("/add/", fields)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Upload.objects.exists()


def test_empty_binary_and_hostile_files_fail_alone(client: Client) -> None:
    upload = send(
        client,
        file=[
            named("../../etc/passwd", b""),
            named("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
            named("<script>alert(1)</script>.txt", STORY),
            named("<script>alert(1)</script>.txt", STORY + b"\nMore."),
        ],
    )
    work()
    shown = page(client, upload)
    assert "<script>alert" not in shown
    assert "2 new" in shown
    assert "2 could not be read" in shown


def test_discarding_removes_everything(client: Client, folder: Path) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    work()
    response = client.post(f"/add/{upload.key}/", {"discard": ""}, follow=True)
    assert "Nothing of it was stored" in response.content.decode()
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []
    assert not Article.objects.exists()


def test_what_is_not_confirmed_is_removed_after_a_day(client: Client, folder: Path) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    work()
    assert Upload.objects.exists()
    Upload.objects.filter(pk=upload.pk).update(
        made_at=timezone.now() - KEPT - dt.timedelta(minutes=1)
    )
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    work()
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []


def test_what_a_killed_server_left_is_removed_after_a_day(client: Client, folder: Path) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    (folder / "of-no-upload").mkdir()
    (folder / "of-no-upload" / "x").write_bytes(STORY)
    (folder / "half.upload.txt").write_bytes(STORY)
    (folder / "arriving.upload.txt").write_bytes(STORY)
    long_ago = (timezone.now() - KEPT - dt.timedelta(minutes=1)).timestamp()
    for name in ("of-no-upload", "half.upload.txt", upload.key):
        os.utime(folder / name, (long_ago, long_ago))
    tasks.clear.call()
    assert {each.name for each in folder.iterdir()} == {upload.key, "arriving.upload.txt"}
    assert Path(upload.files.get().content.path).read_bytes() == STORY


def test_no_address_serves_what_was_sent(client: Client, folder: Path) -> None:
    upload = send(client, file=[named("page.html", b"<h1>Ferry</h1><script>alert(1)</script>")])
    work()
    file = upload.files.get()
    with pytest.raises(ValueError, match="no address"):
        _ = file.content.url
    for address in (f"/uploads/{file.content.name}", f"/media/{file.content.name}", f"/add/{file.content.name}", f"/static/{file.content.name}"):  # fmt: skip
        assert client.get(address).status_code == 404
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    article = client.get(Article.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in article


def test_what_is_confirmed_waits_for_a_worker_however_long(client: Client) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    work()
    client.post(f"/add/{upload.key}/", {"store": ""})
    Upload.objects.update(made_at=timezone.now() - 2 * KEPT)
    tasks.clear.call()
    work()
    assert Article.objects.count() == 1


def test_uploads_of_others_are_hidden(client: Client, user: User) -> None:
    upload = send(client, file=[named("story.txt", STORY)])
    work()
    other = User.objects.create_user("other")
    give(other, Role.ADMINISTRATOR)
    client.force_login(other)
    for path in (f"/add/{upload.key}/", f"/add/{upload.key}/0/", f"/add/{upload.key}/progress"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"store": ""}).status_code in (404, 405)
    give(user, Role.READER)
    client.force_login(user)
    assert client.get("/add/").status_code == 403


@pytest.mark.parametrize("step", ["read", "store"])
def test_a_step_whose_process_was_killed_is_done_again(
    client: Client, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends after each number of articles; the rest of the work is found and done."""
    records = "\n".join(json.dumps({"headline": f"Ferry {number} sinks"}) for number in range(5))
    upload = send(client, file=[named("records.jsonl", records.encode())])
    if step == "store":
        work()
        client.post(f"/add/{upload.key}/2/", {"headline": "Corrected"})
        client.post(f"/add/{upload.key}/", {"store": ""})
    # As a kill leaves it: the task is running for ever, and its work is half done.
    task = DBTaskResult.objects.get(status="READY", task_path__endswith="proceed")
    task.claim("killed")
    upload.refresh_from_db()
    done = iter(range(3))

    def killed(*args: Any, **kwargs: Any) -> None:
        if next(done, None) is None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Upload, "save", killed)
        patch.setattr("articles.ingest.ingest.BATCH_SIZE", 1)
        patch.setattr("newsarchive.uploads.previews._BATCH", 1)
        patch.setattr("newsarchive.uploads.acceptance._BATCH", 1)
        tasks._STEPS[Upload.State(upload.state)](upload)
    work()  # nobody has looked at the page meanwhile
    if step == "read":
        assert "5 new" in page(client, upload)
        client.post(f"/add/{upload.key}/", {"store": ""})
        work()
    assert "5 added" in page(client, upload)
    assert Article.objects.count() == 5
    corrected = Article.objects.filter(headline="Corrected").count()
    assert corrected == (1 if step == "store" else 0)


def test_a_failed_step_says_why_and_can_be_tried_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(client, file=[named("story.txt", STORY)])

    def broken(upload: Upload) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patch:
        patch.setitem(tasks._STEPS, Upload.State.SENT, broken)
        work()
    assert "Something went wrong" in page(client, upload)
    client.post(f"/add/{upload.key}/", {"again": ""})
    work()
    assert "1 new" in page(client, upload)


def test_only_people_who_may_add_can_send_large_files(client: Client, user: User) -> None:
    def sent(path: str) -> Any:
        return client.post(path, {"file": [named("story.txt", STORY + b" " * 3_000_000)]})

    assert sent("/add/").status_code == 302
    with override_settings(UPLOAD_MAX_BYTES=2_600_000):
        response = sent("/add/")
        assert response.status_code == 413
        assert "2,600,000" in response.content.decode()
    assert sent("/accounts/password/").status_code == 413
    give(user, Role.READER)
    assert sent("/add/").status_code == 413
    client.logout()
    assert sent("/add/").status_code == 413


def test_the_seeds_come_out_as_from_the_command(client: Client) -> None:
    upload = send(client, file=[named(each.name, each.read_bytes()) for each in SEEDS.iterdir()])
    work()
    client.post(f"/add/{upload.key}/", {"store": ""})
    work()
    assert Article.objects.count() == len(list(SEEDS.iterdir()))
    response = client.get("/api/search?q=idlib")
    assert response.json()["total"] == 5
