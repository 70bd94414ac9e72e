"""What people do to accounts, tokens and rows is stored with its history, or not at all."""

from __future__ import annotations

from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from newsarchive.accounts.models import Token
from newsarchive.accounts.scopes import Scope

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """Stands for the end of the server in the middle."""


@pytest.fixture
def rita() -> User:
    """Somebody with a token, a lock and no password."""
    rita = User.objects.create(username="rita", password="!")
    Token.make(rita, "reader", [Scope.SEARCH])
    AccessAttempt.objects.create(
        username="rita", ip_address="192.0.2.1", failures_since_start=99,
        attempt_time=timezone.now(),
    )  # fmt: skip
    return rita


def state() -> list[object]:
    """All that these acts change."""
    return [
        list(each.order_by("pk").values_list())
        for each in (
            User.objects.all(),
            Group.objects.all(),
            Token.objects.all(),
            AccessAttempt.objects.all(),
            LogEntry.objects.all(),
        )
    ]


@pytest.mark.parametrize("act", ["role", "link", "close", "reopen", "unlock", "revoke"])
def test_an_act_on_people_without_its_history_is_not_stored(
    rita: User, admin_client: Client, act: str
) -> None:
    form = {"act": act, "role": "editor", "token": str(rita.tokens.get().pk)}
    before = state()
    failing = mock.patch.object(LogEntry.objects, "log_actions", side_effect=Killed)
    with failing, pytest.raises(Killed):
        admin_client.post(f"/accounts/people/{rita.pk}/", form)
    assert state() == before


@pytest.mark.parametrize(
    ("address", "model"), [("auth/user", User), ("auth/group", Group), ("accounts/token", Token)]
)
def test_a_history_of_a_deletion_that_did_not_happen_is_not_stored(
    rita: User, admin_client: Client, address: str, model: type[Model]
) -> None:
    Group.objects.create(name="guests")
    chosen = [str(each.pk) for each in model._default_manager.all()[:1]]
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    before = state()
    place = "django.contrib.admin.ModelAdmin.delete_queryset"
    with mock.patch(place, side_effect=Killed), pytest.raises(Killed):
        admin_client.post(f"/admin/{address}/", form)
    assert state() == before
