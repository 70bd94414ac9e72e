"""Notes on passages: those of a person, and what changes them."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Article
from newsarchive.desk.models import PassageNote
from newsarchive.desk.passageform import PassageForm
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters

PER_PAGE: Final = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest) -> HttpResponse:
    """The person's notes, newest first. A POST makes one, from the page of an article."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        return _made(request, request.user)
    rows = request.user.passage_notes.select_related("article__outlet", "collection")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "parameters": Parameters(),
        "page": page,
        "pages": pages_of(page.number, page.paginator.num_pages, partial("?page={}".format)),
    }
    return render(request, "desk/notes.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, key: int) -> HttpResponse:
    """Change or delete a note of the person. The owner of the collection that it is in may take it
    out of there."""
    user = request.user
    assert isinstance(user, User)
    rows = PassageNote.objects.select_related("article", "collection", "owner")
    found = get_object_or_404(rows.filter(Q(owner=user) | Q(collection__owner=user)), pk=key)
    if found.owner != user:
        return _taken_out(request, found)
    if request.method == "POST" and "delete" in request.POST:
        found.delete()
        messages.success(request, "The note was deleted.")
        return redirect("notes" if found.article.is_withdrawn else found.article)
    if found.article.is_withdrawn:
        return _form(request, found.article, None, found)
    sent = request.POST if request.method == "POST" else None
    form = PassageForm(sent, user=user, article=found.article, note=found)
    if sent is not None and form.is_valid():
        return _back(request, form.save())
    return _form(request, found.article, form, found, status=200 if sent is None else 400)


def _made(request: HttpRequest, user: User) -> HttpResponse:
    public_id = request.POST.get("article", "")
    article = get_object_or_404(Article.objects.shown(), public_id=public_id)
    form = PassageForm(request.POST, user=user, article=article)
    if form.is_valid():
        return _back(request, form.save())
    return _form(request, article, form, None, status=400)


def _taken_out(request: HttpRequest, found: PassageNote) -> HttpResponse:
    if request.method != "POST" or "take_out" not in request.POST or found.collection is None:
        raise Http404("a note of somebody else")
    collection, found.collection = found.collection, None
    found.save(update_fields=["collection"])
    messages.success(request, f"The note of {found.owner} is no longer in this collection.")
    return redirect(collection)


def _form(
    request: HttpRequest,
    article: Article,
    form: PassageForm | None,
    found: PassageNote | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "parameters": Parameters(),
        "article": article,
        "form": form,
        "note": found,
        "next": request.POST.get("next", ""),
    }
    return render(request, "desk/note.html", context, status=status)


def _back(request: HttpRequest, made: PassageNote) -> HttpResponse:
    """To the page of the article, as it was when the form was sent, at the note."""
    to = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
    place = to.partition("#")[0] if allowed else made.article.get_absolute_url()
    return HttpResponseRedirect(f"{place}#note-{made.pk}", status=303)
