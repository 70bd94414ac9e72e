"""What a collection contains, for its files and its receipt."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from articles.extraction.words.explanations import counted
from newsarchive.desk.models import Collection
from newsarchive.desk.noted import remarks_in
from search.addresses.permalinks import absolute
from search.exports.files import shown_of
from search.exports.receipts import Answered


def shown_in(collection: Collection) -> dict[int, str]:
    """The public ids of the articles that are shown by primary key, in the collection's order."""
    return shown_of(
        key for key in collection.entries.values_list("article_id", flat=True) if key is not None
    )


def answered(request: HttpRequest, collection: Collection, shown: dict[int, str]) -> Answered:
    return Answered(
        query=absolute(request, collection.get_absolute_url()),
        understood=f"the collection “{collection}”, {counted(len(shown), 'article')}",
        time=timezone.now().replace(microsecond=0),
        total=len(shown),
        generation=None,
        remarks=remarks_in(collection),
    )
