"""People: invite, give a role, close and reopen an account, lift a lock, revoke tokens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsarchive.accounts import invitations, roles, throttle
from newsarchive.accounts.forms import InvitationForm, RoleForm
from newsarchive.accounts.models import Person
from newsarchive.accounts.roles import MANAGE_PEOPLE, ROLES, Role

logger = logging.getLogger(__name__)

PER_PAGE = 100
Act = Callable[[HttpRequest, Person], HttpResponse | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link that is shown now and cannot be shown again."""

    person: User
    address: str
    days: int
    was_sent: bool


def _managing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who may manage people: strangers sign in, others are refused."""
    checked = permission_required(MANAGE_PEOPLE, raise_exception=True)(view)
    return login_required(never_cache(checked))


@_managing
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and a form that invites one more."""
    assert isinstance(request.user, User)
    form, link = InvitationForm(request.user, request.POST or None), None
    if form.is_valid():
        with transaction.atomic():
            user = form.save()
            roles.give(user, Role(form.cleaned_data["role"]))
            _log(request, user, f"Invited as {form.cleaned_data['role']}.", ADDITION)
        link = _link(request, user)
        form = InvitationForm(request.user)
    everybody = Person.objects.prefetch_related("groups").order_by("username")
    context = {
        "form": form,
        "link": link,
        "page": Paginator(everybody, PER_PAGE).get_page(request.GET.get("page")),
        "locked": throttle.locked_names(),
        "roles": [(role, description.sentence) for role, description in ROLES.items()],
    }
    return render(request, "accounts/people.html", context)


@_managing
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: int) -> HttpResponse:
    """One person. A POST does what its field ``act`` names."""
    found = get_object_or_404(Person.objects.prefetch_related("groups"), pk=key)
    if request.method != "POST":
        return _page(request, found)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponseBadRequest("There is no such action.", content_type="text/plain")
    if not _may_change(request, found):
        raise PermissionDenied
    return act(request, found) or redirect("person", found.pk)


def _may_change(request: HttpRequest, found: Person) -> bool:
    """False for oneself, so that one administrator is always left, and for those who may do more:
    with a link for a new password one could sign in as them."""
    assert isinstance(request.user, User)
    if found.pk == request.user.pk:
        return False
    if request.user.is_superuser or found.is_superuser:
        return request.user.is_superuser
    return roles.rights_of(found) <= request.user.get_all_permissions()


def _page(request: HttpRequest, found: Person, link: Link | None = None) -> HttpResponse:
    assert isinstance(request.user, User)
    context = {
        "person": found,
        "link": link,
        "may_change": _may_change(request, found),
        "is_self": found.pk == request.user.pk,
        "is_locked": found.username in throttle.locked_names(),
        "form": RoleForm(request.user, initial=found.role),
        "tokens": found.tokens.all(),
        "has_factor": _has_factor(found),
        "roles": [(role, description.sentence) for role, description in ROLES.items()],
    }
    return render(request, "accounts/person.html", context)


def _give_role(request: HttpRequest, found: Person) -> HttpResponse | None:
    assert isinstance(request.user, User)
    form = RoleForm(request.user, request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such role.", content_type="text/plain")
    role = Role(form.cleaned_data["role"])
    with transaction.atomic():
        roles.give(found, role)
        _log(request, found, f"Role: {role}.")
    messages.success(request, f"{found} is now {role}.")
    return None


def _make_link(request: HttpRequest, found: Person) -> HttpResponse | None:
    if not found.is_active:
        messages.error(request, "This account is closed. Reopen it first.")
        return None
    link = _link(request, found, "Link for a new password made.")
    return _page(request, found, link)


def _close(request: HttpRequest, found: Person) -> HttpResponse | None:
    return _set_active(request, found, False, "closed")


def _reopen(request: HttpRequest, found: Person) -> HttpResponse | None:
    return _set_active(request, found, True, "reopened")


def _set_active(
    request: HttpRequest, found: Person, is_active: bool, done: str
) -> HttpResponse | None:
    with transaction.atomic():
        found.is_active = is_active
        found.save(update_fields=["is_active"])
        _log(request, found, f"Account {done}.")
    messages.success(request, f"The account of {found} has been {done}.")
    return None


def _unlock(request: HttpRequest, found: Person) -> HttpResponse | None:
    with transaction.atomic():
        throttle.lift(found.username)
        _log(request, found, "Lock lifted.")
    messages.success(request, f"{found} can sign in again.")
    return None


def _revoke(request: HttpRequest, found: Person) -> HttpResponse | None:
    number = request.POST.get("token", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise Http404("no such token")
    token = get_object_or_404(found.tokens, pk=int(number))
    with transaction.atomic():
        token.delete()
        _log(request, found, f"Token revoked: {token.label}.")
    messages.success(request, f"The token “{token.label}” has been revoked.")
    return None


def _remove_factor(request: HttpRequest, found: Person) -> HttpResponse | None:
    if not settings.SECOND_FACTOR:
        return HttpResponseBadRequest("SECOND_FACTOR is off.", content_type="text/plain")
    from newsarchive.accounts import secondfactor

    with transaction.atomic():
        secondfactor.remove(found)
        _log(request, found, "Authenticator app removed.")
    messages.success(request, f"{found} sets up another authenticator app with the next sign-in.")
    return None


def _has_factor(found: Person) -> bool:
    if not settings.SECOND_FACTOR:
        return False
    from newsarchive.accounts import secondfactor

    return secondfactor.has_factor(found)


ACTS: dict[str, Act] = {
    "role": _give_role,
    "link": _make_link,
    "close": _close,
    "reopen": _reopen,
    "unlock": _unlock,
    "revoke": _revoke,
    "factor": _remove_factor,
}


def _link(request: HttpRequest, user: User, message: str = "") -> Link:
    with transaction.atomic():
        address = invitations.link_for(request, user)
        if message:
            _log(request, user, message)
    was_sent = invitations.send(request, user, address)
    return Link(user, address, invitations.days_valid(), was_sent)


def _log(request: HttpRequest, user: User, message: str, flag: int = CHANGE) -> None:
    """Write to the history of the account, and to the log."""
    by = request.user
    plain = User(pk=user.pk, username=user.username)  # not the proxy, which has no history in admin
    LogEntry.objects.log_actions(by.pk or 0, [plain], flag, message, single_object=True)
    logger.info("Account %r, by %r: %s", user.username, by.get_username(), message)
