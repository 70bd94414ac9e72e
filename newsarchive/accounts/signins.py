"""The log of signing in: successes, failures and locks."""

from __future__ import annotations

import logging
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from newsarchive.accounts.throttle import address_of

logger = logging.getLogger(__name__)


def connect() -> None:
    user_logged_in.connect(_succeeded, dispatch_uid="newsarchive.accounts.signins.succeeded")
    user_login_failed.connect(_failed, dispatch_uid="newsarchive.accounts.signins.failed")
    user_locked_out.connect(_locked, dispatch_uid="newsarchive.accounts.signins.locked")


# Names are logged with %r: they are typed by strangers, and may hold line ends.


def _succeeded(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    logger.info("Signed in: %r from %s", user.get_username(), _address(request))


def _failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    name = credentials.get("username") or ""
    logger.warning("Sign-in failed: %r from %s", name[:150], _address(request))


def _locked(sender: Any, request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    logger.warning(
        "Sign-in locked after too many failures: %r from %s",
        (username or "")[:150],
        _address(request),
    )


def _address(request: HttpRequest | None) -> str:
    return "no request" if request is None else address_of(request)
