"""Every address of the site × method × role, in an open archive and in a closed one.

The addresses are those of the URLconf, and `addresses.py` says who may see each. Whoever may not
gets a page to log in, 401, 403, 404 or 405, in which no text of the archive stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client, override_settings

from newsarchive.accounts import roles
from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role
from newsarchive.accounts.scopes import Scope
from newsarchive.settings import MIDDLEWARE
from tests.samples import sampled
from tests.security.addresses import (
    ACCOUNT,
    ADMIN_PAGES,
    MODELS,
    NOBODY,
    OPEN,
    PAGES,
    PUBLIC,
    QUICK,
    STAFF,
    Address,
    address_of,
    names,
    registered,
)
from tests.security.conftest import Filled

# The first test waits for some thirty thousand requests: minutes, and more on a busy machine.
pytestmark = pytest.mark.timeout(1800)

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
#: What stands in every text of the archive.
MARK: Final = "Quixhaven"
STRANGER, STAFF_ONLY, SUPERUSER = "stranger", "staff without permissions", "superuser"
#: Programs of an administrator, who may give a token any scope, by the scope of the token.
PROGRAMS: Final = {f"program to {scope}": scope for scope in Scope}


def methods_of(role: str, closed: bool, slow: bool) -> tuple[str, ...]:
    """The methods that somebody tries: all with ``--slow``.

    Otherwise strangers try all in an open archive, where no login is in the way. A form's token is
    asked for before any permission, so one person is enough for requests without it in a closed
    archive: an administrator, who may do most. Programs need no such token.
    """
    if slow or (role == STRANGER and not closed):
        return METHODS
    if role == Role.ADMINISTRATOR and closed:
        return ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
    return ("GET", "POST") if closed and (role == STRANGER or role in PROGRAMS) else ("GET",)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def is_door(self) -> bool:
        """401, or a redirect to the page to log in, or to the start of admin, which leads there."""
        return self.status == 401 or (
            self.status == 302 and ("login/?next=" in self.location or self.location == "/admin/")
        )

    @property
    def is_refusal(self) -> bool:
        return self.status in (403, 404, 405)


Answers = dict[tuple[str, bool, str, str], Answer]
Users = dict[str, Any]


@contextmanager
def archive_with(closed: bool) -> Iterator[None]:
    """The settings of an open or a closed archive."""
    login = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    middleware = [*MIDDLEWARE, *([login] if closed else [])]
    with override_settings(
        MIDDLEWARE=middleware, LOGIN_REQUIRED=closed, SECURITY_CONTACT=["mailto:s@example.org"]
    ):
        yield


def people() -> Users:
    """Somebody of each role, and those whom an operator makes without one."""
    users: Users = {
        STRANGER: AnonymousUser(),
        STAFF_ONLY: User.objects.create_user("clerk", is_staff=True),
        SUPERUSER: User.objects.create_superuser("chief"),
    }
    for role in Role:
        users[role] = User.objects.create_user(role)
        roles.give(users[role], role)
    return users | dict.fromkeys(PROGRAMS, AnonymousUser())


def asked(
    places: dict[str, str], users: Users, slow: bool
) -> Iterator[tuple[tuple[str, bool, str, str], Answer]]:
    secrets = {
        role: Token.make(users[Role.ADMINISTRATOR], role, [scope])[1]
        for role, scope in PROGRAMS.items()
    }
    for closed in (False, True):
        with archive_with(closed):
            for role, user in users.items():
                client = Client(enforce_csrf_checks=True, raise_request_exception=False)
                if role in PROGRAMS:
                    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secrets[role]}"
                if user.is_authenticated:
                    client.force_login(user)
                for name in names() if slow else QUICK:
                    row = address_of(name)
                    if row is None:
                        continue
                    for method in methods_of(role, closed, slow):
                        response = client.generic(method, row.path.format_map(places))
                        content = b"".join(response) if response.streaming else response.content
                        yield (
                            (name, closed, role, method),
                            Answer(
                                response.status_code,
                                response.headers.get("Location", ""),
                                content.decode(),
                            ),
                        )


def state() -> dict[str, list[Any]]:
    """All rows but the times at which people logged in."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in ("articles", "auth", "search", "admin", "desk")
        and model is not User
    }


@dataclass(frozen=True)
class Table:
    answers: Answers
    users: Users
    places: dict[str, str]
    permissions: dict[str, set[str]]
    before: dict[str, list[Any]]
    after: dict[str, list[Any]]


@pytest.fixture(scope="module")
def table(filled: Filled, pytestconfig: pytest.Config) -> Iterator[Table]:
    with filled(lambda field: f"{MARK} {field}") as places:
        users = people()
        permissions = {
            role: user.get_all_permissions() if user.is_authenticated else set()
            for role, user in users.items()
        }
        before = state()
        # Each of thousands of refusals would be logged, and kept with the fixture.
        logging.disable(logging.WARNING)
        try:
            answers = dict(asked(places, users, slow=pytestconfig.getoption("--slow")))
        finally:
            logging.disable(logging.NOTSET)
        yield Table(answers, users, places, permissions, before, state())


def may(table: Table, role: str, access: str, scope: str, closed: bool) -> bool:
    user = table.users[role]
    if role in PROGRAMS and scope:
        return scope == PROGRAMS[role]
    if access in (OPEN, NOBODY):
        return access == OPEN
    if access == PUBLIC:
        return user.is_authenticated or not closed
    if access == ACCOUNT:
        return bool(user.is_authenticated)
    if access == STAFF:
        return bool(user.is_authenticated and user.is_staff)
    # Admin is for staff only, whatever permissions others have.
    return bool(
        user.is_authenticated
        and (user.is_staff or access.startswith("accounts."))
        and {access, access.replace(".view_", ".change_")} & table.permissions[role]
    )


def test_every_address_has_a_row() -> None:
    assert [name for name in names() if address_of(name) is None] == []


def test_every_row_is_an_address_of_the_site() -> None:
    assert set(PAGES | ADMIN_PAGES) <= set(names())
    assert set(MODELS) == registered()


@pytest.mark.parametrize("name", sampled(names(), QUICK))
def test_an_address_answers_those_who_may_see_it_and_nobody_else(table: Table, name: str) -> None:
    row = address_of(name)
    assert row is not None
    wrong = [
        (closed, role, method, problem)
        for of, closed, role, method in table.answers
        if of == name and (problem := problem_of(table, name, row, closed, role, method))
    ]
    assert wrong == []


def problem_of(table: Table, name: str, row: Address, closed: bool, role: str, method: str) -> str:
    """What is wrong about an answer, "" if nothing is."""
    answer = table.answers[name, closed, role, method]
    get = table.answers[name, closed, role, "GET"]
    is_allowed = may(table, role, row.access, row.scope, closed)
    if answer.status >= 500:
        return f"it fails with {answer.status}"
    if method == "HEAD" and (answer.status, answer.text) != (get.status, ""):
        return f"it is not GET without its text: {answer.status}"
    if method == "GET" and is_allowed:
        return "" if answer.status == row.status else f"GET is answered with {answer.status}"
    if method in dict(row.methods) and is_allowed:
        expected = dict(row.methods)[method]
        return "" if answer.status == expected else f"it is answered with {answer.status}"
    if is_allowed and method in ("HEAD", "OPTIONS", "TRACE") and answer.status == get.status:
        # Django's admin takes for GET whatever needs no form's token.
        return ""
    if method == "OPTIONS" and answer.status == 200 and not answer.text:
        return ""
    if not (answer.is_door or answer.is_refusal):
        return f"it is answered with {answer.status} {answer.location}"
    if (
        method == "GET"
        and role == STRANGER
        and row.access not in (NOBODY, PUBLIC)
        and not answer.is_door
    ):
        return f"a stranger is not shown how to log in: {answer.status}"
    wanted = 403 if role in PROGRAMS else 401
    if row.scope and not is_allowed and method == "GET" and answer.status != wanted:
        return f"a program is answered with {answer.status}"
    told = (
        answer.text
        if MARK.lower() in row.path.format_map(table.places).lower()
        else answer.text + answer.location
    )
    return f"it tells of the archive with {answer.status}" if MARK.lower() in told.lower() else ""


def test_no_request_without_a_forms_token_changes_anything(table: Table) -> None:
    assert table.after == table.before
