"""What databases cannot store: NUL, halves of characters (lone surrogates), texts that are longer
than their column, and rows of an index that are longer than a page."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from articles.facts import changes
from articles.ingest import storing
from articles.ingest.ingest import ingest
from articles.models import Article, SeenPath
from articles.readers import find

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "The harbour bridge \x00reopened\ud800 on Wednesday after two months of repairs."
RECORD = {
    "id": "one\x00\ud800",
    "title": "Bridge \x00 reopens\ud800",
    "author": "Ann\x00 Lee",
    "url": "https://a.example/\x00b",
    "body": BODY,
}
MAIL = (
    "Subject: =?utf-8?q?Bridge=00_reopens?=\nFrom: a@example.org\n"
    "Date: Mon, 2 Mar 2020 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    "The harbour bridge \x00reopened on Wednesday after two months of repairs.\n"
)


def texts(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "content"), [("r.jsonl", json.dumps(RECORD) + "\n"), ("m.eml", MAIL)]
)
def test_they_are_left_out_of_what_is_stored(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (outcome,) = ingest(find([tmp_path]))
    assert outcome.error == ""
    article = Article.objects.get()
    assert "Bridge" in article.headline
    assert "reopened" in article.body
    stored = [article.headline, article.body, article.byline, article.url, article.findings]
    stored += [article.extracted, article.capture.text, SeenPath.objects.get().path]
    assert not {"\x00", "\ud800"} & set(texts(stored))


def test_a_capture_that_still_has_one_fails_alone(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Ferry {name} sails\n\nIt sailed at {name}.\n")
    real = changes.apply

    def apply(article: Article, extraction: Any, *rest: Any) -> Any:
        made = real(article, extraction, *rest)
        if "two" in article.headline + article.body:
            article.headline += "\ud800"
        return made

    with mock.patch.object(storing, "apply", apply):
        outcomes = {Path(each.source).stem: each for each in ingest(find([tmp_path]))}
    assert {name: str(each.kind) for name, each in outcomes.items()} == {
        "one": "created",
        "two": "failed",
        "three": "created",
    }
    assert "The database could not store it" in outcomes["two"].error
    assert "Save it anew" in outcomes["two"].error


def test_values_of_any_length_are_stored_or_left_out(tmp_path: Path) -> None:
    chance = random.Random(3)
    # No two parts alike, so that no database can compress it below its limit of an index.
    long = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=9000))
    keys = ("id", "title", "author", "outlet", "agency", "dateline", "url", "language", "section")
    record: dict[str, Any] = {key: f"{key} {long}" for key in keys}
    record |= {"body": f"The harbour {long} is closed."}
    record |= {"url": f"https://a.example/{long}", "tags": [long], long: long}
    (tmp_path / "r.jsonl").write_text(json.dumps(record) + "\n")
    headers = "".join(f"{name}: {name} {long}\n" for name in ("Subject", "From", "Organization"))
    (tmp_path / "m.eml").write_text(f"{headers}\nThe harbour bridge reopened on Wednesday.\n")
    outcomes = list(ingest(find([tmp_path])))
    assert [each.error for each in outcomes] == ["", ""]
    assert SeenPath.objects.filter(path__endswith=long).count() == 1
    assert [each.kind for each in ingest(find([tmp_path]))] == ["unchanged", "unchanged"]
