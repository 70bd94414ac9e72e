"""Whoever signs in takes along the list that was marked before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from newsarchive.desk.markedlist import AccountList, SessionList


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="newsarchive.desk.signingin")


def _signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is None or not hasattr(request, "session"):
        return
    AccountList(user).add(SessionList(request.session).take())
