"""The four roles of people. Each is a group with the permissions in the table below.

Migrations make the groups, and each run of ``migrate`` gives them exactly the permissions of the
table, so that a permission of a new model reaches the roles with the upgrade that brings it. Who
needs another set of permissions makes a group of another name in admin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.apps import AppConfig
from django.apps import apps as registry

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MANAGE_PEOPLE: Final = "accounts.manage_people"
ADD_ARTICLES: Final = "articles.add_article"
MONITOR: Final = "accounts.monitor"


class Role(StrEnum):
    READER = "reader"
    EDITOR = "editor"
    CURATOR = "curator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Description:
    """What a role may do, as a sentence, and the permissions that it adds to the role before it."""

    sentence: str
    permissions: tuple[str, ...]


ROLES: Final[dict[Role, Description]] = {
    Role.READER: Description("Reads and searches the archive.", ()),
    Role.EDITOR: Description(
        "Also adds articles and corrects their facts, outlets and tags in admin.",
        (
            "articles.view_article",
            "articles.view_bulkchange",
            "articles.view_capture",
            "articles.view_ingestrun",
            "articles.view_learntline",
            "articles.view_machinechange",
            "articles.view_outlet",
            "articles.view_ruling",
            "articles.view_snapshot",
            "articles.view_tag",
            ADD_ARTICLES,
            "articles.change_article",
            "articles.add_outlet",
            "articles.change_outlet",
            "articles.add_tag",
            "articles.change_tag",
            MONITOR,
        ),
    ),
    Role.CURATOR: Description(
        "Also withdraws and erases articles, merges outlets and tags, and decides on recurring "
        "lines.",
        (
            # To withdraw an article, to restore it, and to erase it.
            "articles.delete_article",
            "articles.view_takedown",
            "articles.delete_outlet",
            "articles.delete_tag",
            "articles.add_ruling",
            "articles.change_ruling",
            "articles.delete_ruling",
        ),
    ),
    Role.ADMINISTRATOR: Description(
        "Also invites people, gives them roles and revokes their tokens.",
        (MANAGE_PEOPLE, "accounts.view_token", "accounts.delete_token"),
    ),
}


def permissions_of(role: Role) -> set[str]:
    """The permissions of a role, which include those of the roles before it."""
    permissions: set[str] = set()
    for each, description in ROLES.items():
        permissions.update(description.permissions)
        if each is role:
            break
    return permissions


def grant(sender: AppConfig, apps: Any = None, **kwargs: Any) -> None:
    """Give each group the permissions of the table on the models of one app, and no others."""
    from django.contrib.auth.models import Group, Permission

    try:
        (apps or registry).get_model("auth", "Permission")
    except LookupError:
        return  # other apps alone are migrated, in a database without these tables
    label = sender.label
    granted = {role: _codenames(permissions_of(role), label) for role in ROLES}
    if not any(granted.values()):
        return
    known = {
        each.codename: each for each in Permission.objects.filter(content_type__app_label=label)
    }
    for group in Group.objects.filter(name__in=list(ROLES)):
        wanted = {known[name] for name in granted[Role(group.name)] if name in known}
        had = set(group.permissions.filter(content_type__app_label=label))
        group.permissions.add(*(wanted - had))
        group.permissions.remove(*(had - wanted))


def _codenames(permissions: Iterable[str], label: str) -> set[str]:
    return {name for app, _, name in (each.partition(".") for each in permissions) if app == label}


def role_of(user: User) -> Role | None:
    """The highest role of a person, None if there is none. Uses prefetched groups."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(ROLES) if role in names), None)


def rights_of(user: User) -> set[str]:
    """The permissions of a person, also of one whose account is closed."""
    from django.contrib.auth.models import Permission
    from django.db.models import Q

    rows = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return {
        f"{label}.{codename}"
        for label, codename in rows.values_list("content_type__app_label", "codename")
    }


def givable_by(user: User) -> list[Role]:
    """The roles that may do no more than this person may: nobody gives more than they have."""
    return [role for role in ROLES if user.has_perms(permissions_of(role))]


def give(user: User, role: Role) -> None:
    """Give a person this role instead of the earlier one; all but readers may open admin."""
    from django.contrib.auth.models import Group

    user.groups.remove(*Group.objects.filter(name__in=list(ROLES)).exclude(name=role))
    user.groups.add(Group.objects.get(name=role))
    user.is_staff = role is not Role.READER
    user.save(update_fields=["is_staff"])
