"""`POST /api/captures`: a program adds a capture, and `GET /api/captures/KEY` tells the outcome."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    UnreadablePostError,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from articles.management.output import printable
from newsarchive.accounts.middleware import REALM
from newsarchive.uploads import tasks
from newsarchive.uploads.models import Upload, UploadedFile

View = Callable[..., HttpResponse]

#: Seconds for which a program may wait for the end of the work, and between two looks at it.
LONGEST_WAIT: Final = 30
_PAUSE: Final = 0.2
#: Outcomes that one answer lists.
_LISTED: Final = 1000


@dataclass(frozen=True, slots=True)
class _Parameters:
    name: str
    url: str
    captured_at: dt.datetime | None
    wait: float


class _Body(File[bytes]):
    """The body of a request as a file. It is read once, in chunks, and never as a whole."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(None)
        self._request = request

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while chunk := self._request.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            yield chunk


def for_programs(method: str) -> Callable[[View], View]:
    """Let only requests with a token pass, and only of one method (GET includes HEAD)."""

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not hasattr(request, "token"):
                refused = _errors("Send a token of the scope “add”.", status=401)
                refused["WWW-Authenticate"] = f'Bearer realm="{REALM}"'
                return refused
            if request.method not in (method, "HEAD" if method == "GET" else method):
                return HttpResponseNotAllowed([method])
            return view(request, *args, **kwargs)

        # Only a token counts here, never the cookie of a browser.
        return csrf_exempt(never_cache(guarded))

    return decorated


@for_programs("POST")
def captures(request: HttpRequest) -> HttpResponse:
    """Take the bytes of one file. 201 if the work ended within ``wait`` seconds, otherwise 202.

    400 with ``errors`` for parameters that cannot be understood; 507 if the disk is full.
    """
    assert isinstance(request.user, User)
    parameters, errors = _read(request)
    if parameters is None:
        return _errors(*errors, status=400)
    upload = Upload(user=request.user, captured_at=parameters.captured_at, is_confirmed_unseen=True)
    file = UploadedFile(upload=upload, name=parameters.name, url=parameters.url)
    try:
        with transaction.atomic():
            upload.save()
            file.content.save("", _Body(request))
            tasks.enqueue(upload)
    except BaseException as error:
        upload.remove_files()
        if isinstance(error, OSError) and not isinstance(error, UnreadablePostError):
            sentence = f"It could not be stored on the server ({error.strerror})."
            return _errors(sentence, status=507)
        raise
    _wait(upload, parameters.wait)
    answer = JsonResponse(_answer(request, upload), status=202 if upload.is_working else 201)
    answer["Location"] = reverse("api-capture", args=[upload.key])
    return answer


@for_programs("GET")
def capture(request: HttpRequest, key: str) -> JsonResponse:
    """How far the work has come, and what became of each article."""
    upload = get_object_or_404(Upload, key=key, user=request.user.pk)
    return JsonResponse(_answer(request, upload))


def _read(request: HttpRequest) -> tuple[_Parameters | None, list[str]]:
    errors = []
    url = request.GET.get("url", "")
    if url:
        try:
            URLValidator(["http", "https"])(url)
        except ValidationError:
            errors.append("“url” must be a web address that begins with https:// or http://.")
        if len(url) > 2000:
            errors.append("“url” may have 2,000 characters.")
    captured_at = _time(request.GET.get("captured_at", ""))
    if captured_at is None and request.GET.get("captured_at"):
        errors.append(
            "“captured_at” must be a time of the past with its zone: 2020-03-04T10:30:00+01:00."
        )
    wait = request.GET.get("wait", "0")
    if not (wait.isascii() and wait.isdecimal() and int(wait[:9]) <= LONGEST_WAIT):
        errors.append(f"“wait” must be a number of seconds from 0 to {LONGEST_WAIT}.")
    if (request.content_type or "").startswith("multipart/"):
        errors.append("Send the bytes of the file as the body of the request, without a form.")
    if errors:
        return None, errors
    name = printable(request.GET.get("name", ""))[-200:] or "capture"
    return _Parameters(name, url, captured_at, int(wait)), []


def _time(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.tzinfo is None or found > timezone.now():
        return None
    return found


def _wait(upload: Upload, seconds: float) -> None:
    end = time.monotonic() + seconds
    while upload.is_working and time.monotonic() < end:
        time.sleep(_PAUSE)
        upload.refresh_from_db()


def _answer(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    rows = upload.articles.select_related("article")[:_LISTED]
    return {
        "capture": request.build_absolute_uri(reverse("api-capture", args=[upload.key])),
        "state": upload.state,
        "problem": upload.problem or None,
        "articles": [
            {
                "source": row.source,
                "outcome": row.stored or row.outcome,
                "error": row.error or None,
                "public_id": row.article.public_id if row.article else None,
                "url": request.build_absolute_uri(row.article.get_absolute_url())
                if row.article
                else None,
            }
            for row in (rows if not upload.is_working else ())
        ],
    }


def _errors(*sentences: str, status: int) -> JsonResponse:
    return JsonResponse({"errors": list(sentences)}, status=status)
