"""Programs add captures with a token of the scope “add”."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage
from django.test import Client

from articles.models import Article
from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role, give
from newsarchive.accounts.scopes import Scope
from newsarchive.uploads.models import Upload
from tests.newsarchive.uploads.test_uploads import STORY, work


@pytest.fixture
def program(user: User, index_folder: Path) -> Client:
    secret = Token.make(user, "script", [Scope.ADD])[1]
    return Client(headers={"authorization": f"Bearer {secret}"})


def post(program: Client, body: bytes, **parameters: str) -> Any:
    return program.post(
        f"/api/captures?{urlencode(parameters)}", body, content_type="application/octet-stream"
    )


def test_a_program_adds_a_page_and_asks_what_became_of_it(program: Client) -> None:
    url = "https://harbour.example/ferry"
    response = post(program, STORY, name="ferry.txt", url=url, captured_at="2020-03-05T10:00:00Z")
    assert response.status_code == 202
    assert response.json()["state"] == "sent"
    work()
    answer = program.get(response["Location"]).json()
    article = Article.objects.get()
    assert answer["state"] == "stored"
    assert answer["articles"] == [
        {
            "source": "ferry.txt",
            "outcome": "created",
            "error": None,
            "public_id": article.public_id,
            "url": f"http://testserver{article.get_absolute_url()}",
        }
    ]
    assert (article.url, str(article.published_date)) == (url, "2020-03-04")
    assert article.capture.captured_at is not None
    again = post(program, STORY)
    work()
    assert program.get(again["Location"]).json()["articles"][0]["outcome"] == "duplicate"


def test_each_article_of_a_file_and_each_failure_is_told(program: Client) -> None:
    lines = [json.dumps({"headline": f"Ferry {number} sinks"}) for number in range(3)]
    response = post(program, "\n".join([*lines, "no record"]).encode(), name="ferries.jsonl")
    work()
    outcomes = program.get(response["Location"]).json()["articles"]
    assert [each["outcome"] for each in outcomes] == ["created"] * 3 + ["failed"]
    assert "This is not JSON" in outcomes[-1]["error"]


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"url": "javascript:alert(1)"}, "“url” must be a web address"),
        ({"captured_at": "yesterday"}, "“captured_at” must be a time"),
        ({"captured_at": "2999-01-01T00:00:00Z"}, "“captured_at” must be a time"),
        ({"captured_at": "2020-13-45T00:00:00Z"}, "“captured_at” must be a time"),
        ({"wait": "-1"}, "“wait” must be a number"),
        ({"wait": "31"}, "“wait” must be a number"),
    ],
)
def test_parameters_that_cannot_be_understood_are_refused(
    program: Client, parameters: dict[str, str], error: str
) -> None:
    response = post(program, STORY, **parameters)
    assert response.status_code == 400
    assert error in response.json()["errors"][0]
    assert not Upload.objects.exists()


def test_a_browser_or_another_scope_or_another_person_cannot_add(
    program: Client, user: User
) -> None:
    response = post(program, STORY)
    browser = Client()
    assert post(browser, STORY).status_code == 401
    browser.force_login(user)
    assert post(browser, STORY).status_code == 401
    searching = Client(
        headers={"authorization": f"Bearer {Token.make(user, 'x', [Scope.SEARCH])[1]}"}
    )
    assert post(searching, STORY).status_code == 403
    other = User.objects.create_user("other")
    give(other, Role.CURATOR)
    theirs = Client(headers={"authorization": f"Bearer {Token.make(other, 'x', [Scope.ADD])[1]}"})
    assert theirs.get(response["Location"]).status_code == 404
    give(user, Role.READER)
    assert post(program, STORY).status_code == 403


def test_a_full_disk_is_said(
    program: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    response = post(program, STORY)
    assert response.status_code == 507
    assert "No space left on device" in response.json()["errors"][0]
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []
