"""`manage.py check_archive`: check everything stored against its hashes and its captures."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from articles.databasefaults import sentence
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.operations import journal
from newsarchive.operations.checking import MOST_LISTED, CheckState, check, total_rows
from newsarchive.operations.models import JournalEntry
from newsarchive.operations.progress import progress_of

#: Exit codes: something differs that a command mends; something is damaged.
DIFFERS, DAMAGED = 3, 4
#: Articles that are extracted again unless asked otherwise: some seconds' work.
SAMPLE = 1000
#: Seconds between two writes of how far the check has come.
_SAVE_EVERY = 5.0


class Command(BaseCommand):
    help = (
        "Check every capture against its hash, every article against its capture, and the index "
        "against the articles. Changes nothing. Exit codes: 0, all is well; 1, the check could not "
        f"be made; {DIFFERS}, something differs that a command mends; {DAMAGED}, something is "
        "damaged that only a backup has. Stopped by Ctrl-C, it goes on from there the next time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--sample",
            type=int,
            default=SAMPLE,
            metavar="N",
            help=f"extract again from about N articles (default {SAMPLE:,}; 0: none)",
        )
        choice.add_argument("--all", action="store_true", help="extract again from every article")
        parser.add_argument(
            "--anew", action="store_true", help="begin anew, even if the last check was stopped"
        )

    def handle(self, *args: Any, sample: int, all: bool, anew: bool, **options: Any) -> None:
        if sample < 0:
            raise CommandError("--sample must be 0 or more.")
        require_tables()
        try:
            entry, state = self._begin(None if all else sample, anew=anew)
            self._check(entry, state)
        except DatabaseError as error:
            raise CommandError(
                f"{sentence(error)} The check was not finished; the next one goes on from there."
            ) from error
        self._report(state)

    def _begin(self, sample: int | None, *, anew: bool) -> tuple[JournalEntry, CheckState]:
        last = journal.newest(JournalEntry.Task.CHECK)
        if last is not None and last.ended_at is None and not anew:
            state = CheckState(**last.state)
            self.stderr.write(
                f"Going on with the check of {last.began_at:%Y-%m-%d %H:%M} after "
                f"{state.captures} captures and {state.articles} articles (--anew begins again)."
            )
            return last, state
        state = CheckState.sampling(sample)
        entry = JournalEntry(
            task=JournalEntry.Task.CHECK,
            began_at=timezone.now(),
            outcome=JournalEntry.Outcome.STOPPED,
        )
        return entry, state

    def _check(self, entry: JournalEntry, state: CheckState) -> None:
        saved_at = time.monotonic()

        def saved() -> None:
            nonlocal saved_at
            if time.monotonic() > saved_at + _SAVE_EVERY:
                self._save(entry, state)
                saved_at = time.monotonic()

        try:
            with progress_of("Checking", total_rows(), "row") as progress:
                progress(state.captures + state.articles)
                check(state, progress, saved)
        except KeyboardInterrupt as stop:
            self._save(entry, state)
            raise CommandError(
                f"Stopped after {state.captures} captures and {state.articles} articles. The next "
                "check goes on from there.",
                returncode=exit_code(stop),
            ) from None
        entry.ended_at = timezone.now()
        is_well = not (state.damaged or state.differ)
        entry.outcome = JournalEntry.Outcome.DONE if is_well else JournalEntry.Outcome.FAILED
        self._save(entry, state)

    def _save(self, entry: JournalEntry, state: CheckState) -> None:
        entry.summary, entry.state = _summary(state), state.as_json()
        try:
            entry.save()
        except DatabaseError as error:
            # A database that cannot be written can be checked, only not resumed.
            self.stderr.write(f"How far the check has come could not be stored: {error}.")

    def _report(self, state: CheckState) -> None:
        for kind, sentences, count in (
            ("damaged", state.damage, state.damaged),
            ("differs", state.differing, state.differ),
        ):
            for each in sentences:
                self.stdout.write(printable(f"{kind}: {each}"))
            if count > MOST_LISTED:
                self.stdout.write(f"{kind}: {count - MOST_LISTED} more.")
        if state.damaged:
            raise CommandError(
                f"{_summary(state)} Restore what is damaged from a backup: see docs/operations.md.",
                returncode=DAMAGED,
            )
        if state.differ:
            raise CommandError(_summary(state), returncode=DIFFERS)
        self.stderr.write(_summary(state), self.style.SUCCESS)


def _summary(state: CheckState) -> str:
    found = (
        f"{state.damaged} damaged, {state.differ} different"
        if state.damaged or state.differ
        else "all is well"
    )
    return (
        f"{state.captures} captures and {state.articles} articles checked, {state.extracted} "
        f"extracted again: {found}."
    )
