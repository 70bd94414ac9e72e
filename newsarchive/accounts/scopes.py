"""What a token may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from newsarchive.accounts.roles import ADD_ARTICLES, MONITOR

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Scope(StrEnum):
    SEARCH = "search"
    FEED = "feed"
    ADD = "add"
    MONITOR = "monitor"


@dataclass(frozen=True, slots=True)
class Description:
    """What a scope is for, and the permission that its user needs; None: every account has it."""

    sentence: str
    permission: str | None = None


SCOPES: Final[dict[Scope, Description]] = {
    Scope.SEARCH: Description("Search, ask for suggestions, cite and export"),
    Scope.FEED: Description("Read feeds of searches"),
    Scope.ADD: Description("Add articles", ADD_ARTICLES),
    Scope.MONITOR: Description("Read the archive’s state: counts and metrics", MONITOR),
}


def scopes_for(user: User) -> list[Scope]:
    """The scopes that a person may give to a token."""
    return [
        scope
        for scope, description in SCOPES.items()
        if description.permission is None or user.has_perm(description.permission)
    ]
