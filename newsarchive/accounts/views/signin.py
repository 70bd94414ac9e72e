"""Signing in and out, passwords, and the page of one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsarchive.accounts import roles, throttle
from newsarchive.accounts.forms import SignInForm


class SignIn(views.LoginView):
    """The sign-in page of readers and staff. ``next`` leads to addresses of this site only."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.OIDC_ISSUER:
            following = self.get_redirect_url()
            context["elsewhere"] = reverse(
                "openid_connect_login",
                kwargs={"provider_id": "oidc"},
                query={"next": following} if following else None,
            )
            context["organisation"] = settings.OIDC_NAME
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.is_locked:
            response.status_code = 429
            response.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
        return response


@method_decorator(never_cache, "dispatch")
class ChangePassword(views.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password has been changed.")
        return super().form_valid(form)


class ByLink(views.PasswordResetConfirmView):
    """The page of a one-time link: choose a password, and be signed in."""

    template_name = "accounts/link.html"
    success_url = reverse_lazy("account")
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def get_user(self, uidb64: str) -> Any:
        """The person of the link, unless the account was closed after it was made."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        # Who forgot a password has usually tried several.
        throttle.lift(form.user.get_username())
        messages.success(self.request, "Your password has been set, and you are signed in.")
        return response


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the account may do, and links to its pages."""
    assert isinstance(request.user, User)
    role = roles.role_of(request.user)
    context = {"role": role, "sentence": roles.ROLES[role].sentence if role else ""}
    return render(request, "accounts/account.html", context)
