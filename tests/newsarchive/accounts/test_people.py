"""Administrators invite people, give them roles, close accounts and hand out new links."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role, role_of
from newsarchive.accounts.scopes import Scope
from tests.newsarchive.accounts.conftest import PASSWORD, MakePerson

pytestmark = pytest.mark.django_db

_LINK = re.compile(r"http://testserver(/accounts/link/[^<\s]+)")
NEW = "quite another phrase"


def invite(administrator: Client, name: str, role: str = "reader", **more: str) -> Any:
    return administrator.post(reverse("people"), {"username": name, "role": role, **more})


def link_in(text: str) -> str:
    found = _LINK.search(text)
    assert found
    return found[1]


def follow(client: Client, link: str, password: str = NEW) -> Any:
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page
    chosen = {"new_password1": password, "new_password2": password}
    return client.post(page.redirect_chain[-1][0], chosen, follow=True)


def test_an_invitation_is_a_link_that_works_once(client: Client, administrator: Client) -> None:
    link = link_in(invite(administrator, "nina", "editor").text)
    nina = User.objects.get(username="nina")
    assert (role_of(nina), nina.is_staff, nina.has_usable_password()) == ("editor", True, False)

    page = follow(client, link)

    assert "you are signed in" in page.text
    assert client.get("/admin/").status_code == 200
    again = follow(Client(), link, "a third long phrase")
    assert "This link no longer works" in again.text
    assert User.objects.get(username="nina").check_password(NEW)


def test_the_link_is_shown_once_and_stored_nowhere(administrator: Client) -> None:
    link = link_in(invite(administrator, "nina").text)
    assert link not in administrator.get(reverse("people")).text
    assert not _LINK.search(administrator.get(reverse("people")).text)


@pytest.mark.parametrize("how", ["a newer link", "closed", "a week later"])
def test_a_link_ends(client: Client, administrator: Client, settings: Settings, how: str) -> None:
    link = link_in(invite(administrator, "nina").text)
    nina = User.objects.get(username="nina")
    page = reverse("person", args=[nina.pk])
    if how == "a newer link":
        newer = link_in(administrator.post(page, {"act": "link"}).text)
        assert newer != link
    elif how == "closed":
        administrator.post(page, {"act": "close"})
    else:
        settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link no longer works" in follow(client, link).text


def test_a_password_by_link_obeys_the_rules(client: Client, administrator: Client) -> None:
    page = follow(client, link_in(invite(administrator, "nina").text), "short")
    assert "at least 12 characters" in page.text
    assert not User.objects.get(username="nina").has_usable_password()


def test_a_person_who_forgot_the_password_gets_a_link_and_is_not_locked(
    client: Client, administrator: Client, make_person: MakePerson
) -> None:
    rita = make_person("rita")
    for _ in range(12):
        client.post(reverse("login"), {"username": "rita", "password": "wrong"})
    page = administrator.post(reverse("person", args=[rita.pk]), {"act": "link"})
    follow(client, link_in(page.text))
    answer = Client().post(reverse("login"), {"username": "rita", "password": NEW})
    assert answer.status_code == 302


def test_e_mail_is_sent_only_if_configured(administrator: Client, settings: Settings) -> None:
    page = invite(administrator, "nina", email="nina@example.org")
    assert mail.outbox == []
    assert "Copy this link" in page.text

    settings.EMAIL_URL = "smtp://localhost"
    page = invite(administrator, "nico", email="nico@example.org")
    (sent,) = mail.outbox
    assert sent.to == ["nico@example.org"]
    assert link_in(str(sent.body)) == link_in(page.text)
    assert "This link was sent to nico@example.org" in page.text


def test_an_e_mail_that_cannot_be_sent_leaves_the_link_to_copy(
    administrator: Client, settings: Settings
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = invite(administrator, "nina", email="nina@example.org")
    assert "Copy this link" in page.text


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"username": ""}, "This field is required"),
        ({"username": "a b"}, "Enter a valid username"),
        ({"username": "ADA"}, "Somebody has this name already"),
        ({"username": "nina", "email": "nowhere"}, "Enter a valid email address"),
        ({"username": "nina", "role": "king"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(
    administrator: Client, sent: dict[str, str], problem: str
) -> None:
    page = administrator.post(reverse("people"), {"role": "reader", **sent})
    assert problem in page.text
    assert User.objects.count() == 1


def test_a_role_is_given_and_logged(administrator: Client, make_person: MakePerson) -> None:
    rita = make_person("rita")
    administrator.post(reverse("person", args=[rita.pk]), {"act": "role", "role": "curator"})
    rita = User.objects.get(pk=rita.pk)
    assert (role_of(rita), rita.is_staff) == (Role.CURATOR, True)
    (entry,) = LogEntry.objects.filter(object_id=str(rita.pk))
    assert (entry.user.username, entry.change_message) == ("ada", "Role: curator.")


def test_a_closed_account_neither_signs_in_nor_has_tokens(
    administrator: Client, client: Client, make_person: MakePerson
) -> None:
    rita = make_person("rita")
    _, secret = Token.make(rita, "reader", [Scope.SEARCH])
    page = reverse("person", args=[rita.pk])
    administrator.post(page, {"act": "close"})
    answer = client.post(reverse("login"), {"username": "rita", "password": PASSWORD})
    assert answer.status_code == 200
    assert Token.objects.of_secret(secret) is None
    administrator.post(page, {"act": "reopen"})
    assert Token.objects.of_secret(secret) is not None


def test_tokens_of_others_are_seen_and_revoked(
    administrator: Client, make_person: MakePerson
) -> None:
    rita = make_person("rita")
    token, secret = Token.make(rita, "feed reader", [Scope.FEED])
    page = reverse("person", args=[rita.pk])
    assert "feed reader" in administrator.get(page).text
    for wrong in ("", "x", "9" * 40, "0"):
        assert administrator.post(page, {"act": "revoke", "token": wrong}).status_code == 404
    administrator.post(page, {"act": "revoke", "token": token.pk})
    assert Token.objects.of_secret(secret) is None


@pytest.mark.parametrize("act", ["role", "link", "close", "reopen", "unlock", "revoke"])
def test_nobody_changes_themselves_or_those_above_them(administrator: Client, act: str) -> None:
    above = User.objects.create_superuser("root", password=PASSWORD)
    ada = User.objects.get(username="ada")
    before = list(User.objects.order_by("pk").values())
    for user in (above, ada):
        page = reverse("person", args=[user.pk])
        assert administrator.post(page, {"act": act, "role": "reader"}).status_code == 403
        assert f'value="{act}"' not in administrator.get(page).text
    assert list(User.objects.order_by("pk").values()) == before
    assert role_of(ada) is Role.ADMINISTRATOR


def test_an_action_that_does_not_exist_is_refused(
    administrator: Client, make_person: MakePerson
) -> None:
    page = reverse("person", args=[make_person("rita").pk])
    assert administrator.post(page, {"act": "delete"}).status_code == 400
    assert administrator.post(page, {"act": "role", "role": "king"}).status_code == 400


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.CURATOR])
def test_only_administrators_see_people(
    client: Client, make_person: MakePerson, role: Role
) -> None:
    user = make_person("rita", role)
    addresses = (reverse("people"), reverse("person", args=[user.pk]))
    assert all(client.get(each).status_code == 302 for each in addresses)
    client.force_login(user)
    for each in addresses:
        assert client.get(each).status_code == 403
        assert client.post(each, {"act": "role", "role": "administrator"}).status_code == 403
    assert "People" not in client.get(reverse("account")).text


def test_hostile_names_are_escaped(administrator: Client, make_person: MakePerson) -> None:
    hostile = "<script>alert(1)</script>"
    rita = make_person("rita", first_name=hostile, last_name="x", email='"<b>"@example.org')
    Token.make(rita, hostile, [Scope.FEED])
    for page in (reverse("people"), reverse("person", args=[rita.pk])):
        text = administrator.get(page).text
        assert "<script>alert" not in text
        assert "<b>" not in text
        assert "&lt;script&gt;" in text


@pytest.fixture
def deputy(make_person: MakePerson) -> Client:
    """The browser of somebody who manages people and is not an administrator."""
    user = make_person("dora", Role.EDITOR)
    user.user_permissions.add(Permission.objects.get(codename="manage_people"))
    client = Client()
    client.force_login(user)
    return client


def test_nobody_gives_more_than_they_have(deputy: Client, make_person: MakePerson) -> None:
    for role in ("administrator", "curator"):
        assert "Select a valid choice" in invite(deputy, "nina", role).text
    assert not User.objects.filter(username="nina").exists()
    rita = make_person("rita")
    page = reverse("person", args=[rita.pk])
    assert deputy.post(page, {"act": "role", "role": "curator"}).status_code == 400
    assert deputy.post(page, {"act": "role", "role": "editor"}).status_code == 302
    assert role_of(User.objects.get(pk=rita.pk)) is Role.EDITOR


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("act", ["link", "role", "close", "reopen"])
def test_nobody_becomes_another_who_may_do_more(
    deputy: Client, make_person: MakePerson, act: str, closed: bool
) -> None:
    own = make_person("olga")
    own.user_permissions.add(Permission.objects.get(codename="change_user"))
    for user in (make_person("carla", Role.CURATOR), own):
        User.objects.filter(pk=user.pk).update(is_active=not closed)
        page = reverse("person", args=[user.pk])
        assert deputy.post(page, {"act": act, "role": "reader"}).status_code == 403
        assert "This account may do more than yours" in deputy.get(page).text


def test_the_list_costs_as_many_queries_for_many_as_for_few(
    administrator: Client, make_person: MakePerson
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            administrator.get(reverse("people"))
        return len(counted)

    make_person("first")
    few = queries()
    for number in range(20):
        make_person(f"person{number}", Role.EDITOR)
    assert queries() == few
