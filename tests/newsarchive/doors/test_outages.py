"""Answers while the database is out of reach."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from articles.models import Article
from newsarchive.doors.outages import failed

#: What drivers say of a server that is gone, of one that is busy and of a file that is not there.
AWAY = [
    OperationalError('connection to server at "127.0.0.1", port 5432 failed: Connection refused'),
    OperationalError("server closed the connection unexpectedly"),
    OperationalError("couldn't get a connection after 5.00 sec"),
    OperationalError("canceling statement due to statement timeout"),
    OperationalError("unable to open database file"),
    InterfaceError("connection already closed"),
]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("error", AWAY, ids=str)
def test_a_page_says_so_and_when_to_try_again(client: Client, error: Exception) -> None:
    with mock.patch.object(Article.objects, "shown", side_effect=error):
        answer = client.get("/archive/")
    assert answer.status_code == 503
    assert "Nothing is lost; try again shortly." in answer.text
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("5", "no-store")
    assert "127.0.0.1" not in answer.text


def test_whoever_sent_a_form_is_told_that_it_may_not_be_saved() -> None:
    try:
        raise AWAY[3]
    except OperationalError:
        answer = failed(RequestFactory().post("/marked/"))
    assert answer.status_code == 503
    assert "most likely not saved" in answer.text
    assert "Nothing is lost" not in answer.text


@pytest.mark.django_db
def test_programs_get_a_list_of_errors(client: Client) -> None:
    with mock.patch("search.views.api.inquire", side_effect=AWAY[0]):
        answer = client.get("/api/search?q=ferry")
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.json()["errors"][0]


def test_the_log_has_a_line_for_the_operator(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with mock.patch.object(Article.objects, "shown", side_effect=AWAY[0]):
        client.get("/archive/")
    (record,) = (each for each in caplog.records if each.name == "django.request")
    assert "is out of reach" in record.getMessage()
    assert "Check that its server runs" in record.getMessage()
    assert record.exc_info is None


def test_a_fault_of_the_program_is_still_one(client: Client) -> None:
    with mock.patch.object(Article.objects, "shown", side_effect=ZeroDivisionError):
        answer = client.get("/archive/")
    assert answer.status_code == 500
    assert "an error in the archive’s software" in answer.text
