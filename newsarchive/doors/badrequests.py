"""Requests that no view can answer: malformed, too large, or for another host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.log import log_response

from newsarchive.accounts.roles import ADD_ARTICLES
from newsarchive.uploads.handlers import NoSpace

#: Words of a search in admin. Each is a condition of one query, and databases refuse too many.
MOST_ADMIN_WORDS: Final = 50
#: The parameters of such a search: that of a list, and that of a field that completes names.
_ADMIN_SEARCHES: Final = ("q", "term")


#: The addresses that take files, for people and for programs.
LARGE_FOR_PROGRAMS: Final = frozenset({"api-captures"})
#: Those for people, by what they must be allowed to do.
LARGE_FOR_PEOPLE: Final = {
    "add": ADD_ARTICLES,
    "articles_article_corrections": "articles.change_article",
}


class TooManyWords(BadRequest):
    """A search in admin with more than MOST_ADMIN_WORDS words."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, 413 for a body that is too large, or 507 if it cannot be stored: a sentence as plain
    text, and one line in the log.

    Django would log the traceback of each such request; it logs no response twice.
    """
    status, sentence = _refusal(exception)
    response = HttpResponse(
        f"{sentence}\n", content_type="text/plain; charset=utf-8", status=status
    )
    log_response(
        "Refused with %s: %s: %s",
        status,
        request.path,
        str(exception)[:200],
        response=response,
        request=request,
        level="warning",
    )
    return response


def _refusal(exception: Exception) -> tuple[int, str]:
    match exception:
        case RequestDataTooBig():
            most = getattr(exception, "most", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
            return 413, f"What was sent is too large: at most {most:,} bytes are accepted."
        case NoSpace():
            return 507, "What was sent could not be stored on the server. Try again later."
        case TooManyFieldsSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return 400, f"Too many parameters: at most {most:,} are accepted."
        case TooManyFilesSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return 400, f"Too many files: at most {most:,} are accepted."
        case DisallowedHost():
            # The log has the name; to send it back would help nobody but an attacker.
            return 400, "This host name is not served here. Its operator can add it: ALLOWED_HOSTS."
        case TooManyWords():
            return 400, f"Too many words: a search in admin may have {MOST_ADMIN_WORDS}."
        case MultiPartParserError():
            return 400, "The form that was sent cannot be read."
        case UnreadablePostError():
            return 400, "What was sent ended too early."
        case _:
            return 400, "This request cannot be understood."


class TooLarge(RequestDataTooBig):
    """A body of more than ``most`` bytes."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"a body of {length} bytes")
        self.most = most


def _require_at_most(most: int, request: HttpRequest) -> None:
    """Raise TooLarge if the sender says that the body has more bytes."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length[:20]) > most:
        raise TooLarge(int(length[:20]), most)


def _may_send_files(request: HttpRequest) -> bool:
    """True for people where articles are added or corrected, if they may do that.

    Whoever sends a token is checked by the address itself before it reads the body.
    """
    match = request.resolver_match
    if match is None or match.url_name is None:
        return False
    needed = LARGE_FOR_PEOPLE.get(match.url_name)
    if needed is None:
        return match.url_name in LARGE_FOR_PROGRAMS
    return request.user.has_perm(needed)


class BoundedRequests:
    """Middleware: refuses bodies that are too large before anything reads them, answers those that
    end too early, and refuses what the database cannot answer: searches in admin with too many
    words, and NUL characters, which PostgreSQL does not take. Other pages mend their parameters.

    Django's own limit of a body leaves out files, which it would write to the disk at any address
    that takes a form. A body without Content-Length is not read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _require_at_most(
            max(settings.UPLOAD_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE), request
        )
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        match = request.resolver_match
        if "\0" in request.path:
            raise Http404("nothing has such an address")
        if not _may_send_files(request):
            _require_at_most(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, request)
        if match is None or match.app_name != "admin":
            return
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("a NUL character in a parameter")
        for name in _ADMIN_SEARCHES:
            words = len(request.GET.get(name, "").split())
            if words > MOST_ADMIN_WORDS:
                raise TooManyWords(f"a search of {words} words")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return (
            bad_request(request, exception) if isinstance(exception, UnreadablePostError) else None
        )
