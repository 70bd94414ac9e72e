"""`manage.py second_factor`: remove the authenticator app of somebody who has lost it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError


class Command(BaseCommand):
    help = "Remove the authenticator app of an account, which then sets up another."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["remove"])
        parser.add_argument("user", help="the name of the account")

    def handle(self, *args: Any, user: str, **options: Any) -> None:
        if not settings.SECOND_FACTOR:
            raise CommandError("SECOND_FACTOR is off, so nobody is asked for a code.")
        from newsarchive.accounts import secondfactor

        try:
            account = User.objects.filter(username=user).first()
            if account is None:
                raise CommandError(f"There is no account {user!r}.")
            removed = secondfactor.remove(account)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}). If it is new, or SECOND_FACTOR was just "
                "turned on, run `manage.py migrate`."
            ) from error
        if not removed:
            raise CommandError(f"{user!r} has no authenticator app.")
        self.stderr.write(f"The authenticator app of {user!r} was removed.", self.style.SUCCESS)
