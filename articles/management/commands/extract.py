"""`manage.py extract`: extract again from the stored captures with the current rules."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.facts.changes import FactChange
from articles.facts.rulenames import named
from articles.facts.wording import output, short
from articles.facttable import FACTS
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from articles.models import Article, ArticleQuerySet, Outlet
from articles.reextraction import extract_all, preview_all, read_again
from articles.runs import Run, run


class Command(BaseCommand):
    help = (
        "Read the stored captures again with the current rules. Facts that a person has pinned "
        "are not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--outlet",
            metavar="SLUG",
            help="only articles from this outlet; `unknown`: those without a known outlet",
        )
        parser.add_argument(
            "--field",
            action="append",
            metavar="FACT",
            help=f"only this fact ({', '.join(FACTS)}); may be repeated",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing, only show what would change"
        )
        parser.add_argument(
            "--read-again",
            action="store_true",
            help="first read the stored bytes again with the current readers and libraries; "
            "without it, findings keep pointing to the text as it was first read",
        )

    def handle(
        self, *args: Any, outlet: str | None, field: list[str] | None, **options: Any
    ) -> None:
        require_tables()
        facts = _facts(field)
        articles = _articles(outlet)
        dry_run = options["dry_run"]
        this_run = Run()
        changed: Counter[str] = Counter()
        damaged: list[str] = []
        read = altered = texts = 0
        if options["read_again"] and field:
            raise CommandError(
                "--read-again is for all fields: the findings of each point at the text."
            )
        try:
            with nullcontext(this_run) if dry_run else run() as this_run:
                for key, changes, new_text in _made(
                    articles, facts, damaged, dry_run=dry_run, again=options["read_again"]
                ):
                    read += 1
                    texts += new_text
                    altered += bool(changes)
                    changed.update(change.fact for change in changes)
                    if changes:
                        self._report(Article.objects.get(pk=key), changes)
        except DatabaseError as error:
            raise CommandError(
                f"The database could not store a change ({error}). The {altered} articles changed "
                "before it are stored; run the command again for the rest."
            ) from error
        except KeyboardInterrupt as stop:
            done = "" if dry_run else " The changes listed above are stored."
            raise CommandError(f"Stopped.{done}", returncode=exit_code(stop)) from None
        if options["read_again"]:
            what = "would change" if dry_run else "changed"
            many = "text" if read == 1 else "texts"
            self.stderr.write(f"{read} {many} read again, {texts} {what}")
        self._summary(read, altered, changed, dry_run=dry_run)
        if damaged or this_run.failures:
            raise CommandError("\n".join([*damaged, *this_run.failures]))

    def _report(self, article: Article, changes: Sequence[FactChange]) -> None:
        self.stdout.write(printable(f"{article.public_id}  {short(article.title)}"))
        for change in changes:
            old, new = output(change.fact, change.old), output(change.fact, change.new)
            rule = f"  ({named(change.rule)})" if change.rule else ""
            self.stdout.write(printable(f"  {change.fact}: {old} -> {new}{rule}"))

    def _summary(self, read: int, altered: int, changed: Counter[str], *, dry_run: bool) -> None:
        each = ", ".join(f"{fact} {changed[fact]}" for fact in FACTS if changed[fact])
        what = "would change" if dry_run else "changed"
        line = f"{read} read, {altered} {what}{f': {each}' if each else ''}"
        dry = " (dry run: nothing was stored)" if dry_run else ""
        self.stderr.write(line + dry, self.style.SUCCESS)


def _made(
    articles: ArticleQuerySet,
    facts: Sequence[str],
    failures: list[str],
    *,
    dry_run: bool,
    again: bool,
) -> Iterator[tuple[int, list[FactChange], bool]]:
    if again:
        yield from read_again(articles, dry_run=dry_run, failures=failures)
        return
    extract = preview_all if dry_run else extract_all
    for key, changes in extract(articles, facts, failures=failures):
        yield key, changes, False


def _facts(names: list[str] | None) -> Sequence[str]:
    unknown = [name for name in names or () if name not in FACTS]
    if unknown:
        name = printable(unknown[0])
        raise CommandError(f"There is no fact “{name}”. The facts are: {', '.join(FACTS)}.")
    return tuple(fact for fact in FACTS if not names or fact in names)


def _articles(slug: str | None) -> ArticleQuerySet:
    if slug is None:
        return Article.objects.all()
    if slug == "unknown":
        return Article.objects.filter(outlet__isnull=True)
    outlet = Outlet.objects.called(slug)
    if outlet is None:
        slugs = sorted(Outlet.objects.values_list("slug", flat=True))
        near = difflib.get_close_matches(slug, slugs, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " See /admin/articles/outlet/."
        raise CommandError(f"There is no outlet “{printable(slug)}”.{hint}")
    return Article.objects.filter(outlet=outlet)
