"""The numbers for Prometheus: who may read them, and what they count, across processes."""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.runs import task_ended


@pytest.fixture
def monitor(client: Client, seeds: None) -> Client:
    """The client of somebody who may read the numbers of an archive of five articles."""
    user = User.objects.create_user("monitor")
    user.user_permissions.add(Permission.objects.get(codename="monitor"))
    client.force_login(user)
    return client


def numbers(client: Client) -> dict[str, float]:
    """Each number by its name and labels."""
    text = client.get("/metrics").content.decode()
    return {
        name: float(value)
        for name, value in re.findall(r"^(newsarchive_\S+(?: [^\s}]*=\S+)?) (\S+)$", text, re.M)
    }


def grown(before: dict[str, float], after: dict[str, float], name: str) -> float:
    return after.get(name, 0) - before.get(name, 0)


@pytest.mark.django_db
def test_strangers_are_refused(client: Client) -> None:
    answer = client.get("/metrics")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/metrics").status_code == 401


def test_the_state_of_the_archive_is_asked_for(monitor: Client) -> None:
    found = numbers(monitor)
    assert {name: found[f"newsarchive_{name}"] for name in (
        "database_up", "articles", "outbox_waiting", "outbox_oldest_seconds",
        "index_up", "index_documents",
    )} == {
        "database_up": 1, "articles": 5, "outbox_waiting": 0, "outbox_oldest_seconds": 0,
        "index_up": 1, "index_documents": 5,
    }  # fmt: skip
    assert any(name.startswith('newsarchive_index_info{generation="') for name in found)


def test_requests_searches_errors_and_tasks_are_counted(monitor: Client) -> None:
    before = numbers(monitor)
    monitor.get("/?q=idlib")
    monitor.get("/?outlet=tass")
    monitor.get("/articles/nothing/")
    logging.getLogger("articles").error("An error of a test")
    task_ended.send(None, task="ingest", outcome="done", counts={"created": 3, "failed": 1},
                    began_at=User.objects.get().date_joined, summary="")  # fmt: skip
    after = numbers(monitor)
    expected = {
        'newsarchive_requests_total{method="GET",status="200",view="search"}': 2,
        'newsarchive_requests_total{method="GET",status="404",view="article-short"}': 1,
        'newsarchive_request_seconds_count{view="search"}': 2,
        'newsarchive_searches_total{view="search"}': 1,
        'newsarchive_errors_total{logger="articles"}': 1,
        'newsarchive_tasks_total{outcome="done",task="ingest"}': 1,
        'newsarchive_ingested_total{outcome="created"}': 3,
        'newsarchive_ingested_total{outcome="failed"}': 1,
    }
    assert {name: grown(before, after, name) for name in expected} == expected


def test_an_index_that_is_missing_leaves_the_rest(monitor: Client, index_folder: Path) -> None:
    shutil.rmtree(index_folder)
    found = numbers(monitor)
    assert (found["newsarchive_index_up"], found["newsarchive_articles"]) == (0, 5)
    assert "newsarchive_index_documents" not in found
