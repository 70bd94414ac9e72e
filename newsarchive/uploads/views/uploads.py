"""An upload: how far it has come, what was understood, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.facttable import FACTS
from articles.ingest.outcomes import Kind
from articles.models import Outlet
from newsarchive.accounts.roles import ADD_ARTICLES
from newsarchive.uploads import tasks
from newsarchive.uploads.corrections import CorrectionForm
from newsarchive.uploads.models import Upload, UploadedArticle

#: No role has this permission.
VIEW_ALL: Final = "uploads.view_upload"
_PER_PAGE: Final = 50
#: Seconds after which a person is told that no process seems to do the work.
_PATIENCE: Final = 20


def _upload_of(request: HttpRequest, key: str) -> Upload:
    """The person's own upload. 404 for those of others, but for superusers."""
    whose = {} if request.user.has_perm(VIEW_ALL) else {"user": request.user.pk}
    upload = get_object_or_404(Upload, key=key, **whose)
    tasks.resume(upload)
    return upload


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Show an upload; store or discard it."""
    found = _upload_of(request, key)
    if request.method == "POST":
        return _decided(request, found)
    page = Paginator(found.articles.select_related("article"), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "uploads/upload.html",
        {
            "upload": found,
            "page": page,
            "rows": [(each, _shown(each)) for each in page.object_list],
            "counts": _counts(found),
            "is_unattended": _is_unattended(found),
        },
    )


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_safe
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """How far the upload has come, for the script of its page."""
    found = _upload_of(request, key)
    return JsonResponse(
        {
            "state": found.state,
            "is_working": found.is_working,
            "progress": found.progress,
            "total": _counts(found)["chosen"] if found.confirmed_at else None,
        }
    )


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """Put right what was understood of an article, or leave it out."""
    found = _upload_of(request, key)
    article = get_object_or_404(found.articles, position=position)
    if found.state != Upload.State.READ or article.outcome == Kind.FAILED:
        return redirect("upload", found.key)
    form = CorrectionForm(article, request.POST if request.method == "POST" else None)
    back = redirect("upload", found.key)
    back["Location"] += f"?page={position // _PER_PAGE + 1}#article-{position}"
    if "leave_out" in request.POST or "take_back" in request.POST:
        article.is_left_out = "leave_out" in request.POST
        article.save(update_fields=["is_left_out"])
        return back
    if form.is_valid():
        article.corrections, article.is_left_out = form.corrections(), False
        article.save(update_fields=["corrections", "is_left_out"])
        return back
    names = Outlet.objects.order_by("name").values_list("name", flat=True)
    context = {"upload": found, "article": article, "form": form, "outlets": names}
    return render(request, "uploads/correct.html", context)


def _decided(request: HttpRequest, found: Upload) -> HttpResponse:
    """Confirm, discard or try again. Only one of two requests at the same time succeeds."""
    mine = Upload.objects.filter(pk=found.pk)
    if "discard" in request.POST and not found.is_working:
        found.delete()
        messages.success(request, "The upload was discarded. Nothing of it was stored.")
        return redirect("add")
    if "store" in request.POST:
        now = timezone.now()
        change = {"state": Upload.State.CONFIRMED, "confirmed_at": now, "progress": 0}
        if mine.filter(state=Upload.State.READ).update(**change):
            tasks.enqueue(found)
    elif "again" in request.POST:
        state = Upload.State.CONFIRMED if found.confirmed_at else Upload.State.SENT
        if mine.filter(state=Upload.State.FAILED).update(state=state, problem=""):
            tasks.enqueue(found)
    return redirect("upload", found.key)


def _counts(found: Upload) -> dict[str, int]:
    """How many articles there are of each outcome, and how many are to be stored."""
    field = "stored" if found.state == Upload.State.STORED else "outcome"
    counted: Counter[str] = Counter(dict(found.articles.values_list(field).annotate(Count("pk"))))
    return {
        "understood": counted.total() - counted[Kind.FAILED],
        "chosen": found.articles.exclude(outcome=Kind.FAILED).filter(is_left_out=False).count(),
        "new": counted[Kind.CREATED],
        "updated": counted[Kind.UPDATED],
        "known": counted[Kind.DUPLICATE] + counted[Kind.UNCHANGED],
        "failed": counted[Kind.FAILED],
    }


def _is_unattended(found: Upload) -> bool:
    since = found.confirmed_at or found.made_at
    waited = (timezone.now() - since).total_seconds()
    return found.is_working and not found.progress and waited > _PATIENCE


def _shown(article: UploadedArticle) -> list[dict[str, Any]]:
    """The facts of an article as the page lists them, with what the person typed instead."""
    rows = [{"label": FACTS[each["name"]].heading, **each} for each in article.facts]
    for row in rows:
        if row["name"] in article.corrections:
            row |= {"value": article.corrections[row["name"]], "why": [], "lines": []}
            row["is_corrected"] = True
    known = {row["name"] for row in rows}
    rows += [
        {"label": FACTS[name].heading, "name": name, "value": text, "is_corrected": True}
        for name, text in article.corrections.items()
        if name not in known
    ]
    return [row for row in rows if row["name"] not in ("headline", "body")]
