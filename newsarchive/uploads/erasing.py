"""Remove uploads of articles that are erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from articles.models import Article
from newsarchive.uploads.models import Upload, UploadedArticle


def forget(sender: type[Article], ids: Sequence[int], **kwargs: Any) -> None:
    """Delete what uploads have of these articles; receives ``articles_erased``.

    One that waits for a person or a worker still has its files, so it goes as a whole. Of one that
    is stored, only the list of its articles is left.
    """
    rows = UploadedArticle.objects.filter(article__in=ids)
    open_ones = Upload.objects.filter(articles__in=rows).exclude(state=Upload.State.STORED)
    for upload in open_ones.distinct():
        Upload.objects.filter(pk=upload.pk).delete()
        transaction.on_commit(upload.remove_files)
    rows.update(title="", opening="", source="", facts=[], corrections={}, note="", error="")
