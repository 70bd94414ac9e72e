"""What tests of the desk share: articles of the seeds, and requests that a page of the site sends."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from newsarchive.accounts.roles import Role, give
from tests.newsarchive.accounts.conftest import MakePerson, make_person, make_secret

__all__ = ["make_person", "make_secret"]

#: What a browser sends with a form of a page of the site.
OWN = {"origin": "http://testserver"}


def public_ids() -> list[str]:
    """The articles of the seeds in the order in which they were stored."""
    return list(Article.objects.order_by("pk").values_list("public_id", flat=True))


def change(client: Client, address: str = "/marked/", **fields: Any) -> Any:
    return client.post(address, fields, headers=OWN)


def listed(client: Client, **query: str) -> list[str]:
    """The articles on the page of the list."""
    page = client.get("/marked/", query)
    return [article.public_id for article, _ in page.context["references"]]


def counted(page: Any) -> str:
    """The number in the head of a page."""
    found = re.search(r"data-marked>([\d,]*)<", page.text)
    assert found is not None
    return found[1]


@pytest.fixture
def reader(seeds: None, make_person: MakePerson) -> Client:
    client = Client()
    client.force_login(make_person("rita", role=None))
    return client


@pytest.fixture
def editor(seeds: None) -> Client:
    user = User.objects.create_user("edda")
    give(user, Role.EDITOR)
    client = Client()
    client.force_login(user)
    return client
