"""`manage.py search`: the results of one search or of many as a table."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article
from search.exports.batch import COLUMNS, MOST
from tests.commandline import command

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]
Captured = pytest.CaptureFixture[str]


def rows(capsys: Captured) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_articles_are_those_of_the_results_page(client: Client, capsys: Captured) -> None:
    call_command("search", "idlib", "talks")
    found = rows(capsys)
    inquiry = client.get("/", {"q": "idlib talks"}).context["inquiry"]
    assert [row["title"] for row in found] == [each.article.title for each in inquiry.found]
    assert [row["rank"] for row in found] == [str(n + 1) for n in range(len(found))]
    for row in found:
        assert tuple(row) == COLUMNS
        assert row["query"] == "idlib talks"
        assert row["understood"] == inquiry.understood
        assert (row["total"], row["partial"]) == (str(inquiry.total), str(inquiry.partial))
        assert client.get(row["address"]).status_code == 200
        assert row["public_id"] in row["address"]


def test_each_line_of_a_file_is_a_search(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "searches.txt"
    file.write_text("\ufeffidlib\r\n\r\n  -caracas idlib  \nErdoğan\nzzzzz\n", encoding="utf-8")
    call_command("search", "--from", str(file), "--limit", "1")
    found = rows(capsys)
    # A cell that a spreadsheet would run as a formula has an apostrophe before it.
    assert [row["query"] for row in found] == ["idlib", "'-caracas idlib", "Erdoğan", "zzzzz"]
    assert [row["rank"] for row in found] == ["1", "1", "1", ""]
    assert (found[-1]["total"], found[-1]["title"]) == ("0", "")


def test_a_limit_of_0_counts(capsys: Captured) -> None:
    call_command("search", "idlib", "--limit", "0")
    (row,) = rows(capsys)
    assert (row["total"], row["rank"], row["title"]) == ("5", "", "")


def test_a_whole_article_may_be_a_line(tmp_path: Path, capsys: Captured) -> None:
    article = Article.objects.order_by("pk").first()
    assert article is not None
    text = " ".join(article.body.split())
    file = tmp_path / "searches.txt"
    file.write_text(text, encoding="utf-8")
    call_command("search", "--from", str(file), "--limit", "1")
    (row,) = rows(capsys)
    assert (row["query"], row["public_id"]) == (text, article.public_id)


def test_notes_are_listed(capsys: Captured) -> None:
    call_command("search", "idlib^2", "--limit", "0")
    assert "The weight in “idlib^2” was ignored" in rows(capsys)[0]["notes"]


def test_articles_with_some_of_the_words_say_so(capsys: Captured) -> None:
    call_command("search", "idlib", "newsletter", "caracas")
    assert {row["words"] for row in rows(capsys)} == {"some"}


def test_searches_are_read_from_standard_input(capsys: Captured) -> None:
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"idlib\n"))):
        call_command("search", "--from", "-", "--limit", "0")
    assert [row["query"] for row in rows(capsys)] == ["idlib"]


def test_what_cannot_be_searched_for_is_an_error(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_text("\n \n")
    binary.write_bytes("naïve".encode("latin-1"))
    for arguments, message in [
        ([], "Type words to search for, or --from"),
        (["idlib", "--from", str(empty)], "Type words to search for, or --from"),
        (["--from", str(empty)], "has no line with a search"),
        (["--from", str(binary)], "is not in UTF-8"),
        (["--from", str(tmp_path / "none.txt")], "cannot be read"),
        (["idlib", "--limit", "-1"], "must be a number from 0"),
        (["idlib", "--limit", str(MOST + 1)], "must be a number from 0"),
    ]:
        with pytest.raises(CommandError, match=message):
            call_command("search", *arguments)


def test_without_an_index_it_fails(index_folder: Path) -> None:
    shutil.rmtree(index_folder)
    with pytest.raises(CommandError, match="reindex"):
        call_command("search", "idlib")


def test_as_an_operator_types_it() -> None:
    typed = command("search", "--limit", "0", "--", "-turkey idlib")
    assert typed.out.splitlines()[1].startswith("'-turkey idlib,")
    failed = command("search")
    assert (failed.code, failed.out) == (1, "")
