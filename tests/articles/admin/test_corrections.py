"""Facts are corrected in a spreadsheet: a table is downloaded, edited, sent back, looked at and
applied."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.admin.corrections import draft
from articles.admin.correctiontables import EMPTY, MOST, TEXTS, columns
from articles.bulk import work
from articles.facttable import FACTS
from articles.models import Article, BulkChange, BulkRow, Outlet

UPLOAD = "/admin/articles/article/corrections/"


@pytest.fixture
def two(make_article: Callable[..., Article]) -> list[Article]:
    Outlet.objects.create(name="Lantern Weekly")
    return [
        make_article("one.txt", headline="=SUM(1) ferries", byline=["Mira Ø", "Jo Öst"]),
        make_article(
            "two.txt", "Bridge opens\n\nLISBON, May 1, 2021. /TASS/. A bridge opened on Saturday.\n"
        ),
    ]


def downloaded(desk: Any, *articles: Article, action: str = "download") -> list[list[str]]:
    text = desk.act(action, *articles).getvalue().decode()
    assert text.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    ids = [article.public_id for article in articles]
    return [header, *sorted(rows, key=lambda row: ids.index(row[0].lstrip("'")))]


def written(rows: list[list[str]], delimiter: str = ",", ends: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return text.getvalue()


def send(desk: Any, data: str | bytes) -> Any:
    data = data.encode() if isinstance(data, str) else data
    return desk.client.post(UPLOAD, {"table": SimpleUploadedFile("table.csv", data)}, follow=True)


def edited(rows: list[list[str]], line: int, **cells: str) -> list[list[str]]:
    new = [list(row) for row in rows]
    for name, text in cells.items():
        new[line][rows[0].index(name)] = text
    return new


def apply(desk: Any, page: Any, **more: str) -> Any:
    return desk.client.post(page.redirect_chain[-1][0], {"apply": "Apply"} | more, follow=True)


def test_a_table_goes_out_and_comes_back_unchanged(desk: Any, two: list[Article]) -> None:
    rows = downloaded(desk, *two)
    assert rows[0] == ["public_id", "version", *columns(with_texts=False)]
    assert rows[1][rows[0].index("headline")] == "'=SUM(1) ferries"
    assert rows[1][rows[0].index("byline")] == "Mira Ø; Jo Öst"
    with_texts = downloaded(desk, *two, action="download_with_texts")
    assert set(with_texts[0]) - set(rows[0]) == set(TEXTS)
    for table in (rows, with_texts):
        page = send(desk, written(table))
        assert "0 articles would change." in page.text
        assert "As in the archive already: 2 rows." in page.text


@pytest.mark.parametrize(
    ("delimiter", "encode"),
    [
        (",", lambda text: text.encode()),
        (";", lambda text: text.encode("utf-8-sig")),
        (";", lambda text: text.encode("cp1252")),
        ("\t", lambda text: text.encode("utf-16")),
    ],
    ids=["commas", "Excel: semicolons, a mark", "Excel: Windows-1252", "Excel: Unicode text"],
)
def test_what_spreadsheets_make_of_a_table_is_read(
    desk: Any, two: list[Article], delimiter: str, encode: Callable[[str], bytes]
) -> None:
    rows = edited(downloaded(desk, *two), 1, headline="Fähre – wieder da", published="05.03.2020")
    # Spreadsheets fill rows up with empty cells.
    rows = [[*row, "", ""] for row in rows]
    page = send(desk, encode(written(rows, delimiter)))
    assert "1 article would change." in page.text
    done = apply(desk, page)
    assert "Corrected 1 article." in done.text
    address = reverse("admin:articles_bulkchange_change", args=[BulkChange.objects.get().pk])
    assert f'<a href="{address}">See or undo this change</a>' in done.text
    article = Article.objects.get(pk=two[0].pk)
    assert (article.headline, str(article.published)) == ("Fähre – wieder da", "2020-03-05")
    assert article.published_basis == "edited"
    assert set(article.pins) == {"headline", "published"}
    assert article.pins["headline"]["by"] == "maria"


def test_a_preview_shows_each_change_and_what_is_wrong_and_changes_nothing(
    desk: Any, two: list[Article]
) -> None:
    rows = downloaded(desk, *two)
    rows = edited(rows, 1, headline="New <b>words</b>", outlet="lantern weekly", byline=EMPTY)
    rows = edited(rows, 2, published="3/4/2020", language="Klingon", outlet="Nobody’s Post")
    rows.append(["0000000000", *rows[1][1:]])
    rows.append(rows[1])
    before = list(Article.objects.order_by("pk").values())
    page = send(desk, written(rows))
    assert list(Article.objects.order_by("pk").values()) == before
    for words in (
        "1 article would change.",
        "“=SUM(1) ferries”</td><td>“New &lt;b&gt;words&lt;/b&gt;”",
        "<td>Outlet</td>",
        "“Mira Ø, Jo Öst”</td><td>empty",
        "Row 3, published: “3/4/2020” may be",
        "Row 3, language: “Klingon”: Enter a language code such as en or de",
        "Row 3, outlet: no outlet is called “Nobody’s Post”: correct the name, or add it",
        "Row 4: no article has the id “0000000000”.",
        f"Row 5: {two[0].public_id} stands in row 2 already",
    ):
        assert words in page.text, words
    apply(desk, page)
    article = Article.objects.get(pk=two[0].pk)
    assert (article.outlet and article.outlet.name, article.byline) == ("Lantern Weekly", [])
    entry = LogEntry.objects.get(object_id=str(article.pk))
    assert "Changed headline from “=SUM(1) ferries” to “New <b>words</b>”." in entry.change_message


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2020", "2020"),
        ("2020-03", "2020-03"),
        ("Mar-20", "2020-03"),
        ("2020-03-04 00:00:00", "2020-03-04"),
        ("04.03.2020", "2020-03-04"),
        ("31/3/2020", "2020-03-31"),
        ("3/31/2020", "2020-03-31"),
        ("4 March 2020", "2020-03-04"),
        ("March 4, 2020", "2020-03-04"),
        (EMPTY, "None"),
    ],
)
def test_dates_are_read_as_spreadsheets_write_them(
    desk: Any, two: list[Article], cell: str, date: str
) -> None:
    page = send(desk, written(edited(downloaded(desk, *two), 2, published=cell)))
    apply(desk, page)
    assert str(Article.objects.get(pk=two[1].pk).published_date) == date


@pytest.mark.parametrize("cell", ["5/1/2021", "1/5/2021", "1.5.2021", "May 1, 2021", "2021-05-01"])
def test_a_date_that_was_only_written_in_another_way_is_no_change(
    desk: Any, two: list[Article], cell: str
) -> None:
    page = send(desk, written(edited(downloaded(desk, *two), 2, published=cell)))
    assert "0 articles would change." in page.text


def test_an_empty_cell_leaves_a_fact_alone(desk: Any, two: list[Article]) -> None:
    page = send(desk, written(edited(downloaded(desk, *two), 1, headline="", byline=" ")))
    assert "0 articles would change." in page.text


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "This file is empty."),
        ("headline,body\nA,B\n", "has no public_id and no version"),
        ("public_id,version,headline,mood\na,1,b,c\n", "No fact is called “mood”. Remove the"),
        ("public_id,version,headline,headline\na,1,b,c\n", "The column headline is there twice"),
        ("public_id,version\na,1\n", "No column is a fact"),
        ("public_id,version,headline\n", "The table has no rows below its header."),
        ("public_id,version,headline\na,1,b,stray\n", "Row 2 has a cell in a column without a na"),
        ("PK\x03\x04\x00\x00", "This is a binary file, not a table as text."),
        ("public_id,version,headline\n" + "a,1,b\n" * (MOST + 1), "has more than 10,000 rows"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    desk: Any, article: Article, table: str, sentence: str
) -> None:
    page = send(desk, table)
    assert sentence in page.text
    assert not BulkChange.objects.exists()


def test_an_article_that_changed_since_the_download_is_held_back(
    desk: Any, two: list[Article]
) -> None:
    rows = edited(edited(downloaded(desk, *two), 1, headline="Late"), 2, headline="In time")
    desk.save(two[0], agency="Reuters")
    page = send(desk, written(rows))
    assert "changed since the download" in page.text
    apply(desk, page)
    assert [each.headline for each in Article.objects.order_by("pk")] == [
        "=SUM(1) ferries",
        "In time",
    ]
    page = send(desk, written(rows))
    apply(desk, page, late="on")
    assert Article.objects.get(pk=two[0].pk).headline == "Late"
    assert Article.objects.get(pk=two[0].pk).agency != "Reuters", "it stood in the table otherwise"


def test_a_fact_that_changes_between_preview_and_work_stays(desk: Any, two: list[Article]) -> None:
    rows = edited(downloaded(desk, *two), 1, headline="Mine", dateline="PORTO")
    page = send(desk, written(rows))
    desk.save(two[0], headline="Yours")
    done = apply(desk, page)
    assert (
        f"Article {two[0].public_id}: headline changed since the preview, so it stays." in done.text
    )
    article = Article.objects.get(pk=two[0].pk)
    assert (article.headline, article.dateline) == ("Yours", "PORTO")


def test_corrections_are_undone_by_one_click_where_nobody_changed_them_since(
    desk: Any, two: list[Article]
) -> None:
    desk.save(two[1], agency="Reuters")
    before = list(Article.objects.order_by("pk").values_list("headline", "agency", "pins"))
    rows = edited(downloaded(desk, *two), 1, headline="New one")
    rows = edited(rows, 2, headline="New two", agency="AFP")
    apply(desk, send(desk, written(rows)))
    change = BulkChange.objects.get()
    address = reverse("admin:articles_bulkchange_change", args=[change.pk])
    assert 'value="Undo"' in desk.client.get(address).text
    desk.save(two[0], headline="Mine")

    page = desk.client.post(address, follow=True)

    assert f"Undid bulk change {change.pk} in 1 article." in page.text
    assert f"Article {two[0].public_id}: headline changed since, so it stays." in page.text
    after = list(Article.objects.order_by("pk").values_list("headline", "agency", "pins"))
    assert after[0][0] == "Mine"
    assert after[1] == before[1]
    assert 'value="Undo"' not in desk.client.get(address).text
    assert BulkChange.objects.count() == 2
    desk.client.post(address)
    assert BulkChange.objects.count() == 2


def test_corrections_can_be_thrown_away_and_are_of_their_own_person(
    desk: Any, two: list[Article]
) -> None:
    page = send(desk, written(edited(downloaded(desk, *two), 1, headline="New")))
    address = page.redirect_chain[-1][0]
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    assert other.get(address).status_code == 404
    assert other.post(address, {"apply": "Apply"}).status_code == 404
    desk.client.post(address, {"discard": "Throw away"})
    assert not BulkChange.objects.exists()
    assert Article.objects.get(pk=two[0].pk).headline == "=SUM(1) ferries"


def test_readers_get_no_table_and_send_none(reader_desk: Any, article: Article) -> None:
    assert reader_desk.client.get(UPLOAD).status_code == 403
    assert send(reader_desk, "public_id,version,headline\n").status_code == 403
    assert "public_id" not in reader_desk.act("download", article).text
    assert reader_desk.client.get("/corrections.csv").status_code == 403


@pytest.mark.slow
def test_ten_thousand_rows_work(maria: User, article: Article) -> None:
    capture = article.capture
    values = {name: getattr(article, name) for name in FACTS if name != "published"}
    from articles.models import Capture

    captures = Capture.objects.bulk_create(
        Capture(sha256=f"{n:064x}", comparison_key=f"{n:064x}", compressed=capture.compressed)
        for n in range(MOST)
    )
    Article.objects.bulk_create(
        Article(public_id=f"{n:010d}", capture=row, **values) for n, row in enumerate(captures)
    )
    table = "public_id;version;headline\n" + "".join(
        f"{n:010d};1;Headline {n}\n" for n in range(MOST)
    )
    change = draft(io.BytesIO(table.encode()), "table.csv", maria)
    assert change.rows.count() == MOST
    work.confirm(change, list(change.rows.values_list("pk", flat=True)))
    change.refresh_from_db()
    if change.is_running:
        work.work(change)
    assert Article.objects.filter(headline__startswith="Headline ").count() == MOST
    assert BulkRow.objects.filter(after__isnull=False).count() == MOST
