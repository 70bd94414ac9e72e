"""Tokens in Django admin: a list to look through, where deletion revokes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from newsarchive.accounts.models import Token

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Token]
else:
    Base = admin.ModelAdmin


@admin.register(Token)
class TokenAdmin(Base):
    list_display = ("label", "user", "scope_names", "made_at", "used_at")
    list_select_related = ("user",)
    search_fields = ("label", "user__username")
    fields = ("user", "label", "scope_names", "made_at", "used_at")

    @admin.display(description="scopes")
    def scope_names(self, token: Token) -> str:
        return ", ".join(token.scopes)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a token is shown once, to the person who makes it on “My tokens”."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False
