"""The app of accounts, and Django admin with the archive's own site."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "newsarchive.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from newsarchive.accounts import roles, signins

        signins.connect()
        # After Django's own receiver, which makes the permissions that the roles have.
        post_migrate.connect(roles.grant, dispatch_uid="newsarchive.accounts.roles.grant")


class ArchiveAdminConfig(AdminConfig):
    default_site = "newsarchive.accounts.adminsite.ArchiveAdminSite"
