"""`manage.py ingest PATH…`: add captured articles to the archive."""

from __future__ import annotations

import datetime as dt
import json
import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from articles.ingest.ingest import Kind, ingest
from articles.ingest.passedover import not_read
from articles.ingest.report import record as as_record
from articles.ingest.runlog import begun, ended, remembered_columns
from articles.ingest.sametexts import SameText, heading, same_texts
from articles.learning.learning import learn
from articles.management.announcement import announcement
from articles.management.interruption import exit_code, interruption
from articles.management.output import FileName, printable
from articles.management.tables import require_tables
from articles.models import IngestRun
from articles.models.tags import SEPARATOR, tag_name
from articles.readers import Failure, PassedOver, Source, find
from articles.readers.exports import LAYOUTS, layout_named
from articles.readers.formats import is_one_article, packings, suffixes
from articles.readers.given import parsed_facts
from articles.readers.tableheaders import table_headers
from articles.readers.tables.tablecolumns import ColumnMaps, header_key, parsed_map
from articles.runs import Run, run, task_ended

#: Options that are written down with a run, besides ``--map`` and ``--set``.
_STORED_OPTIONS = ("captured_at", "layout")
#: Articles with the text of another one that are named.
_SHOWN = 10
_STORED = (Kind.CREATED, Kind.UPDATED)


class Command(BaseCommand):
    help = (
        "Add captured articles to the archive: text files, web pages, files of JSON records, or "
        f"folders of them ({', '.join(f'*{end}' for end in suffixes(packed=False))}, "
        f"also compressed as {' or '.join(packings())})."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", type=FileName, help="a file or a folder"
        )
        parser.add_argument(
            "--captured-at",
            type=_capture_time,
            metavar="file|DATE",
            help="when the pages were captured: at the time of each file, or on a day or at a time "
            "such as 2020-03-04 or 2020-03-04T10:30+01:00; without it, a file’s time is only taken "
            "for the latest possible one",
        )
        parser.add_argument(
            "--layout",
            type=_layout,
            metavar="NAME",
            help="the database whose text exports these are, where that is not recognised: "
            + ", ".join(layout.name for layout in LAYOUTS),
        )
        parser.add_argument(
            "--map",
            type=_columns,
            default={},
            metavar="FACT=COLUMN,…",
            help="which columns of a table (CSV, TSV, XLSX) state which facts, such as "
            "headline=Title,published=Date; remembered for tables with the same columns. Without "
            "it, the names of the columns decide: --dry-run shows how",
        )
        parser.add_argument(
            "--set",
            type=_facts,
            default={},
            metavar="FACT=VALUE,…",
            help="facts that hold for all files, such as outlet=Harbour Gazette,language=en; "
            "tag=Ports,tag=Ferries gives tags to the articles that are created or updated",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing, only report")
        parser.add_argument("--json", action="store_true", help="print one JSON object per article")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        require_tables()
        dry_run, began = options["dry_run"], timezone.now()
        counts: Counter[Kind] = Counter()
        outlets: set[int] = set()  # primary keys of those with new or updated articles
        stopped, code = "", 0
        passed_over: list[PassedOver] = []
        this_run, record = Run(), IngestRun()
        try:
            with nullcontext(this_run) if dry_run else run() as this_run:
                files = find(paths, passed_over=passed_over)
                found = list(_captured(files, options["captured_at"]))
                found = [_laid_out(item, options["layout"] or "") for item in found]
                maps = remembered_columns() | {"": options["map"]}
                found = [_with_columns(item, maps) for item in found]
                if dry_run:
                    self._show_columns(found)
                record = self._record(found, paths, options)
                self._ingest(
                    found, passed_over, record, counts, outlets, dry_run, as_json=options["json"]
                )
        except KeyboardInterrupt as stop:
            stopped, code = "Stopped", exit_code(stop)
        except OSError as error:
            # The reader of the JSON has gone, or it cannot be written. Without this, Python would
            # fail again when it flushes the stream.
            sys.stdout = None
            reason = error.strerror or "standard output cannot be written"
            stopped, code = f"Stopped: {reason}", 1
        if passed_over:
            self.stderr.write(printable(not_read(passed_over)))
        if stopped:
            self.stderr.write(f"{stopped}. {_summary(counts)}; the rest was not read.")
        else:
            dry = " (dry run: nothing was stored)" if dry_run else ""
            style = self.style.WARNING if counts[Kind.FAILED] else self.style.SUCCESS
            self.stderr.write(_summary(counts) + dry, style)
        for failure in this_run.failures:
            self.stderr.write(failure)
        if record.pk is not None:
            ended(record, counts, not_read(passed_over), stopped=bool(stopped))
        if not dry_run:
            is_well = not (counts[Kind.FAILED] or this_run.failures)
            task_ended.send(
                sender=None,
                task="ingest",
                began_at=began,
                outcome="stopped" if stopped else "done" if is_well else "failed",
                summary=" ".join([_summary(counts) + ".", *this_run.failures]),
                counts=counts,
            )
        if not (stopped or dry_run) and outlets:
            self._learn(outlets)
        if record.pk is not None and not stopped:
            try:
                self._show_same_texts(same_texts(record), as_json=options["json"])
            except OSError:  # the reader of the JSON has gone
                sys.stdout, code = None, 1
        if code or counts[Kind.FAILED] or this_run.failures:
            sys.exit(code or 1)

    def _ingest(
        self,
        found: list[Source | Failure],
        passed_over: list[PassedOver],
        record: IngestRun,
        counts: Counter[Kind],
        outlets: set[int],
        dry_run: bool,
        *,
        as_json: bool,
    ) -> None:
        # The number of articles in a container is unknown before it is read.
        countable = all(isinstance(item, Failure) or is_one_article(item.name) for item in found)
        with (
            interruption() as interrupted,
            closing(
                ingest(found, dry_run=dry_run, passed_over=passed_over, record=record)
            ) as outcomes,
            tqdm(
                outcomes,
                total=len(found) if countable else None,
                unit="article",
                desc="Ingesting",
                file=sys.stderr,
                disable=None,  # shown on a terminal only
                leave=False,
            ) as progress,
        ):
            for outcome in progress:
                counts[outcome.kind] += 1
                article = outcome.article if outcome.kind in _STORED else None
                if article is not None and article.outlet_id is not None:
                    outlets.add(article.outlet_id)
                if as_json:
                    self.stdout.write(printable(json.dumps(as_record(outcome), ensure_ascii=False)))
                if outcome.kind is Kind.FAILED:
                    with tqdm.external_write_mode(file=sys.stderr):
                        self.stderr.write(printable(f"{outcome.source}: {outcome.error}"))
                if outcome.note:
                    with tqdm.external_write_mode(file=sys.stderr):
                        self.stderr.write(printable(f"{outcome.source}: {outcome.note}"))
                if stop := interrupted():
                    raise stop

    def _show_same_texts(self, found: Sequence[SameText], *, as_json: bool) -> None:
        """Say which articles have the text of another one. In JSON each is an object."""
        if as_json:
            for each in found:
                self.stdout.write(printable(json.dumps(each.record, ensure_ascii=False)))
        if found:
            more = len(found) - _SHOWN
            lines = [f"  {each.source}: {each.words}" for each in found[:_SHOWN]]
            lines += [f"  and {more:,} more, on the page of this ingest"] if more > 0 else []
            for line in (f"{heading(len(found))}:", *lines):
                self.stderr.write(printable(line))

    def _record(
        self, found: Iterable[Source | Failure], paths: list[str], options: dict[str, Any]
    ) -> IngestRun:
        """The run in which the outcomes are written down; of a dry run, it is not stored."""
        if options["dry_run"]:
            return IngestRun(given=options["set"])
        columns = {}
        if options["map"]:
            for item in found:
                if isinstance(item, Source):
                    for each in table_headers(item, settings.INGEST_MAX_BYTES):
                        if each.columns.of:
                            columns[header_key(each.columns.names)] = dict(options["map"])
        named = {name: str(options[name]) for name in _STORED_OPTIONS if options.get(name)}
        return begun(paths, options=named, given=options["set"], column_maps=columns)

    def _show_columns(self, found: Iterable[Source | Failure]) -> None:
        """Say which columns of the tables state which facts."""
        for item in found:
            if isinstance(item, Source):
                for each in table_headers(item, settings.INGEST_MAX_BYTES):
                    if each.columns.of:
                        shown = f"{each.name}: columns {each.columns.sentence}"
                        self.stderr.write(printable(shown))

    def _learn(self, outlets: Collection[int]) -> None:
        """Learn after the run, so that all its files are extracted with the same learnt lines."""
        try:
            snapshot = learn("an ingest", outlets)
        except DatabaseError as error:
            # The articles stay stored; the next run learns from them.
            self.stderr.write(f"The recurring lines were not updated: {error}.")
            return
        except KeyboardInterrupt as stop:
            self.stderr.write(
                "Stopped. All files are stored, but the recurring lines were not updated."
            )
            sys.exit(exit_code(stop))
        if snapshot is not None:
            self.stderr.write(announcement(snapshot))


def _captured(
    found: Iterable[Source | Failure], captured_at: dt.datetime | str | None
) -> Iterator[Source | Failure]:
    """The sources with the time of their capture, if the user says when that was."""
    for item in found:
        if isinstance(item, Failure) or captured_at is None:
            yield item
        elif isinstance(captured_at, str):
            yield replace(item, captured_when_saved=True)
        else:
            yield replace(item, captured_at=captured_at)


def _laid_out(item: Source | Failure, layout: str) -> Source | Failure:
    return replace(item, layout=layout) if layout and isinstance(item, Source) else item


def _layout(text: str) -> str:
    """The name of a layout. Raises ArgumentTypeError with the names of all for any other."""
    if layout_named(text) is None:
        names = ", ".join(layout.name for layout in LAYOUTS)
        raise ArgumentTypeError(f"there is no layout “{text}”. The layouts are {names}.")
    return text


def _with_columns(item: Source | Failure, maps: ColumnMaps) -> Source | Failure:
    return replace(item, columns=maps) if isinstance(item, Source) else item


def _columns(text: str) -> dict[str, str]:
    """The columns that a user names. Raises ArgumentTypeError."""
    try:
        return parsed_map(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _facts(text: str) -> dict[str, str]:
    """The facts that a user gives, and under ``tag`` the names of tags. Raises
    ArgumentTypeError."""
    parts = [part.strip() for part in text.split(SEPARATOR)]
    tags = [part.partition("=")[2] for part in parts if part.startswith("tag=")]
    facts = SEPARATOR.join(part for part in parts if not part.startswith("tag="))
    try:
        given = parsed_facts(facts) if facts or not tags else {}
        names = [tag_name(tag) for tag in tags]
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    except ValidationError as error:
        raise ArgumentTypeError(error.message) from error
    return given | {"tag": f"{SEPARATOR} ".join(names)} if names else given


def _capture_time(text: str) -> dt.datetime | str:
    """The time that a user gives, aware of its zone; or "file". Raises ArgumentTypeError."""
    if text == "file":
        return text
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            f"“{text}” is neither “file” nor a date like 2020-03-04."
        ) from error
    if at.time() == dt.time() and "T" not in text:
        at = at.replace(hour=12)
    aware = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    if aware > timezone.now() + dt.timedelta(days=1):
        raise ArgumentTypeError(f"{text} is in the future.")
    return aware


def _summary(counts: Counter[Kind]) -> str:
    return ", ".join(f"{kind} {counts[kind]}" for kind in Kind)
