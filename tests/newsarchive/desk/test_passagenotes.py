"""Notes on passages: highlighted in the text, listed, shown in collections, saved and printed."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsarchive.desk import passageform
from newsarchive.desk.models import Collection, PassageNote
from tests.newsarchive.accounts.conftest import MakePerson

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

HOSTILE = "<script>alert(1)</script>\"'><b>bold</b>"
MOVED = "Moved: these words are no longer in the text."


@pytest.fixture
def article() -> Article:
    return Article.objects.filter(outlet__slug="tass").order_by("pk")[0]


@pytest.fixture
def collection(reader: Client, article: Article) -> Collection:
    """A collection of the reader that has the article."""
    reader.post("/marked/", {"id": article.public_id}, headers={"origin": "http://testserver"})
    reader.post("/collections/", {"title": "Idlib talks", "marked": "yes"})
    return Collection.objects.get()


def write(client: Client, article: Article, **fields: Any) -> Any:
    sent = {"article": article.public_id, "quote": words(article), "text": "Compare this"}
    return client.post("/notes/", sent | fields)


def words(article: Article) -> str:
    return article.paragraphs[1][5:40]


def replace_body(article: Article, body: str) -> None:
    Article.objects.filter(pk=article.pk).update(body=body)


def highlighted(page: Any) -> str:
    """The passages on a page, without tags between their parts."""
    return " ".join(re.sub("<.*?>", "", each) for each in re.findall(
        r'<mark class="noted">(.*?)</mark>', page.text
    ))  # fmt: skip


def test_a_passage_is_highlighted_noted_changed_and_deleted(
    reader: Client, article: Article
) -> None:
    answer = write(reader, article, next=f"{article.get_absolute_url()}?q=idlib#p2")
    made = PassageNote.objects.get()
    assert answer["Location"] == f"{article.get_absolute_url()}?q=idlib#note-{made.pk}"
    assert (made.paragraph, made.quote) == (2, words(article))
    page = reader.get(article.get_absolute_url())
    assert highlighted(page) == words(article) and f'id="note-{made.pk}"' in page.text
    assert "Compare this" in page.text and f'href="#note-{made.pk}"' in page.text
    assert "Compare this" in reader.get("/notes/").text
    other = article.paragraphs[2][:30]
    reader.post(f"/notes/{made.pk}/", {"quote": other, "text": "Another"})
    made.refresh_from_db()
    assert (made.paragraph, made.quote, made.text) == (3, other, "Another")
    reader.post(f"/notes/{made.pk}/", {"delete": "yes"})
    assert not PassageNote.objects.exists()
    write(reader, article, text="", next="https://elsewhere.example/")
    assert PassageNote.objects.get().text == ""


def test_marks_of_a_search_and_passages_are_shown_together(
    reader: Client, article: Article
) -> None:
    word = next(each for each in words(article).split() if each.isalpha() and len(each) > 4)
    write(reader, article)
    page = reader.get(article.get_absolute_url(), {"q": word})
    assert page.context["hits"] and '<mark id="hit-1">' in page.text
    assert highlighted(page).replace("  ", " ") == words(article)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"quote": "No such words"}, "These words are not in the text of the article."),
        ({"quote": ""}, "This field is required."),
        ({"quote": "x" * 1001}, "at most 1000 characters"),
        ({"text": "x" * 10_001}, "at most 10000 characters"),
        ({"paragraph": "many"}, "Enter a whole number."),
        ({"collection": "nope"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    reader: Client, article: Article, fields: dict[str, str], sentence: str
) -> None:
    page = write(reader, article, **fields)
    assert (page.status_code, sentence in page.text) == (400, True)
    assert "Compare this</textarea>" in page.text or "text" in fields
    assert not PassageNote.objects.exists()


def test_there_is_a_limit_for_one_article(
    reader: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passageform, "MOST_NOTES", 1)
    write(reader, article)
    assert "You have 1 notes on this article" in write(reader, article).text
    assert PassageNote.objects.count() == 1


def test_a_passage_moves_with_its_words_and_is_never_lost(reader: Client, article: Article) -> None:
    write(reader, article)
    made, whole = PassageNote.objects.get(), article.body
    replace_body(article, f"A new first paragraph.\n\n{whole}")
    page = reader.get(article.get_absolute_url())
    assert highlighted(page) == words(article) and "Paragraph 3</a>" in page.text
    replace_body(article, "All is different.")
    page = reader.get(article.get_absolute_url())
    assert MOVED in page.text and highlighted(page) == "" and "Compare this" in page.text
    # Its note can be changed nevertheless.
    reader.post(f"/notes/{made.pk}/", {"quote": made.quote, "text": "Gone?"})
    assert PassageNote.objects.get().text == "Gone?"
    replace_body(article, whole)
    assert MOVED not in reader.get(article.get_absolute_url()).text


def test_others_see_no_note_and_strangers_no_form(
    client: Client, reader: Client, article: Article, make_person: MakePerson
) -> None:
    stranger = client.get(article.get_absolute_url())
    write(reader, article, text=HOSTILE)
    made = PassageNote.objects.get()
    assert "<b>bold" not in reader.get(article.get_absolute_url()).text
    assert "<b>bold" not in reader.get("/notes/").text
    another = Client()
    another.force_login(make_person("otto", role=None))
    for address in (article.get_absolute_url(), "/notes/"):
        assert "alert(1)" not in another.get(address).text
    assert another.get(f"/notes/{made.pk}/").status_code == 404
    assert another.post(f"/notes/{made.pk}/", {"delete": "yes"}).status_code == 404
    assert client.post("/notes/", {}).status_code == 302
    assert client.get(article.get_absolute_url()).content == stranger.content
    assert "passages.js" not in stranger.text and 'id="notes"' not in stranger.text
    assert "no-store" not in stranger.headers.get("Cache-Control", "")
    assert "no-store" in reader.get(article.get_absolute_url()).headers["Cache-Control"]


def test_words_of_html_are_quoted_as_text(reader: Client, article: Article) -> None:
    replace_body(article, f"One.\n\nThen {HOSTILE} was said.")
    write(reader, article, quote=HOSTILE, text="")
    for address in (article.get_absolute_url(), "/notes/"):
        page = reader.get(address)
        assert "<b>bold" not in page.text and "&lt;b&gt;bold" in page.text
    assert PassageNote.objects.get().quote == HOSTILE


def test_a_note_on_a_withdrawn_article_is_kept_without_its_words(
    reader: Client, article: Article
) -> None:
    write(reader, article)
    made = PassageNote.objects.get()
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    for address in ("/notes/", f"/notes/{made.pk}/"):
        page = reader.get(address).text
        assert "Compare this" in page and made.quote not in page and article.title not in page
    assert write(reader, article).status_code == 404
    Article.objects.filter(pk=article.pk).update(withdrawn_at=None)
    assert made.quote in reader.get("/notes/").text


class TestInCollections:
    def test_a_note_is_shown_to_those_who_see_the_collection(
        self, client: Client, reader: Client, collection: Collection, article: Article
    ) -> None:
        write(reader, article, text="Only mine")
        write(reader, article, collection=collection.key, text="For all")
        Collection.objects.update(visible_to="link")
        for address in (collection.get_absolute_url(), f"{collection.get_absolute_url()}dossier"):
            page = client.get(address)
            assert "For all" in page.text and "Only mine" not in page.text
            assert words(article) in page.text and "by <bdi>" not in page.text
        assert highlighted(page) == words(article), "the dossier has it in the text"
        assert "For all" not in client.get(article.get_absolute_url()).text

    def test_its_files_have_the_notes(
        self, reader: Client, collection: Collection, article: Article
    ) -> None:
        entry = collection.entries.of_articles()[0]
        entry.note = "The whole"
        entry.save()
        write(reader, article, collection=collection.key, text="=SUM(1)\nHow?")
        saved = {
            extension: reader.get(
                f"{collection.get_absolute_url()}export.{extension}"
            ).getvalue().decode()
            for extension in ("csv", "jsonl", "bib", "ris", "json")
        }  # fmt: skip
        (row,) = csv.DictReader(io.StringIO(saved["csv"]))
        assert row["notes"] == f"The whole | “{words(article)}” (paragraph 2): =SUM(1) How?"
        assert json.loads(saved["jsonl"])["notes"] == [
            {"quote": "", "paragraph": 0, "text": "The whole"},
            {"quote": words(article), "paragraph": 2, "text": "=SUM(1)\nHow?"},
        ]
        assert "annote = {The whole; “" in saved["bib"]
        assert "N1  - The whole\r\nN1  - “" in saved["ris"]
        assert json.loads(saved["json"])[0]["annote"].startswith("The whole; “")
        assert "notes" not in reader.get("/export.csv").getvalue().decode().splitlines()[0]

    def test_a_team_of_editors_notes_in_one_collection(
        self, reader: Client, editor: Client, collection: Collection, article: Article
    ) -> None:
        refused = write(editor, article, collection=collection.key)
        assert refused.status_code == 400, "nobody notes in a collection that is only another's"
        Collection.objects.update(visible_to="editors")
        write(editor, article, collection=collection.key, text="By an editor")
        made = PassageNote.objects.get()
        for address in (article.get_absolute_url(), collection.get_absolute_url()):
            page = reader.get(address).text
            assert "By an editor" in page and "by <bdi>edda</bdi>" in page
        assert reader.get(f"/notes/{made.pk}/").status_code == 404
        reader.post(f"/notes/{made.pk}/", {"text": "changed", "quote": made.quote})
        reader.post(f"/notes/{made.pk}/", {"delete": "yes"})
        assert PassageNote.objects.get().text == "By an editor"
        reader.post(f"/notes/{made.pk}/", {"take_out": "yes"})
        assert PassageNote.objects.get().collection is None
        assert "By an editor" not in reader.get(collection.get_absolute_url()).text

    def test_a_deleted_collection_leaves_the_note_to_its_owner(
        self, reader: Client, collection: Collection, article: Article
    ) -> None:
        write(reader, article, collection=collection.key)
        collection.delete()
        assert "Compare this" in reader.get(article.get_absolute_url()).text
        assert PassageNote.objects.get().collection is None
