"""Undo a run of ingest: remove what it created, and take back what it updated."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, F, ForeignObjectRel
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
from newsarchive.transactions import writing

#: Outcomes in one transaction; while they are undone, other writers wait.
BATCH = 50
_PREVIEWED = 500  # outcomes that a preview reads at once
_LARGE = ("article__body", "article__findings", "article__extracted", "article__captions")
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
    for keys in batched(outcomes_of(run), _PREVIEWED):
        rows = RunOutcome.objects.filter(pk__in=keys).select_related("run", "article")
        # Texts and evidence of many thousand articles would take long to load.
        yield from _decided(list(rows.defer(*_LARGE).order_by("-pk")))


def undo(run: IngestRun, by: str) -> list[Undoing]:
    """Undo a run, and write down what became of each article. Returns the same.

    It can be called again, if it was interrupted.
    """
    made: list[Undoing] = []
    with one_run():
        for keys in batched(outcomes_of(run)):
            made += undo_outcomes(keys)
        mark_undone(run, by)
    return made


def outcomes_of(run: IngestRun) -> list[int]:
    """Return the primary keys of the outcomes to undo, in the order in which to undo them."""
    # The newest first: an article may have been created and then updated by one run.
    rows = run.outcomes.filter(kind__in=[Kind.CREATED, Kind.UPDATED], undone="")
    return list(rows.order_by("-pk").values_list("pk", flat=True))


def undo_outcomes(keys: Sequence[int]) -> list[Undoing]:
    """Undo some outcomes in one transaction, and write down what became of each."""
    made: list[Undoing] = []
    with writing():
        while left := [each for each in _rows(keys) if not each.undone]:
            # Outcomes of one article one after the other, since each changes its row.
            first = {each.article_id or -each.pk: each for each in reversed(left)}
            made += _undo(_decided(sorted(first.values(), key=lambda each: -each.pk)))
    return made


def mark_undone(run: IngestRun, by: str) -> None:
    run.state, run.undone_at, run.undone_by = IngestRun.State.UNDONE, timezone.now(), by
    run.save(update_fields=["state", "undone_at", "undone_by"])


def tally(made: Iterable[Undoing]) -> Counter[str]:
    """Count what was done, by REMOVED, TAKEN_BACK and ""."""
    return Counter(each.does for each in made)


def sentence(numbers: Mapping[str, int]) -> str:
    """Return ``Articles: 5 removed, 1 taken back to their earlier captures, 2 stay …``."""
    removed, taken_back, kept = (numbers.get(each, 0) for each in (REMOVED, TAKEN_BACK, ""))
    return (
        f"Articles: {removed:,} {REMOVED}, {taken_back:,} taken back to their "
        f"earlier captures, {kept:,} stay as they are."
    )


def batched(keys: Sequence[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _rows(keys: Sequence[int]) -> list[RunOutcome]:
    rows = RunOutcome.objects.filter(pk__in=keys)
    return list(rows.select_related("run", "article", "before", "capture").order_by("-pk"))


def _decided(outcomes: Sequence[RunOutcome]) -> list[Undoing]:
    """Decide what to do with outcomes of one run, or of several, from few queries."""
    ids = {each.article_id for each in outcomes if each.article_id}
    kind = ContentType.objects.get_for_model(Article)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, ids))
    edited: dict[str, list[dt.datetime]] = {}
    for key, at in entries.values_list("object_id", "action_time"):
        edited.setdefault(str(key), []).append(at)
    came = RunOutcome.objects.filter(run__in={each.run_id for each in outcomes}, article__in=ids)
    own: dict[tuple[int, int | None], set[int]] = {}
    for run, article, capture in came.values_list("run", "article", "capture"):
        own.setdefault((run, article), set()).update({capture} - {None})
    # Most articles have one capture, the current one.
    others = (
        Capture.objects.filter(article__in=ids)
        .exclude(pk=F("article__capture"))
        .values_list("article", "pk")
    )
    earlier: dict[int, list[int]] = {}
    for article, capture in others:
        earlier.setdefault(article, []).append(capture)
    protected = _protected(ids)
    decided = []
    for each in outcomes:
        captures = own.get((each.run_id, each.article_id), set())
        foreign = set(earlier.get(each.article_id or 0, ())) - captures
        times = edited.get(str(each.article_id), [])
        one = _decide(each, times, captures, has_others=bool(foreign))
        if one.does == REMOVED and each.article_id in protected:
            one = Undoing(each, "", protected[each.article_id])
        decided.append(one)
    return decided


def _protected(ids: Collection[int]) -> dict[int, str]:
    """Those of these articles that rows of other apps must not lose, such as collections, and why.

    What else refers to an article goes with it, or forgets it.
    """
    found: dict[int, str] = {}
    # Also relations without a name, which ``related_objects`` leaves out.
    for relation in Article._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete is not PROTECT:
            continue
        model = relation.related_model
        if not isinstance(model, type) or model._meta.app_label == Article._meta.app_label:
            continue
        name = relation.field.name
        rows = model._default_manager.filter(**{f"{name}__in": ids})
        is_entry = model._meta.model_name == "entry"
        why = (
            "A person has put it into a collection."
            if is_entry
            else f"A {model._meta.verbose_name} refers to it."
        )
        found |= dict.fromkeys(rows.values_list(f"{name}_id", flat=True), why)
    return found


def _decide(
    outcome: RunOutcome,
    edited_at: Sequence[dt.datetime],
    own: Collection[int],
    *,
    has_others: bool,
) -> Undoing:
    """``own`` are the captures of the article that came with this run; ``has_others``: earlier
    ones came with another."""
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
    if article.capture_id not in own and article.capture_id != outcome.before_id:
        return Undoing(outcome, "", "Another ingest has updated it since.")
    if outcome.kind == Kind.UPDATED:
        if outcome.before_id == outcome.capture_id:
            return Undoing(outcome, "", "The same capture was read anew.")
        if outcome.before_id is None:
            return Undoing(outcome, "", "Its earlier capture is not in the archive any more.")
        return Undoing(outcome, TAKEN_BACK)
    if has_others:
        return Undoing(outcome, "", "Other captures of it came with another ingest.")
    return Undoing(outcome, REMOVED)


def _undo(decided: Sequence[Undoing]) -> list[Undoing]:
    """Undo outcomes of different articles, and write down what became of them. Returns it."""
    articles = [each.outcome.article_id for each in decided if each.does == REMOVED]
    _remove([each for each in articles if each])
    is_needed = any(each.does == TAKEN_BACK for each in decided)
    learnt = current_learnt() if is_needed else Learnt()
    made = []
    for each in decided:
        outcome, article = each.outcome, each.outcome.article
        if each.does == TAKEN_BACK and article is not None:
            try:
                with writing():
                    _take_back(article, outcome, learnt)
            except (Damaged, NotExtracted) as error:
                each = Undoing(outcome, "", f"Its earlier capture cannot be read: {error}")
        made.append(each)
    words: dict[str, list[int]] = {}
    for each in made:
        undone = (each.does or f"kept: {each.why}")[:_LONGEST]
        words.setdefault(undone, []).append(each.outcome.pk)
    for undone, keys in words.items():
        RunOutcome.objects.filter(pk__in=keys).update(undone=undone)
    return made


def _remove(ids: Sequence[int]) -> None:
    affected = passages_of(ids)
    captures = list(Capture.objects.filter(article__in=ids).values_list("pk", flat=True))
    Capture.objects.filter(pk__in=captures).update(article=None)
    Article.objects.filter(pk__in=ids).delete()
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
