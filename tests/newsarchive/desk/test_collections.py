"""Collections: made of the marked list, put in order, noted, shown to others, saved and printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.ingest.ingest import ingest
from articles.ingest.runlog import begun
from articles.ingest.undoing import preview, undo
from articles.models import Article, Takedown
from articles.readers import find
from newsarchive.accounts.models import Token
from newsarchive.accounts.scopes import Scope
from newsarchive.desk import collecting
from newsarchive.desk.models import Collection, Entry
from tests.newsarchive.accounts.conftest import MakePerson
from tests.newsarchive.desk.conftest import change, public_ids

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

HOSTILE = "<script>alert(1)</script>\"'><b>bold</b>"


@pytest.fixture
def made(reader: Client) -> Collection:
    """A collection of three articles, made of the marked list of its owner."""
    change(reader, on_page="", id=public_ids()[:3])
    reader.post("/collections/", {"title": "Idlib talks", "marked": "yes"})
    return Collection.objects.get()


def edit(client: Client, collection: Collection, **fields: Any) -> Any:
    """Send the form of the collection as it is, with these fields changed."""
    collection.refresh_from_db()
    whole = {
        "version": collection.version,
        "page": 1,
        "title": collection.title,
        "note": collection.note,
        "visible_to": collection.visible_to,
        **{f"note-{each.pk}": each.note for each in collection.entries.of_articles()},
        **{f"heading-{each.pk}": each.heading for each in collection.entries.filter(article=None)},
    }
    return client.post(f"{collection.get_absolute_url()}edit", whole | fields)


def inside(collection: Collection) -> list[str]:
    """Public ids and headings, in order."""
    return [
        entry.article.public_id if entry.article else entry.heading
        for entry in collection.entries.select_related("article")
    ]


def keys(collection: Collection) -> list[int]:
    return [entry.pk for entry in collection.entries.all()]


def test_a_collection_is_made_of_the_marked_list_in_the_order_shown(reader: Client) -> None:
    change(reader, on_page="", id=public_ids())
    newest = [each.public_id for each in Article.objects.newest_first()]
    sent = {"title": "All", "marked": "yes", "order": "newest"}
    answer = reader.post("/collections/", sent)
    made = Collection.objects.get()
    assert answer["Location"] == f"/collections/{made.key}/edit"
    assert inside(made) == newest
    assert made.visible_to == Collection.Readers.OWNER
    assert len(made.key) >= 22, "it cannot be guessed"


def test_the_marked_list_is_added_to_a_collection_once(reader: Client, made: Collection) -> None:
    change(reader, on_page="", id=public_ids())
    answer = reader.post("/collections/", {"into": made.key, "marked": "yes"}, follow=True)
    assert "2 articles added to “Idlib talks”." in answer.text
    assert inside(made) == public_ids()


def test_nobody_adds_to_the_collection_of_another(editor: Client, made: Collection) -> None:
    made.visible_to = Collection.Readers.LINK
    made.save()
    assert editor.post("/collections/", {"into": made.key, "marked": "yes"}).status_code == 404
    assert editor.get(f"/collections/{made.key}/edit").status_code == 404
    assert edit(editor, made, title="Mine").status_code == 404
    assert Collection.objects.get().title == "Idlib talks"


def test_a_collection_needs_a_title(reader: Client) -> None:
    page = reader.post("/collections/", {"title": " "})
    assert "This field is required" in page.text
    assert Collection.objects.count() == 0


PLACES = [
    *("", "dossier", "export.bib", "export.csv", "receipt/", "receipt.json", "follow/"),
    *("feed.atom", "feed.json"),
]


@pytest.mark.parametrize("place", PLACES)
def test_who_may_see_a_collection_is_its_owners_choice(
    client: Client, reader: Client, editor: Client, make_person: MakePerson, made: Collection,
    place: str,
) -> None:  # fmt: skip
    another = Client()
    another.force_login(make_person("otto", role=None))
    people = {"owner": reader, "editor": editor, "reader": another, "stranger": client}
    seen = {
        Collection.Readers.OWNER: {"owner"},
        Collection.Readers.EDITORS: {"owner", "editor"},
        Collection.Readers.LINK: set(people),
    }
    for choice, allowed in seen.items():
        Collection.objects.update(visible_to=choice)
        for name, asking in people.items():
            answer = asking.get(f"{made.get_absolute_url()}{place}")
            if name in allowed:
                assert answer.status_code == 200, (choice, name)
            elif name == "stranger" and place in ("", "dossier"):
                assert answer.status_code == 302 and "login/?next=" in answer["Location"]
            else:
                assert answer.status_code == 404, (choice, name)
    assert client.get(f"/collections/{'x' * 22}/{place}").status_code == 404


def test_the_list_of_collections_shows_ones_own_and_those_shared_with_editors(
    reader: Client, editor: Client, made: Collection
) -> None:
    assert "Idlib talks" in reader.get("/collections/").text
    assert "Idlib talks" not in editor.get("/collections/").text
    Collection.objects.update(visible_to=Collection.Readers.EDITORS)
    page = editor.get("/collections/")
    assert re.search(r"Idlib talks.*3 articles · by rita", page.text, re.DOTALL)
    Collection.objects.update(visible_to=Collection.Readers.LINK)
    assert "Idlib talks" not in editor.get("/collections/").text, "a link must be known"


def test_entries_are_moved_and_removed_and_parted_into_sections(
    reader: Client, made: Collection
) -> None:
    one, two, three = public_ids()[:3]
    first, second, third = keys(made)
    edit(reader, made, up=second)
    assert inside(made) == [two, one, three]
    edit(reader, made, down=second)
    edit(reader, made, section=third)
    assert inside(made) == [one, two, "New section", three]
    section = keys(made)[2]
    edit(reader, made, up=section, **{f"heading-{section}": "  The\ntalks  "})
    assert inside(made) == [one, "The talks", two, three]
    edit(reader, made, section="")
    assert inside(made)[-1] == "New section"
    edit(reader, made, remove=first)
    edit(reader, made, up=keys(made)[0])
    edit(reader, made, up="x", down="9" * 40)
    assert inside(made) == ["The talks", two, three, "New section"]


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [(0, 2, "1023"), (2, 0, "2013"), (3, 1, "0312"), (1, None, "0231"), (0, 1, "0123"), (1, 1, "0123")],
)  # fmt: skip
def test_an_entry_is_dragged_before_another(
    reader: Client, made: Collection, moved: int, before: int | None, order: str
) -> None:
    change(reader, on_page="", id=public_ids()[:4])
    reader.post("/collections/", {"into": made.key, "marked": "yes"})
    entries = keys(made)
    sent = {
        "version": Collection.objects.get().version,
        "place": entries[moved],
        "before": "" if before is None else entries[before],
    }
    address = f"{made.get_absolute_url()}edit"
    answer = reader.post(address, sent, headers={"accept": "application/json"})
    assert answer.json() == {"version": Collection.objects.get().version}
    assert keys(made) == [entries[int(each)] for each in order]


def test_notes_are_stored_by_every_button_and_shown(
    client: Client, reader: Client, made: Collection
) -> None:
    first, second, _ = keys(made)
    noted = {
        f"note-{first}": "Compare with the second.\r\n\r\nAnd again.",
        "note": "About the whole",
    }
    edit(reader, made, down=second, visible_to="link", title="Talks", **noted)
    page = client.get(made.get_absolute_url()).text
    assert "<p>Compare with the second.</p>\n\n<p>And again.</p>" in page
    assert "About the whole" in page and '<h1 dir="auto">Talks</h1>' in page
    assert Entry.objects.get(pk=first).note == "Compare with the second.\n\nAnd again."


def test_a_form_that_is_older_than_the_collection_overwrites_nothing(
    reader: Client, made: Collection
) -> None:
    first, second, _ = keys(made)
    old = made.version
    made.refresh_from_db()
    old = made.version
    edit(reader, made, **{f"note-{first}": "Written first"})
    late = edit(reader, made, version=old, **{f"note-{second}": "Written late"})
    assert late.status_code == 409
    assert "was changed in another window meanwhile" in late.text
    assert "Written late</textarea>" in late.text
    assert Entry.objects.get(pk=second).note == ""
    assert Entry.objects.get(pk=first).note == "Written first"
    again = re.search(r'name="version" value="(\d+)"', late.text)
    assert again is not None
    edit(reader, made, version=again[1], **{f"note-{second}": "Written late"})
    assert Entry.objects.get(pk=second).note == "Written late"


@pytest.mark.parametrize("place", ["", "edit", "dossier", "feed.atom", "follow/", "receipt/"])
def test_hostile_notes_are_text(reader: Client, made: Collection, place: str) -> None:
    first = keys(made)[0]
    edit(reader, made, section="")
    section = keys(made)[-1]
    edit(
        reader, made, title=HOSTILE, note=HOSTILE, visible_to="link",
        **{f"note-{first}": HOSTILE + "\0", f"heading-{section}": HOSTILE},
    )  # fmt: skip
    assert Entry.objects.get(pk=first).note == HOSTILE
    text = reader.get(f"{made.get_absolute_url()}{place}").text
    assert "<script>alert" not in text and "<b>" not in text
    assert "&lt;script&gt;" in text


def test_a_collection_is_saved_with_a_receipt_that_names_it(
    client: Client, made: Collection
) -> None:
    Collection.objects.update(visible_to=Collection.Readers.LINK)
    place = made.get_absolute_url()
    receipt = client.get(f"{place}receipt.json").json()
    assert receipt["public_ids"] == public_ids()[:3]
    page = client.get(f"{place}receipt/").text
    assert receipt["receipt"]["sha256"] in page
    assert f'href="{place}receipt.json" download' in page
    assert receipt["receipt"]["query"] == f"http://testserver{place}"
    assert receipt["receipt"]["understood"] == "the collection “Idlib talks”, 3 articles"
    for extension in ("bib", "ris", "json", "csv", "jsonl"):
        file = client.get(f"{place}export.{extension}")
        assert file.headers["Archive-SHA256"] == receipt["receipt"]["sha256"]
        assert file.getvalue().decode().count(public_ids()[0])
    assert client.get(f"{place}export.exe").status_code == 404


def test_a_feed_has_what_was_added_last_first(reader: Client, made: Collection) -> None:
    change(reader, on_page="", id=public_ids()[:4])
    reader.post("/collections/", {"into": made.key, "marked": "yes"})
    edit(reader, made, up=keys(made)[-1])
    feed = reader.get(f"{made.get_absolute_url()}feed.json")
    ids = [item["id"].split("/")[-2] for item in feed.json()["items"]]
    assert ids == public_ids()[:4][::-1]
    assert feed.json()["title"] == "News archive: Idlib talks"
    atom = reader.get(f"{made.get_absolute_url()}feed.atom")
    headers = {"if-none-match": atom["ETag"]}
    assert reader.get(f"{made.get_absolute_url()}feed.atom", headers=headers).status_code == 304
    added = Entry.objects.latest("pk").added_at
    assert f"<updated>{added:%Y-%m-%dT%H:%M:%S}Z</updated>" in atom.text


def test_a_page_says_how_to_follow_a_collection(reader: Client, made: Collection) -> None:
    place = made.get_absolute_url()
    page = reader.get(place).text
    assert f'href="{place}follow/"' in page
    page = reader.get(f"{place}follow/").text
    for feed in ("feed.atom", "feed.json"):
        assert f'<a href="http://testserver{place}{feed}" id="feed-' in page
    assert "Idlib talks" in page and "By e-mail" not in page
    last = Entry.objects.order_by("-pk").first()
    assert last is not None and last.article is not None
    assert page.index(last.article.get_absolute_url()) > page.index("Added last")
    Article.objects.filter(pk=last.article.pk).update(withdrawn_at=timezone.now())
    assert last.article.get_absolute_url() not in reader.get(f"{place}follow/").text


def test_a_feed_names_what_was_withdrawn(
    reader: Client, made: Collection, settings: Settings
) -> None:
    gone = Article.objects.get(public_id=public_ids()[0])
    Article.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    Takedown.objects.create(action="withdrawn", article=gone, public_id=gone.public_id)
    address = f"{made.get_absolute_url()}feed.json"
    assert "_withdrawn" not in reader.get(address).json()
    settings.WITHDRAWN_SHOWS = "dates"
    feed = reader.get(address).json()
    assert [each["id"].split("/")[-2] for each in feed["_withdrawn"]] == [gone.public_id]
    assert len(feed["items"]) == 2
    assert "<at:deleted-entry" in reader.get(f"{made.get_absolute_url()}feed.atom").text


def test_a_feed_of_a_private_collection_takes_a_token(client: Client, made: Collection) -> None:
    _, secret = Token.make(User.objects.get(username="rita"), "reader", [Scope.FEED])
    address = f"{made.get_absolute_url()}feed.atom"
    assert client.get(address).status_code == 404
    feed = client.get(address, {"token": secret})
    assert feed.status_code == 200 and secret not in feed.text


def test_a_dossier_has_contents_texts_notes_sources_and_a_receipt(
    reader: Client, made: Collection
) -> None:
    first = keys(made)[0]
    edit(
        reader,
        made,
        section=keys(made)[1],
        note="Made for the court",
        **{f"note-{first}": "See page 2"},
    )
    page = reader.get(f"{made.get_absolute_url()}dossier").text
    for article in Article.objects.filter(public_id__in=public_ids()[:3]).select_related("capture"):
        assert page.count(article.capture.sha256) == 1
        assert f"/articles/{article.public_id}/" in page
    receipt = reader.get(f"{made.get_absolute_url()}receipt.json").json()["receipt"]
    for text in ("Made for the court", "See page 2", "New section", "Contents", receipt["sha256"]):
        assert text in page
    assert re.findall(r'href="#article-(\d)"', page) == re.findall(r'id="article-(\d)"', page)


def test_a_long_collection_has_pages_and_parts_with_numbers_that_go_on(
    reader: Client, made: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.desk.views.collection.PER_PAGE", 2)
    monkeypatch.setattr("newsarchive.desk.views.collection.PER_PART", 2)
    monkeypatch.setattr("newsarchive.desk.views.collectionedit.PER_PAGE", 2)
    edit(reader, made, section=keys(made)[0])
    place = made.get_absolute_url()
    second = reader.get(place, {"page": 2}).context["rows"]
    assert [row.number for row in second] == [2, 3]
    part = reader.get(f"{place}dossier", {"part": 2})
    assert 'href="#article-2"' in part.text and "Part 2 of 2." in part.text
    answer = edit(reader, made, page=2, up=keys(made)[3])
    assert answer["Location"].endswith("/edit?page=2")


def test_a_withdrawn_article_vanishes_from_a_collection_with_a_word(
    client: Client, reader: Client, made: Collection
) -> None:
    Collection.objects.update(visible_to=Collection.Readers.LINK)
    gone = Article.objects.get(public_id=public_ids()[1])
    edit(reader, made, **{f"note-{keys(made)[1]}": "About the withdrawn one"})
    Article.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    place = made.get_absolute_url()
    page = client.get(place).text
    assert "1 article of this collection was withdrawn from the archive." in page
    texts = [page, client.get(f"{place}dossier").text, client.get(f"{place}feed.atom").text]
    for text in [*texts, client.get(f"{place}receipt.json").text]:
        assert gone.public_id not in text and "About the withdrawn one" not in text
    edited = reader.get(f"{place}edit").text
    assert gone.title not in edited and "An article that was withdrawn" in edited
    edit(reader, made, down=keys(made)[0])
    assert inside(made) == [public_ids()[2], public_ids()[1], public_ids()[0]]


def test_a_collection_is_deleted_only_if_its_owner_is_sure(
    reader: Client, made: Collection
) -> None:
    address = f"{made.get_absolute_url()}edit"
    page = reader.post(address, {"delete": "yes"}, follow=True)
    assert "Nothing was deleted" in page.text
    page = reader.post(address, {"delete": "yes", "sure": "yes"}, follow=True)
    assert "The collection “Idlib talks” was deleted." in page.text
    assert Entry.objects.count() == 0 and Article.objects.count() == 5


def test_a_full_collection_takes_no_more(
    reader: Client, made: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "MOST_ENTRIES", 4)
    change(reader, on_page="", id=public_ids())
    page = reader.post("/collections/", {"into": made.key, "marked": "yes"}, follow=True)
    assert "1 article added" in page.text and "1 article did not fit" in page.text
    edit(reader, made, section="")
    assert len(inside(made)) == 4


def test_the_queries_of_a_collection_do_not_grow_with_it(reader: Client, made: Collection) -> None:
    def queries(place: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(f"{made.get_absolute_url()}{place}").status_code == 200
        return len(captured)

    few = {place: queries(place) for place in (*PLACES, "edit")}
    change(reader, on_page="", id=public_ids())
    reader.post("/collections/", {"into": made.key, "marked": "yes"}, follow=True)
    assert {place: queries(place) for place in (*PLACES, "edit")} == few
    assert max(few.values()) <= 18


def test_a_form_without_its_token_changes_nothing(made: Collection) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="rita"))
    assert strict.post("/collections/", {"title": "x"}).status_code == 403
    assert (
        strict.post(f"{made.get_absolute_url()}edit", {"delete": "yes", "sure": "yes"}).status_code
        == 403
    )
    assert Collection.objects.count() == 1


def test_undoing_an_ingest_leaves_what_is_in_a_collection(
    reader: Client, write: Callable[[str, str | bytes], Path]
) -> None:
    for number, name in enumerate(("one", "two")):
        write(f"new/{name}.txt", f"Ferry {name} sails\n\nFerry {name} sailed on {number} May.\n")
    folder = write("new/three.txt", "Bridge opens\n\nThe bridge opened on Monday.\n").parent
    run = begun([str(folder)], by="mira")
    list(ingest(find([folder]), record=run))
    kept = Article.objects.latest("pk")
    change(reader, mark=kept.public_id)
    reader.post("/collections/", {"title": "Bridges", "marked": "yes"})

    assert [each.why for each in preview(run) if not each.does] == [
        "A person has put it into a collection."
    ]
    undo(run, by="mira")

    assert Article.objects.count() == 5 + 1
    assert inside(Collection.objects.get()) == [kept.public_id]
