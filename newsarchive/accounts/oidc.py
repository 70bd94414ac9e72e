"""Signing in with the accounts of an organisation (OpenID Connect), with OIDC_ISSUER.

django-allauth speaks with the provider; what it would show or ask is decided here instead, so none
of its pages are served. Nothing here is imported while the setting is empty.
"""

from __future__ import annotations

import logging
import re
from typing import Any, Final, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.cache import never_cache
from requests import RequestException

from newsarchive.accounts import roles
from newsarchive.accounts.roles import Role
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

#: The name of the one provider, in addresses and in rows.
PROVIDER: Final = "oidc"
_NOT_IN_NAMES: Final = re.compile(r"[^\w.@+-]+")
_LONGEST_NAME: Final = 140  # of the 150 that fit, with room for a number


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: that somebody is signed in is seen in the header."""


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Decides who a person of the provider is here, or refuses with a sentence."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find or make the account. Afterwards allauth only has to sign it in.

        Who was here before is known by the provider's own number (``sub``). Anybody else gets the
        account that an administrator made with the same e-mail address, if the provider has
        verified that address, or a new one as *reader*.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _refuse(request, "Accounts cannot be connected by hand.")
        if not _is_of_one_person(sociallogin.account.extra_data):
            logger.warning("The provider’s userinfo is not that of its id_token.")
            _refuse(request, "What your organisation says about you contradicts itself.")
        if not sociallogin.is_existing:
            if _is_closed(sociallogin):
                _refuse(request, "This account is closed.")
            with writing():  # two people may come at once with one name
                user = _invited(sociallogin) or _new_reader(sociallogin)
                sociallogin.connect(request, user)
        if not sociallogin.user.is_active:
            _refuse(request, "This account is closed.")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: BaseException | None = None,
        extra_context: Any = None,
    ) -> NoReturn:
        logger.warning("Signing in by OpenID Connect failed: %s %s", error, exception or "")
        _refuse(request, "Your organisation did not sign you in. Try again.")


def _refuse(request: HttpRequest, sentence: str) -> NoReturn:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("login"))


def _is_of_one_person(data: dict[str, Any]) -> bool:
    """True unless userinfo is about another than the id_token, which the standard forbids."""
    subjects = {part["sub"] for part in data.values() if isinstance(part, dict) and "sub" in part}
    return len(subjects) == 1


def _is_closed(sociallogin: Any) -> bool:
    """True if an account was closed that may be the person's: one with the same address, verified
    or not, or with the same name where no provider's number is known of it."""
    closed = User.objects.filter(is_active=False)
    addresses = (each.email for each in sociallogin.email_addresses)
    if any(closed.filter(email__iexact=address).exists() for address in addresses):
        return True
    name = sociallogin.user.username
    known = SocialAccount.objects.filter(provider=PROVIDER).values("user")
    return bool(name) and closed.filter(username__iexact=name).exclude(pk__in=known).exists()


def _invited(sociallogin: Any) -> User | None:
    """The account with the person's verified e-mail address; never one with all rights."""
    verified = [each.email for each in sociallogin.email_addresses if each.verified]
    if not verified:
        return None
    found = User.objects.filter(email__iexact=verified[0], is_superuser=False, is_active=True)
    return found[0] if len(found) == 1 else None


def _new_reader(sociallogin: Any) -> User:
    told = sociallogin.user
    user = User(
        username=_free_name(told.username or told.email.partition("@")[0] or "person"),
        first_name=told.first_name[:150],
        last_name=told.last_name[:150],
        email=told.email,
    )
    user.set_unusable_password()
    user.save()
    roles.give(user, Role.READER)
    return user


def _free_name(wanted: str) -> str:
    """A name that nobody has: what a provider says must not lead into an account that is here."""
    base = _NOT_IN_NAMES.sub("-", wanted)[:_LONGEST_NAME] or "person"
    name, number = base, 1
    while User.objects.filter(username__iexact=name).exists():
        number += 1
        name = f"{base}-{number}"
    return name


@login_not_required
@never_cache
def begin(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponseBase:
    return _spoken(views.login, request)


@login_not_required
@never_cache
def callback(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponseBase:
    return _spoken(views.callback, request)


def _spoken(view: Any, request: HttpRequest) -> HttpResponseBase:
    """Call a view of allauth; if the provider is down or talks nonsense, say so."""
    try:
        response: HttpResponseBase = view(request, provider_id=PROVIDER)
    except (RequestException, ValueError, KeyError, TypeError) as error:
        logger.warning("The provider of OpenID Connect did not answer as it should: %r", error)
        messages.error(request, "Your organisation’s sign-in cannot be reached. Try again later.")
        return redirect("login")
    return response


_provider = {"provider_id": PROVIDER}
urlpatterns = [
    path("oidc/begin", begin, _provider, name="openid_connect_login"),
    path("oidc/callback", callback, _provider, name="openid_connect_callback"),
]
