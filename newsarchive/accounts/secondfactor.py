"""A second factor for staff: codes of an authenticator app (TOTP, RFC 6238), with SECOND_FACTOR=on.

Nothing here is imported while that setting is off.
"""

from __future__ import annotations

import logging
from base64 import b32encode
from collections.abc import Callable
from typing import Any, Final

import django_otp
import segno
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import RedirectURLMixin, redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsarchive.accounts.addresses import ADDRESSES, Data, Pages
from newsarchive.accounts.throttle import address_of
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

#: What staff may reach before they have given a code.
BEFORE: Final = {"logout", "second-factor"}


class SecondFactor:
    """Middleware: sends staff who have given no code in this session to the page that asks for it.

    It stands after those of django-otp and of tokens. A token needs no code: it was made by
    somebody who gave one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        # Without a cookie there is no session, and the answer should not vary by it.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or hasattr(request, "token"):
            return None
        user: Any = request.user
        name = request.resolver_match.view_name if request.resolver_match else ""
        address = ADDRESSES.get(name)
        if (
            not (user.is_staff or user.is_superuser)
            or user.is_verified()
            or address is Pages.OPEN
            or name in BEFORE
        ):
            return None
        if isinstance(address, Data):
            return HttpResponse(
                f"First give the code of your second factor: "
                f"{request.build_absolute_uri(reverse('second-factor'))}\n",
                status=403,
                content_type="text/plain; charset=utf-8",
            )
        return redirect_to_login(request.get_full_path(), reverse("second-factor"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        help_text="The six digits that the app shows now.",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class _Next(RedirectURLMixin):
    next_page = settings.LOGIN_REDIRECT_URL

    def __init__(self, request: HttpRequest) -> None:
        self.request = request


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code; who has no app yet sets one up first."""
    user: Any = request.user
    if user.is_verified():
        return redirect(_Next(request).get_success_url())
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first() or _unconfirmed(user)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        problem = _verify(device.pk, form.cleaned_data["code"])
        if not problem:
            if not device.confirmed:
                logger.warning(
                    "Authenticator app set up: %r from %s", user.username, address_of(request)
                )
            device.refresh_from_db()
            django_otp.login(request, device)
            return redirect(_Next(request).get_success_url())
        form.add_error("code", problem)
    context: dict[str, Any] = {"form": form, "next": _Next(request).get_redirect_url()}
    if not device.confirmed:
        context["secret"] = b32encode(device.bin_key).decode()
        context["picture"] = segno.make(device.config_url).svg_data_uri(
            scale=4, dark="#000", light="#fff"
        )
    return render(request, "accounts/secondfactor.html", context)


def _unconfirmed(user: User) -> TOTPDevice:
    """The app that is being set up. It stays the same until its first code, so that a page may be
    loaded twice."""
    with writing():  # nothing else keeps two requests at once from making two
        device, _ = TOTPDevice.objects.get_or_create(
            user=user, confirmed=False, defaults={"name": "app"}
        )
    return device


def _verify(key: int, code: str) -> str:
    """Why a code is refused, "" if it is right: then the app is confirmed from now on."""
    # Locked, so that a code is used once and wrong ones are counted, also at the same moment.
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(pk=key)
        allowed, _ = device.verify_is_allowed()
        if not allowed:
            return "Too many wrong codes: wait a little, then give the next one."
        if not device.verify_token(code):
            return "This code is wrong or was used already. Wait for the next one."
        if not device.confirmed:
            device.confirmed = True
            device.save()
        return ""


def has_factor(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def remove(user: User) -> bool:
    """Remove the app of a person, who then sets one up anew; False if there was none."""
    count, _ = TOTPDevice.objects.filter(user=user).delete()
    return bool(count)


urlpatterns = [path("second-factor/", second_factor, name="second-factor")]
