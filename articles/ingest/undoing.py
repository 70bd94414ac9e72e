"""Undo a run of ingest: remove what it created, and take back what it updated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import PROTECT
from django.utils import timezone

from articles.extraction.furniture import Learnt
from articles.facts.changes import apply, log
from articles.facts.neighbours import passages_of, store_passages
from articles.facts.settling import settle_sharing
from articles.ingest.outcomes import Kind
from articles.learning.learning import current_learnt, store_line_keys
from articles.models import Article, Capture, Damaged, IngestRun, RunOutcome
from articles.runs import run as one_run
from articles.storedcaptures import NotExtracted, extracted_now

#: Outcomes in one transaction; while they are undone, other writers wait.
BATCH = 50
_LONGEST = 200  # characters that the column holds
REMOVED, TAKEN_BACK = "removed", "taken back to its earlier capture"


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing would do with one outcome: ``does`` is REMOVED, TAKEN_BACK, or "" if the
    article stays, and ``why`` says why it does."""

    outcome: RunOutcome
    does: str
    why: str = ""


def preview(run: IngestRun) -> Iterator[Undoing]:
    """Yield what undoing a run would do with each article. Stores nothing."""
    for batch in _batches(run):
        yield from _decided(batch)


def undo(run: IngestRun, by: str) -> list[Undoing]:
    """Undo a run, and write down what became of each article. Returns the same.

    It can be called again, if it was interrupted.
    """
    made: list[Undoing] = []
    learnt = current_learnt()
    with one_run():
        for batch in _batches(run):
            with transaction.atomic():
                decided = _decided(batch)
                made += [_undo(each, learnt) for each in decided]
        run.state, run.undone_at, run.undone_by = IngestRun.State.UNDONE, timezone.now(), by
        run.save(update_fields=["state", "undone_at", "undone_by"])
    return made


def sentence(made: Sequence[Undoing]) -> str:
    """Return ``Articles: 5 removed, 1 taken back to their earlier captures, 2 stay …``."""
    numbers = {word: sum(each.does == word for each in made) for word in (REMOVED, TAKEN_BACK, "")}
    return (
        f"Articles: {numbers[REMOVED]} {REMOVED}, {numbers[TAKEN_BACK]} taken back to their "
        f"earlier captures, {numbers['']} stay as they are."
    )


def _batches(run: IngestRun) -> Iterator[list[RunOutcome]]:
    # The newest first: an article may have been created and then updated by one run.
    keys = list(
        run.outcomes.filter(kind__in=[Kind.CREATED, Kind.UPDATED], undone="")
        .order_by("-pk")
        .values_list("pk", flat=True)
    )
    for start in range(0, len(keys), BATCH):
        rows = RunOutcome.objects.filter(pk__in=keys[start : start + BATCH])
        yield list(rows.select_related("run", "article", "before", "capture").order_by("-pk"))


def _decided(outcomes: Sequence[RunOutcome]) -> list[Undoing]:
    ids = [each.article_id for each in outcomes if each.article_id]
    kind = ContentType.objects.get_for_model(Article)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, ids))
    edited: dict[str, list[dt.datetime]] = {}
    for key, at in entries.values_list("object_id", "action_time"):
        edited.setdefault(str(key), []).append(at)
    protected = _protected(ids)
    return [
        _decide(each, edited.get(str(each.article_id), []), each.article_id in protected)
        for each in outcomes
    ]


def _protected(ids: Sequence[int]) -> set[int]:
    """Those of these articles that rows of other apps must not lose, such as collections."""
    found: set[int] = set()
    for relation in Article._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is PROTECT and model._meta.app_label != Article._meta.app_label:
            name = relation.field.name
            rows = model._default_manager.filter(**{f"{name}__in": ids})
            found.update(rows.values_list(f"{name}_id", flat=True))
    return found


def _decide(outcome: RunOutcome, edited_at: Sequence[dt.datetime], is_protected: bool) -> Undoing:
    article, run = outcome.article, outcome.run
    if article is None:
        return Undoing(outcome, "", "It is not in the archive any more.")
    pinned_at = [str(pin.get("at", "")) for pin in article.pins.values()]
    began = run.started_at
    if (
        any(at >= began for at in edited_at)
        or any(at >= began.isoformat() for at in pinned_at)
        or (article.withdrawn_at and article.withdrawn_at >= began)
        or (article.reviewed_at and article.reviewed_at >= began)
    ):
        return Undoing(outcome, "", "A person has changed it since.")
    # A provider's withdrawal leaves the article its capture.
    if article.capture_id not in (outcome.capture_id, outcome.before_id):
        return Undoing(outcome, "", "Another ingest has updated it since.")
    if outcome.kind == Kind.UPDATED:
        if outcome.before_id == outcome.capture_id:
            return Undoing(outcome, "", "The same capture was read anew.")
        if outcome.before is None:
            return Undoing(outcome, "", "Its earlier capture is not in the archive any more.")
        return Undoing(outcome, TAKEN_BACK)
    if is_protected:
        return Undoing(outcome, "", "A person has put it into a collection.")
    own = RunOutcome.objects.filter(run=run).values("capture")
    if article.captures.exclude(pk__in=own).exclude(pk=article.capture_id).exists():
        return Undoing(outcome, "", "Other captures of it came with another ingest.")
    return Undoing(outcome, REMOVED)


def _undo(each: Undoing, learnt: Learnt) -> Undoing:
    """Undo one outcome, and write down what became of it. Returns what was done."""
    outcome, article = each.outcome, each.outcome.article
    if each.does == REMOVED and article is not None:
        _remove(article)
    elif each.does == TAKEN_BACK and article is not None:
        try:
            _take_back(article, outcome, learnt)
        except (Damaged, NotExtracted) as error:
            each = Undoing(outcome, "", f"Its earlier capture cannot be read: {error}")
    undone = (each.does or f"kept: {each.why}")[:_LONGEST]
    RunOutcome.objects.filter(pk=outcome.pk).update(undone=undone)
    return each


def _remove(article: Article) -> None:
    affected = passages_of([article.pk])
    captures = list(article.captures.values_list("pk", flat=True))
    Capture.objects.filter(pk__in=captures).update(article=None)
    article.delete()
    Capture.objects.filter(pk__in=captures).delete()
    settle_sharing(affected)


def _take_back(article: Article, outcome: RunOutcome, learnt: Learnt) -> None:
    before, own = outcome.before, outcome.capture
    if before is None:
        return
    article.capture, article.notice = before, ""
    extraction = extracted_now(article, learnt).extraction
    made = apply(article, extraction)
    article.save()
    log(article, made, f"undoing of {outcome.run}")
    affected = store_passages(article)
    store_line_keys(article, extraction)
    # A capture that an earlier ingest stored stays.
    if own is not None and own.pk != before.pk and _is_own(own, outcome.run):
        own.delete()
    settle_sharing(affected)


def _is_own(capture: Capture, run: IngestRun) -> bool:
    return not capture.paths.filter(seen_at__lt=run.started_at).exists()
