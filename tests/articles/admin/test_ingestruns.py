"""The list of ingests, and undoing them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles.ingest.ingest import ingest
from articles.ingest.runlog import begun
from articles.models import Article, IngestRun
from articles.readers import find

LIST = "/admin/articles/ingestrun/"


@pytest.fixture
def run(db: None, tmp_path: Path) -> IngestRun:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": 1, "headline": "Ferry"}\n{"id": 2, "headline": "Bridge"}\nx\n')
    record = begun([str(path)], by="ana", given={"language": "en"})
    list(ingest(find([path]), record=record))
    return record


def act(client: Client, run: IngestRun, **more: str) -> str:
    data = {"action": "undo", "_selected_action": [str(run.pk)], **more}
    return client.post(LIST, data, follow=True).content.decode()


def test_the_page_of_a_run_shows_what_it_did_and_cannot_be_changed(
    desk: Any, run: IngestRun
) -> None:
    assert "news.jsonl" in desk.client.get(LIST).content.decode()
    page = desk.client.get(f"{LIST}{run.pk}/change/").content.decode()
    assert "language=en" in page
    assert "Line 3: This is not JSON" in page
    for article in Article.objects.all():
        assert f'<a href="/admin/articles/article/{article.pk}/change/">{article.title}</a>' in page
    assert 'form="undo" value="Undo…"' in page
    assert ">None<" not in page
    assert 'name="_save"' not in page


def test_undoing_is_confirmed_logged_and_leaves_what_a_person_changed(
    desk: Any, run: IngestRun
) -> None:
    _, bridge = Article.objects.order_by("pk")
    desk.save(bridge, headline="Bridge shut")
    page = act(desk.client, run)
    assert "Articles: 1 to be removed, 0 to be taken back, 1 to stay." in page
    assert "Bridge shut</a>: A person has changed it since." in page
    assert Article.objects.count() == 2
    page = act(desk.client, run, confirmed="yes")
    assert f"Undid ingest {run.pk}. Articles: 1 removed" in page
    assert list(Article.objects.all()) == [bridge]
    assert LogEntry.objects.filter(change_message__startswith="Undone.").count() == 1
    run.refresh_from_db()
    assert (run.state, run.undone_by) == ("undone", "maria")


def test_an_editor_sees_runs_and_cannot_undo_them(reader_desk: Any, run: IngestRun) -> None:
    page = reader_desk.client.get(f"{LIST}{run.pk}/change/").content.decode()
    assert "Undo…" not in page
    act(reader_desk.client, run, confirmed="yes")
    assert Article.objects.count() == 2
