"""Erase articles: everything but the hashes of their captures and the log entry.

What is removed here are rows. The database file and the index still have remains of them until
somebody purges both (``newsarchive/operations/purging.py``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from articles.facts.neighbours import (
    NAMES_ANOTHER,
    passages_of,
    undecided_with,
    without_title,
)
from articles.facts.settling import settle_sharing
from articles.models import (
    Article,
    Capture,
    ErasedCapture,
    IngestRun,
    MachineChange,
    Passage,
    RunOutcome,
    SeenPath,
    Takedown,
    articles_erased,
)
from newsarchive.transactions import writing

#: Articles that are erased in one transaction.
BATCH: Final = 50
#: What stands where the name of a file stood.
NAMELESS: Final = "(erased)"


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure as it travels apart from the archive, so that a restored backup repeats it.

    ``captures`` has the SHA-256 and the comparison key of each capture, ``at`` is in ISO 8601.
    """

    public_id: str
    at: str
    by: str = ""
    reason: str = ""
    case: str = ""
    captures: Sequence[tuple[str, str]] = ()


def erase(
    articles: Iterable[int], *, by: str, reason: str, case: str, at: dt.datetime | None = None
) -> list[Takedown]:
    """Erase articles (primary keys) and write the log, in one transaction."""
    with writing():
        rows = Article.objects.select_for_update(of=("self",)).filter(pk__in=list(articles))
        found = list(rows.only("public_id", "headline", "body", "extracted"))
        if not found:
            return []
        ids = [article.pk for article in found]
        articles_erased.send(sender=Article, ids=ids)
        affected = passages_of(ids)
        neighbours = undecided_with(affected) - set(ids)
        captures = list(Capture.objects.filter(article__in=ids).values_list("pk", flat=True))
        titles = _titles_of(found)
        log = _logged(found, by, reason, case, at or timezone.now())
        _forget_history(ids)
        _forget_runs(ids, captures)
        _delete(ids, captures)
        settle_sharing(affected)
        _forget_titles(titles, neighbours)
    return log


def replay(erasures: Iterable[Erasure]) -> int:
    """Repeat erasures that were made in another state of the archive; returns how many articles
    were erased. Those that the log has already are not added to it again."""
    count = 0
    for each in erasures:
        hashes = dict(each.captures)
        with writing():
            by_hash = Capture.objects.filter(sha256__in=hashes).values_list("article", flat=True)
            there = set(by_hash) | set(
                Article.objects.filter(public_id=each.public_id).values_list("pk", flat=True)
            )
            at = dt.datetime.fromisoformat(each.at)
            words: Any = {"by": each.by, "reason": each.reason, "case": each.case, "at": at}
            erased = erase([key for key in there if key], **words)
            count += len(erased)
            logged = Takedown.objects.filter(
                action=Takedown.Action.ERASED, public_id=each.public_id
            ).first()
            if logged is None:
                logged = Takedown.objects.create(
                    action=Takedown.Action.ERASED, public_id=each.public_id, **words
                )
            ErasedCapture.objects.bulk_create(
                (
                    ErasedCapture(takedown=logged, sha256=sha256, comparison_key=key)
                    for sha256, key in hashes.items()
                ),
                ignore_conflicts=True,
            )
    return count


def erasures() -> Iterator[Erasure]:
    """The erasures in the log, the oldest first."""
    rows = Takedown.objects.filter(action=Takedown.Action.ERASED).prefetch_related("captures")
    for row in rows.order_by("at", "pk"):
        hashes = sorted((each.sha256, each.comparison_key) for each in row.captures.all())
        at = row.at.isoformat()
        yield Erasure(row.public_id, at, row.by, row.reason, row.case, hashes)


def erased_among(captures: Mapping[str, str]) -> dict[str, Takedown]:
    """Those of these captures (comparison keys by SHA-256) that were erased, with the log entry."""
    rows = ErasedCapture.objects.select_related("takedown")
    by_hash = {each.sha256: each.takedown for each in rows.filter(sha256__in=captures)}
    keys = set(captures.values())
    by_key = {each.comparison_key: each.takedown for each in rows.filter(comparison_key__in=keys)}
    found = {}
    for sha256, key in captures.items():
        takedown = by_hash.get(sha256) or by_key.get(key)
        if takedown is not None:
            found[sha256] = takedown
    return found


def refusal(takedown: Takedown) -> str:
    """The sentence with which the text of an erased article is refused."""
    case = f" under case {takedown.case}" if takedown.case else ""
    return (
        f"It was erased on {takedown.at:%-d %B %Y}{case}, and the archive does not take it again. "
        "Delete this file, too."
    )


def _logged(
    found: Sequence[Article], by: str, reason: str, case: str, at: dt.datetime
) -> list[Takedown]:
    log = {
        article.pk: Takedown.objects.create(
            action=Takedown.Action.ERASED,
            at=at,
            by=by,
            reason=reason,
            case=case,
            public_id=article.public_id,
        )
        for article in found
    }
    rows = Capture.objects.filter(article__in=log).values_list(
        "article", "sha256", "scan_sha256", "comparison_key"
    )
    ErasedCapture.objects.bulk_create(
        (
            ErasedCapture(takedown=log[article], sha256=sha256, comparison_key=key)
            for article, *hashes, key in rows
            if article is not None
            for sha256 in filter(None, hashes)
        ),
        ignore_conflicts=True,
    )
    return list(log.values())


def _forget_history(ids: Collection[int]) -> None:
    """Delete what people did with the articles: entries have titles, and values before and after.
    The log of changes by rules goes with the articles."""
    kind = ContentType.objects.get_for_model(Article)
    LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in ids]).delete()


def _forget_runs(ids: Collection[int], captures: Collection[int]) -> None:
    """Blank the names of files in the log of ingests: they may be the headline."""
    paths = set(SeenPath.objects.filter(capture__in=captures).values_list("path", flat=True))
    outcomes = RunOutcome.objects.filter(article__in=ids) | RunOutcome.objects.filter(
        capture__in=captures
    )
    runs = set(outcomes.values_list("run", flat=True))
    paths |= set(outcomes.values_list("source", flat=True))
    RunOutcome.objects.filter(pk__in=list(outcomes.values_list("pk", flat=True))).update(
        source=NAMELESS, error=""
    )
    left = Counter(
        RunOutcome.objects.filter(run__in=runs)
        .exclude(source=NAMELESS)
        .values_list("run", flat=True)
    )
    for run in IngestRun.objects.filter(pk__in=runs):
        run.paths = [NAMELESS if path in paths else path for path in run.paths]
        if not left[run.pk]:
            # It ingested nothing else, so what a person stated with it is about these articles.
            run.given = {}
        run.save(update_fields=["paths", "given"])


def references() -> Iterator[ForeignObjectRel]:
    """The relations by which rows refer to articles, also those without a name on this side."""
    for each in Article._meta.get_fields(include_hidden=True):
        if isinstance(each, ForeignObjectRel) and not each.many_to_many:
            yield each


def _delete(ids: Collection[int], captures: Collection[int]) -> None:
    for relation in references():
        # Such as the entries of collections, which otherwise keep an article from being deleted.
        model = relation.related_model
        if relation.on_delete is PROTECT and model is not Capture:
            model._default_manager.filter(**{f"{relation.field.name}__in": ids}).delete()
    Capture.objects.filter(pk__in=captures).update(article=None)
    Article.objects.filter(pk__in=ids).delete()
    Capture.objects.filter(pk__in=captures).delete()


def _titles_of(found: Iterable[Article]) -> set[str]:
    """All titles that the articles have had, as far as they are known."""
    titles = {article.title for article in found}
    titles |= {str(article.extracted.get("headline") or "") for article in found}
    headlines = MachineChange.objects.filter(article__in=list(found), field="headline")
    for values in headlines.values_list("old", "new"):
        titles |= {str(value or "") for value in values}
    return titles - {""}


def _forget_titles(titles: Collection[str], neighbours: Collection[int]) -> None:
    """Remove titles from the reasons for dates that were inferred from these articles.

    Those of today's ``neighbours`` (primary keys) go whatever title they name.
    """
    named = Q(old__why__icontains=NAMES_ANOTHER) | Q(new__why__icontains=NAMES_ANOTHER)
    for row in MachineChange.objects.filter(named, field="published").iterator():
        values = [value for value in (row.old, row.new) if isinstance(value, dict)]
        reasons = " ".join(str(value.get("why")) for value in values)
        if row.article_id in neighbours or any(f"“{title}”" in reasons for title in titles):
            for value in values:
                value["why"] = without_title(str(value.get("why") or ""))
            row.save(update_fields=["old", "new"])


def sharing_sentences(ids: Collection[int]) -> list[Article]:
    """Other articles that share a long sentence with one of these (primary keys)."""
    others = Passage.objects.filter(key__in=passages_of(list(ids))).exclude(article__in=ids)
    rows = Article.objects.filter(pk__in=others.values("article")).order_by("pk")
    return list(rows.only("public_id", "headline", "body"))
