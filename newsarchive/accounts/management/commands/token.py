"""`manage.py token`: make, list and revoke the tokens of programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from newsarchive.accounts.models import Token, one_line
from newsarchive.accounts.scopes import SCOPES, Scope, scopes_for


class Command(BaseCommand):
    help = "Make, list and revoke the tokens with which programs read the archive."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
        create = commands.add_parser("create", help="make a token and print it, once")
        create.add_argument("user", help="the name of the account that the program acts for")
        create.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=[str(scope) for scope in Scope],
            help="what it may be used for; may be repeated",
        )
        create.add_argument("--label", default="", help="the program that will use it")
        listing = commands.add_parser("list", help="list tokens")
        listing.add_argument("user", nargs="?", help="only those of this account")
        revoke = commands.add_parser("revoke", help="revoke a token")
        revoke.add_argument("number", type=int, help="its number, as `token list` prints it")

    def handle(self, *args: Any, **options: Any) -> None:
        commands: dict[str, Callable[..., None]] = {
            "create": self._create,
            "list": self._list,
            "revoke": self._revoke,
        }
        try:
            commands[options["command"]](**options)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({error}). If it is new, run `manage.py migrate`."
            ) from error

    def _create(self, *, user: str, scope: list[str], label: str, **options: Any) -> None:
        account = _account(user)
        scopes = [Scope(each) for each in scope]
        for each in scopes:
            if each not in scopes_for(account):
                raise CommandError(
                    f"{one_line(user)} may not use the scope “{each}”, which needs the permission "
                    f"{SCOPES[each].permission}. Give the account a role that has it."
                )
        label = label or f"made by manage.py for {', '.join(scopes)}"
        token, secret = Token.make(account, label[:100], scopes)
        self.stdout.write(secret)
        self.stderr.write(
            f"This is token {token.pk} of {one_line(user)}. It is not shown again.",
            self.style.SUCCESS,
        )

    def _list(self, *, user: str | None, **options: Any) -> None:
        tokens = Token.objects.select_related("user").order_by("pk")
        if user is not None:
            tokens = tokens.filter(user=_account(user))
        for token in tokens:
            used = f"last used {token.used_at:%Y-%m-%d}" if token.used_at else "never used"
            self.stdout.write(
                f"{token.pk}  {one_line(token.user.username)}  {','.join(token.scopes)}  "
                f"made {token.made_at:%Y-%m-%d}, {used}  {one_line(token.label)}"
            )

    def _revoke(self, *, number: int, **options: Any) -> None:
        token = Token.objects.select_related("user").filter(pk=number).first()
        if token is None:
            raise CommandError(f"There is no token {number}: `manage.py token list` has them all.")
        token.delete()
        self.stderr.write(
            f"Token {number} of {one_line(token.user.username)} was revoked.", self.style.SUCCESS
        )


def _account(name: str) -> User:
    account = User.objects.filter(username=name).first()
    if account is None:
        raise CommandError(
            f"There is no account {name!r}. Invite the person on the page “People”, or make one "
            "with `manage.py createsuperuser`."
        )
    if not account.is_active:
        raise CommandError(f"The account {name!r} is closed, so its tokens would not work.")
    return account
