"""Forms of objects that rules and other people change at the same time."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse

from newsarchive.transactions import writing


class OneWriter:
    """Checks and stores what was sent while nobody else writes."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with writing() if request.method == "POST" else nullcontext():
            answer: HttpResponse = super().changeform_view(  # type: ignore[misc]  # of ModelAdmin
                request, *args, **kwargs
            )
            return answer

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with writing() if request.method == "POST" else nullcontext():
            answer: HttpResponse = super().delete_view(  # type: ignore[misc]  # of ModelAdmin
                request, *args, **kwargs
            )
            return answer
