"""The saved searches of a person: their list, saving one, and changing one."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from newsarchive.desk import following
from newsarchive.desk.forms import SavedSearchForm
from newsarchive.desk.positions import move
from newsarchive.desk.sameorigin import same_origin
from newsarchive.desk.savedsearches import SavedSearch
from search.addresses.pagination import pages_of
from search.addresses.parameters import KNOWN
from search.index.waiting import searchable_up_to

PER_PAGE: Final = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: HttpRequest) -> HttpResponse:
    """The list with what is new in each. A POST marks as seen, or moves a search."""
    assert isinstance(request.user, User)
    rows = SavedSearch.objects.filter(owner=request.user)
    if request.method == "POST":
        _change(request.POST, list(rows))
        return redirect(f"{request.path}?page={_number(request.POST.get('page'))}")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    # Asked before the numbers, so that nobody marks as seen what they do not count.
    up_to = searchable_up_to(min((each.seen_up_to for each in shown), default=0))
    followed = following.follow(shown)
    context = {
        "rows": followed,
        "page": page,
        "up_to": up_to,
        "is_down": any(each.new is None for each in followed),
        "has_new": any(each.new for each in followed),
        "most": following.MOST_SEARCHES,
        "problem": _problem(request.user),
        "pages": pages_of(page.number, page.paginator.num_pages, "?page={}".format),
    }
    return render(request, "desk/searches.html", context)


@same_origin
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Save the search that was sent. The form is on pages that caches keep, so it has no token.
    Whoever comes here from signing in has sent nothing."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return redirect("saved-searches")
    saved = following.save(request.user, request.POST)
    if saved is None:
        messages.error(
            request,
            f"You have {following.MOST_SEARCHES:,} saved searches, and there can be no more: "
            "delete one that you no longer need.",
        )
        return redirect("saved-searches")
    messages.success(request, f"Saved as “{saved}”. What is added from now on is new in it.")
    return redirect(saved)


@login_required
@never_cache
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """A page that asks for the name of a search, for those who had to sign in before saving it."""
    fields = [
        (name, value) for name, values in request.GET.lists() if name in KNOWN for value in values
    ]
    context = {"fields": fields, "name": following.name_of(request.GET)}
    return render(request, "desk/newsearch.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest, key: str) -> HttpResponse:
    """One saved search: its name, its dates and its e-mails; and deleting it."""
    assert isinstance(request.user, User)
    found = get_object_or_404(SavedSearch, key=key, owner=request.user)
    if request.method == "POST" and "delete" in request.POST:
        return _deleted(request, found)
    form = SavedSearchForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"“{found}” was changed.")
        return redirect("saved-searches")
    found.refresh_from_db()
    (followed,) = following.follow([found])
    context = {
        "form": form,
        "followed": followed,
        "address": request.user.email,
        "problem": _problem(request.user),
    }
    return render(request, "desk/search.html", context, status=400 if form.errors else 200)


def _change(sent: QueryDict, rows: list[SavedSearch]) -> None:
    by_key = {each.key: each for each in rows}
    for name, step in (("up", -1), ("down", 1)):
        found = by_key.get(sent.get(name, ""))
        if found:
            move(SavedSearch.objects.filter(owner=found.owner_id), found.pk, step)
    seen = sent.getlist("seen")
    shown = rows if "all" in seen else [by_key[key] for key in seen if key in by_key]
    if shown:
        up_to = min(_number(sent.get("up_to")), Article.objects.last_sequence())
        following.mark_seen(shown, up_to)


def _deleted(request: HttpRequest, found: SavedSearch) -> HttpResponse:
    if request.POST.get("sure") != "yes":
        messages.error(request, "Nothing was deleted: tick the box beside the button first.")
        return redirect(found)
    found.delete()
    messages.success(request, f"The saved search “{found}” was deleted.")
    return redirect("saved-searches")


def _problem(user: User) -> str:
    """Why the last e-mail could not be sent, "" if it was."""
    mail = getattr(user, "alert_mail", None)
    return mail.problem if mail else ""


def _number(value: str | None) -> int:
    """A number that a form sent, 0 for anything else."""
    text = value or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
