"""Read the files of an upload and note what storing them would do. Nothing is stored."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator

from articles.admin.formfields import field_for
from articles.copies.detection import article_with
from articles.facts.evidence import Evidence, evidence_of
from articles.facttable import Kind as FactKind
from articles.ingest.incoming import LAYOUT_HINT
from articles.ingest.ingest import Outcome, ingest
from articles.ingest.outcomes import Kind
from articles.models import Article, IngestRun
from articles.readers import PassedOver
from articles.readers.tableheaders import table_headers
from articles.readers.tables.tablecolumns import MAP_HINT
from newsarchive.uploads.models import Upload, UploadedArticle

#: Articles that are noted in one transaction, after which the progress is shown.
_BATCH: Final = 25
#: Characters of an article's opening, and of a value, that the page shows.
_OPENING, _VALUE = 300, 300
#: The most things that are listed because they are not read.
_PASSED_OVER: Final = 100
#: Tables, their columns, and characters of a cell, that the page shows.
_TABLES, _COLUMNS, _CELL = 8, 60, 60
#: The part of the page where files can be read another way. Notes that refer to it name it.
ANOTHER_WAY: Final = "Read it another way"
_HERE: Final = f"under “{ANOTHER_WAY}” above"
#: More lines than these need not be named to find a value.
_LINES: Final = 8


def read(upload: Upload) -> None:
    """Note the articles of an upload. It begins anew if it was interrupted before."""
    upload.articles.all().delete()
    upload.progress, upload.tables = 0, _tables(upload)
    upload.save(update_fields=["progress", "tables"])
    passed_over: list[PassedOver] = []
    given = IngestRun(given=upload.given)
    found = enumerate(ingest(upload.sources(), dry_run=True, passed_over=passed_over, record=given))
    while batch := list(itertools.islice(found, _BATCH)):
        UploadedArticle.objects.bulk_create(
            _noted(upload, position, outcome) for position, outcome in batch
        )
        upload.progress += len(batch)
        upload.save(update_fields=["progress"])
    upload.passed_over = [f"{each.name}: {each.kind}" for each in passed_over[:_PASSED_OVER]]
    upload.state, upload.progress = Upload.State.READ, 0
    if upload.is_confirmed_unseen:
        upload.state, upload.confirmed_at = Upload.State.CONFIRMED, timezone.now()
    upload.typed = {}
    upload.save(update_fields=["state", "progress", "confirmed_at", "passed_over", "typed"])


def _tables(upload: Upload) -> list[dict[str, Any]]:
    """The tables among the files, for the choice of what their columns are."""
    headers = (
        header
        for source in upload.sources()
        for header in table_headers(source, settings.INGEST_MAX_BYTES)
        if len(header.columns.names) <= _COLUMNS
    )
    return [
        {
            "file": header.name,
            "names": list(header.columns.names),
            "of": dict(header.columns.of),
            "rows": [[Truncator(cell).chars(_CELL) for cell in row] for row in header.rows],
        }
        for header in itertools.islice(headers, _TABLES)
    ]


def _noted(upload: Upload, position: int, outcome: Outcome) -> UploadedArticle:
    article = outcome.article
    typed = upload.typed.get(outcome.source, {})
    is_known = outcome.kind in (Kind.DUPLICATE, Kind.UNCHANGED)
    return UploadedArticle(
        upload=upload,
        position=position,
        source=outcome.source[:2000],
        outcome=outcome.kind,
        error=outcome.error.replace(MAP_HINT, f"Say which columns they are, {_HERE}."),
        note=outcome.note.replace(
            LAYOUT_HINT, f"If a database exported it, choose which, {_HERE}."
        ),
        title=Truncator(article.title).chars(_VALUE) if article else "",
        opening=Truncator(next(iter(article.paragraphs), "")).chars(_OPENING) if article else "",
        facts=list(_facts(article)) if article else [],
        article=article if article and article.pk else None,
        # What is updated has a text like its own in the archive.
        same_text=article_with(article.body) if article and outcome.kind is Kind.CREATED else None,
        corrections=typed.get("corrections", {}),
        is_left_out=is_known or typed.get("is_left_out", False),
    )


def _facts(article: Article) -> Iterator[dict[str, Any]]:
    for evidence in evidence_of(article):
        if evidence.value and _is_worth_showing(evidence):
            yield {
                "name": evidence.fact.name,
                "value": Truncator(evidence.summary).chars(_VALUE),
                "form": _typed(article, evidence),
                "why": [Truncator(why).chars(_VALUE) for why in evidence.why[:3]],
                "lines": evidence.lines[:_LINES],
            }


def _typed(article: Article, evidence: Evidence) -> str:
    """The value as a person would type it into a form."""
    fact = evidence.fact
    match fact.kind:
        case FactKind.OUTLET:
            return str(evidence.value or "")
        case FactKind.PUBLISHED:
            return str(article.published_date or "")
        case FactKind.PARAGRAPHS | FactKind.TEXTS:
            return ""
    return field_for(fact).shown(evidence.value)


def _is_worth_showing(evidence: Evidence) -> bool:
    # Reasons for an open date are of use, too.
    return bool(evidence.summary) or evidence.fact.kind is FactKind.PUBLISHED
