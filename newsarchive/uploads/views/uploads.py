"""An upload: how far it has come, what was understood, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.facttable import FACTS
from articles.ingest.outcomes import Kind
from newsarchive.accounts.roles import ADD_ARTICLES
from newsarchive.uploads import tasks
from newsarchive.uploads.corrections import CorrectionForm, outlet_names
from newsarchive.uploads.forms import ColumnsForm, ReadingForm
from newsarchive.uploads.models import Upload, UploadedArticle
from newsarchive.uploads.previews import ANOTHER_WAY

#: No role has this permission.
VIEW_ALL: Final = "uploads.view_upload"
_PER_PAGE: Final = 50
#: Seconds after which a person is told that no process seems to do the work.
_PATIENCE: Final = 20
_KNOWN: Final = (Kind.DUPLICATE, Kind.UNCHANGED)
#: Articles that the page shows alone if it is asked to.
_ONLY: Final = {
    "new": Q(outcome=Kind.CREATED),
    "updated": Q(outcome=Kind.UPDATED),
    "known": Q(outcome__in=_KNOWN),
    "failed": Q(outcome=Kind.FAILED) | Q(stored=Kind.FAILED),
    "doubtful": ~Q(note=""),
    "typed": ~Q(corrections={}),
    "left-out": Q(is_left_out=True) & ~Q(outcome__in=_KNOWN),
}


def _upload_of(request: HttpRequest, key: str) -> Upload:
    """The person's own upload. 404 for those of others, but for superusers."""
    whose = {} if request.user.has_perm(VIEW_ALL) else {"user": request.user.pk}
    return get_object_or_404(Upload, key=key, **whose)


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Show an upload; store or discard it."""
    found = _upload_of(request, key)
    reading = ReadingForm(initial=_initial(found))
    columns = ColumnsForm(found)
    if request.method == "POST" and "read_again" in request.POST:
        reading, columns = ReadingForm(request.POST), ColumnsForm(found, request.POST)
        if reading.is_valid() and columns.is_valid():
            _read_again(found, reading, columns)
            return redirect("upload", found.key)
    elif request.method == "POST":
        return _decided(request, found)
    only = request.GET.get("only", "")
    rows = found.articles.select_related("article", "same_text__outlet").filter(
        _ONLY.get(only, Q())
    )
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    counts = _counts(found)
    return render(
        request,
        "uploads/upload.html",
        {
            "upload": found,
            "only": only if only in _ONLY else "",
            "page": page,
            "rows": [(each, _shown(each)) for each in page.object_list],
            "counts": counts,
            "progress": _progress_words(found, counts["chosen"] if found.confirmed_at else None),
            "not_read": [*found.not_taken, *found.passed_over],
            "form": reading,
            "tables": columns.tables(),
            "outlets": outlet_names() if found.state == Upload.State.READ else (),
            "another_way": ANOTHER_WAY,
            "is_doubtful": reading.errors or columns.errors or _is_doubtful(found),
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
    total = _chosen(found).count() if found.confirmed_at else None
    return JsonResponse(
        {
            "state": found.state,
            "is_working": found.is_working,
            "progress": found.progress,
            "total": total,
            "sentence": _progress_words(found, total),
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
    context = {"upload": found, "article": article, "form": form, "outlets": outlet_names()}
    return render(request, "uploads/correct.html", context)


def _decided(request: HttpRequest, found: Upload) -> HttpResponse:
    """Confirm, discard or try again. Only one of two requests at the same time succeeds."""
    mine = Upload.objects.filter(pk=found.pk)
    if "discard" in request.POST and not found.is_working:
        found.delete()
        messages.success(request, "The upload was discarded. Nothing of it was stored.")
        return redirect("add")
    with transaction.atomic():
        if "store" in request.POST:
            change = {"confirmed_at": timezone.now(), "progress": 0}
            if mine.filter(state=Upload.State.READ).update(state=Upload.State.CONFIRMED, **change):
                tasks.enqueue(found)
        elif "again" in request.POST:
            state = Upload.State.CONFIRMED if found.confirmed_at else Upload.State.SENT
            if mine.filter(state=Upload.State.FAILED).update(state=state, problem=""):
                tasks.enqueue(found)
    return redirect("upload", found.key)


def _read_again(found: Upload, reading: ReadingForm, columns: ColumnsForm) -> None:
    """Let the files be read with other columns, facts or layout. What was typed stays."""
    rows = found.articles.exclude(corrections={}, is_left_out=False)
    typed = {
        each.source: {
            "corrections": each.corrections,
            "is_left_out": each.is_left_out and each.outcome not in _KNOWN,
        }
        for each in rows.only("source", "corrections", "is_left_out", "outcome")
    }
    change: dict[str, Any] = {
        "captured_at": reading.captured_at(),
        "given": reading.given(),
        "layout": reading.cleaned_data["layout"],
        "column_maps": found.column_maps | columns.maps(),
        "typed": typed,
        "progress": 0,
    }
    with transaction.atomic():
        mine = Upload.objects.filter(pk=found.pk, state=Upload.State.READ)
        if mine.update(state=Upload.State.SENT, **change):
            tasks.enqueue(found)


def _initial(found: Upload) -> dict[str, Any]:
    day = found.captured_at and found.captured_at.date()
    return {**found.given, "layout": found.layout, "captured": day}


def _is_doubtful(found: Upload) -> bool:
    """True if something could probably be read better another way."""
    if any(not table["of"] for table in found.tables):
        return True
    return found.articles.filter(note__contains=ANOTHER_WAY).exists()


def _chosen(found: Upload) -> QuerySet[UploadedArticle]:
    """The articles that are to be stored."""
    return found.articles.exclude(outcome=Kind.FAILED).filter(is_left_out=False)


def _progress_words(found: Upload, total: int | None) -> str:
    of = f" of {total:,}" if total is not None else ""
    return f"{found.progress:,}{of} articles"


def _counts(found: Upload) -> dict[str, int]:
    """How many articles there are of each outcome, and how many are to be stored."""
    field = "stored" if found.state == Upload.State.STORED else "outcome"
    counted: Counter[str] = Counter(dict(found.articles.values_list(field).annotate(Count("pk"))))
    return {
        "understood": counted.total() - counted[Kind.FAILED],
        "chosen": _chosen(found).count(),
        "new": counted[Kind.CREATED],
        "updated": counted[Kind.UPDATED],
        "known": sum(counted[kind] for kind in _KNOWN),
        "failed": counted[Kind.FAILED],
        "doubtful": found.articles.filter(_ONLY["doubtful"]).count(),
        "typed": found.articles.filter(_ONLY["typed"]).count(),
        "left_out": found.articles.filter(_ONLY["left-out"]).count(),
    }


def _is_unattended(found: Upload) -> bool:
    waited = (timezone.now() - found.waits_since).total_seconds()
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
