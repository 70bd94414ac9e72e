"""Compares the index with the article table."""

from __future__ import annotations

from heapq import merge
from itertools import groupby
from operator import itemgetter

from articles.models import Article
from search.engines import get_engine


def differences() -> dict[str, list[int]]:
    """Ids of articles that are ``missing`` from the index, ``extra`` in it, or ``outdated``
    (indexed in another version)."""
    rows = Article.objects.shown().order_by("pk").values_list("pk", "version").iterator()
    in_table = ((pk, "table", version) for pk, version in rows)
    in_index = ((id_, "index", version) for id_, version in get_engine().versions())
    found: dict[str, list[int]] = {"missing": [], "extra": [], "outdated": []}
    for key, group in groupby(merge(in_table, in_index), key=itemgetter(0)):
        versions = {place: version for _, place, version in group}
        if "index" not in versions:
            found["missing"].append(key)
        elif "table" not in versions:
            found["extra"].append(key)
        elif versions["index"] != versions["table"]:
            found["outdated"].append(key)
    return found
