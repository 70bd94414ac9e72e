"""Whoever signs in takes along the list that was marked before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from articles.models import Article
from newsarchive.desk.markedlist import AccountList, SessionList


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="newsarchive.desk.signingin")


def _signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is None or not hasattr(request, "session"):
        return
    keys = SessionList(request.session).take()
    # An article may have been deleted since, by undoing its ingest.
    there = set(Article.objects.filter(pk__in=keys).values_list("pk", flat=True))
    AccountList(user).add([key for key in keys if key in there])
