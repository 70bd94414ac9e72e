"""What ``benchmarks/kills.py`` kills: every command of manage.py, and every change of a browser."""

from __future__ import annotations

from benchmarks.killedchanges import CHANGES, NOT_CHANGED
from benchmarks.killedcommands import COMMANDS, LEFT_OUT


def refuse_unknown() -> None:
    """End the program if a command or a change has no row here, or a row is of none."""
    from django.core.management import get_commands

    killed = {each.typed.split()[0] for each in COMMANDS}
    known = {each.name.partition(",")[0] for each in CHANGES} | NOT_CHANGED.keys()
    problems = [
        *(f"command {each}" for each in get_commands().keys() ^ (killed | LEFT_OUT.keys())),
        *(f"change {each}" for each in changes_there_are() ^ known),
    ]
    if problems:
        raise SystemExit(f"Without a row, or no longer there: {', '.join(sorted(problems))}.")


def changes_there_are() -> set[str]:
    """The names of everything that a superuser can do in admin and on the pages of accounts."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from newsarchive.accounts.urls import urlpatterns
    from newsarchive.accounts.views.people import ACTS

    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    found = {f"person: {act}" for act in ACTS}
    found |= {str(each.name) for each in urlpatterns if each.name != "person"}
    for model, owner in admin.site._registry.items():
        name = str(model._meta.model_name)
        found |= {
            f"{name}.{verb}"
            for verb in ("add", "change", "delete")
            if getattr(owner, f"has_{verb}_permission")(request)
        }
        found |= {f"{name}.{action}" for action in owner.get_actions(request)}
    return found
