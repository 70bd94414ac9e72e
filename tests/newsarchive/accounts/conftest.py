"""Fixtures: a closed archive, and accounts of each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from newsarchive.accounts import roles
from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role
from newsarchive.accounts.scopes import Scope

PASSWORD = "a long enough phrase"
MakePerson = Callable[..., User]
MakeSecret = Callable[..., str]


@pytest.fixture
def closed(settings: Settings) -> None:
    """The archive with LOGIN_REQUIRED."""
    settings.LOGIN_REQUIRED = True
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
    ]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    def make(name: str, role: Role | None = Role.READER, **fields: Any) -> User:
        user = User.objects.create_user(name, password=PASSWORD, **fields)
        if role is not None:
            roles.give(user, role)
        return user

    return make


@pytest.fixture
def make_secret() -> MakeSecret:
    """Makes a token; returns its secret."""

    def make(user: User, *scopes: Scope) -> str:
        _, secret = Token.make(user, "program", scopes)
        return secret

    return make


@pytest.fixture
def administrator(make_person: MakePerson) -> Client:
    """The browser of an administrator, who is not a superuser."""
    client = Client()
    client.force_login(make_person("ada", Role.ADMINISTRATOR))
    return client
