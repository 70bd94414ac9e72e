"""A person edits while an ingest runs: the very next search shows the edit."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from articles.ingest.ingest import Kind, Outcome, ingest
from articles.models import Article
from articles.readers import find
from search.index.differences import differences

FILES = 150


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_an_edit_during_an_ingest_is_found_at_once(client: Client, tmp_path: Path) -> None:
    for number in range(FILES):
        text = f"Ferry {number} was late on Monday because its captain had lost the key.\n" * 20
        (tmp_path / f"{number}.txt").write_text(text)
    outcomes: list[Outcome] = []

    def run() -> None:
        outcomes.extend(ingest(find([tmp_path])))
        connections.close_all()

    article = Article.objects.order_by("pk")[2]
    running = threading.Thread(target=run)
    running.start()
    edits = 0
    while running.is_alive():
        edits += 1
        word = f"zebra{edits}"
        article.refresh_from_db()
        article.headline = f"Crossing {word} painted"
        article.save()
        found = client.get("/", {"q": word}).context["inquiry"].found
        assert [each.article.pk for each in found] == [article.pk], word
    running.join()
    assert edits > 1, "the ingest ended before anybody could edit"
    assert [outcome.kind for outcome in outcomes] == [Kind.CREATED] * FILES
    assert not any(differences().values())
