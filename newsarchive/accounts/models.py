"""People as accounts with a role, and the tokens of programs."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
from collections.abc import Iterable
from typing import ClassVar, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, models
from django.utils import timezone

from newsarchive.accounts.roles import MANAGE_PEOPLE, MONITOR, Role, role_of
from newsarchive.accounts.scopes import SCOPES, Scope

logger = logging.getLogger(__name__)

#: So that people and scanners for leaked secrets recognise a token.
PREFIX: Final = "archive_"
#: The last use of a token is stored at most this often, so that reading does not mean writing.
USE_STORED_EVERY: Final = dt.timedelta(hours=1)


class Person(User):
    """A user as the page of people shows it."""

    class Meta:
        proxy = True
        default_permissions = ()
        permissions: ClassVar = [(MANAGE_PEOPLE.partition(".")[2], "Can invite and manage people")]

    @property
    def role(self) -> Role | None:
        return role_of(self)

    @property
    def is_invited(self) -> bool:
        """True until the person has chosen a password, or has signed in another way."""
        return self.is_active and not self.has_usable_password() and self.last_login is None


class TokenQuerySet(models.QuerySet["Token"]):
    def of_secret(self, secret: str) -> Token | None:
        """The token with this secret, with its user, if it is valid and the user is active."""
        tokens = self.select_related("user").filter(user__is_active=True)
        return tokens.filter(digest=digest_of(secret)).first()


class Token(models.Model):
    """A secret with which a program reads or writes as a person, within the given scopes.

    Only the SHA-256 of the secret is stored: with 256 random bits it cannot be guessed, so it needs
    no slow hash. A token is revoked by its deletion.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    label = models.CharField(max_length=100)
    scopes = models.JSONField()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("made", default=timezone.now, editable=False)
    used_at = models.DateTimeField("last used", null=True, blank=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        default_permissions = ("view", "delete")
        permissions: ClassVar = [(MONITOR.partition(".")[2], "Can read the archive’s state")]

    def __str__(self) -> str:
        return f"{self.label} of {self.user}"

    @classmethod
    def make(cls, user: User, label: str, scopes: Iterable[Scope]) -> tuple[Token, str]:
        """Store a new token; returns it with its secret, which cannot be had again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        names = [scope for scope in Scope if scope in set(scopes)]
        token = cls.objects.create(
            user=user, label=one_line(label), scopes=names, digest=digest_of(secret)
        )
        return token, secret

    def allows(self, scope: Scope) -> bool:
        """True if it has the scope, and its user still has the permission for it."""
        permission = SCOPES[scope].permission
        return scope in self.scopes and (permission is None or self.user.has_perm(permission))

    def note_use(self) -> None:
        """Store that it is used now, unless that was stored within the hour."""
        now = timezone.now()
        if self.used_at is not None and now - self.used_at < USE_STORED_EVERY:
            return
        try:
            Token.objects.filter(pk=self.pk).update(used_at=now)
        except DatabaseError as error:
            # A busy or read-only database must not keep a program from reading.
            logger.warning("The last use of token %d could not be stored: %s", self.pk, error)


def one_line(text: str) -> str:
    """The text without line ends and control characters, which lists and terminals would obey."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
