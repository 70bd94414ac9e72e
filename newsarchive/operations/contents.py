"""What a backup contains: a decision for every model of every app, each with its reason.

A backup is refused while a model has no decision here, and a test fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Kept:
    """A model in backups.

    ``blanked`` has the values that replace those of columns that stay out. ``is_made`` says that
    `migrate` makes rows of it, so rows in it do not mean that the archive holds anything.
    """

    reason: str
    blanked: Mapping[str, Any] = field(default_factory=dict)
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A model that is not in backups."""

    reason: str


_ARCHIVE = Kept("The archive itself.")
_KEYS = Kept("It could be computed again, but a restored archive should answer at once.")
_NAMES = Kept("The table of kinds and permissions that other rows refer to.", is_made=True)

#: By label: the app and the model, as in ``django_content_type``.
CONTENTS: Mapping[str, Kept | LeftOut] = {
    "articles.article": _ARCHIVE,
    "articles.capture": _ARCHIVE,
    "articles.reading": _ARCHIVE,
    "articles.seenpath": _ARCHIVE,
    "articles.outlet": _ARCHIVE,
    "articles.outletalias": _ARCHIVE,
    "articles.outletmerge": Kept("Merges of outlets can be undone."),
    "articles.sequencecounter": Kept("No sequence number is given twice."),
    **dict.fromkeys(
        ("articles.tag", "articles.tagalias", "articles.article_tags"),
        Kept("People have made them."),
    ),
    "articles.machinechange": Kept("It shows why a fact has its value."),
    "articles.ingestrun": Kept("It shows where articles came from, and can be undone."),
    "articles.takedown": Kept("It says what was withdrawn and erased, by whom and why."),
    "articles.erasedcapture": Kept("Texts that were erased are known by these hashes."),
    **dict.fromkeys(
        ("articles.bulkchange", "articles.bulkpart", "articles.bulkrow"),
        LeftOut("Work that waits, or was done; the history of each article says what it changed."),
    ),
    "articles.runoutcome": Kept("It shows what an ingest did, so that it can be undone."),
    "articles.ruling": Kept("People decided it."),
    "articles.snapshot": Kept("Articles name the snapshot that they were read with."),
    "articles.learntline": Kept("Snapshots consist of these lines."),
    "articles.linekeys": _KEYS,
    "articles.passage": _KEYS,
    **dict.fromkeys(("articles.textkey", "articles.comparedtext", "articles.sharedtext"), _KEYS),
    **dict.fromkeys(("articles.mentionreading", "articles.mention", "articles.quotation"), _KEYS),
    "articles.mentioncorrection": Kept("People decided it."),
    "search.archivestate": Kept(
        "It has the id of the archive. The rest is about the index, which is built anew.",
        blanked={"sequence": 0, "token": "", "next_token": ""},
        is_made=True,
    ),
    "search.outboxentry": LeftOut("A restore builds the index anew from the articles."),
    "contenttypes.contenttype": _NAMES,
    "auth.permission": _NAMES,
    "auth.group": Kept("People have their rights by groups.", is_made=True),
    "auth.group_permissions": Kept("People have their rights by groups.", is_made=True),
    "auth.user": Kept(
        "The history names them. Passwords stay out: a stolen backup must not open the archive.",
        blanked={"password": "!"},
    ),
    "auth.user_groups": Kept("People have their rights by groups."),
    "auth.user_user_permissions": Kept("Rights of single people."),
    "admin.logentry": Kept("The history of what people changed."),
    "sessions.session": LeftOut("A session lets in whoever has its key; people log in again."),
    "accounts.token": LeftOut("A restore would bring back tokens that were revoked meanwhile."),
    "otp_totp.totpdevice": LeftOut("The keys of authenticator apps are secret, as passwords are."),
    **dict.fromkeys(
        (
            "axes.accessattempt",
            "axes.accessattemptexpiration",
            "axes.accessfailurelog",
            "axes.accesslog",
        ),
        LeftOut("Wrong passwords of the last minutes."),
    ),
    # Of django-allauth, which is installed where people sign in with accounts of an organisation.
    "account.emailaddress": Kept("People are found by their addresses when they sign in."),
    "account.emailconfirmation": LeftOut("Open invitations to confirm an address are secret."),
    "socialaccount.socialaccount": Kept("The numbers by which a provider knows people."),
    "socialaccount.socialapp": LeftOut("It has the secret of the provider; settings have it too."),
    "socialaccount.socialtoken": LeftOut("Tokens of the provider are secret."),
    **dict.fromkeys(
        ("uploads.upload", "uploads.uploadedfile", "uploads.uploadedarticle"),
        LeftOut("What nobody has confirmed yet; it is removed after a day."),
    ),
    "django_tasks_database.dbtaskresult": LeftOut("Work that waits, or was done, on one machine."),
    "desk.mark": Kept("People have chosen these articles."),
    "desk.savedsearch": Kept("People have made it."),
    "desk.alertmail": LeftOut("An e-mail on its way; the next one tells of the same articles."),
    "desk.collection": Kept("People have made it."),
    "desk.entry": Kept("People have made it."),
    "desk.passagenote": Kept("People have written it."),
    "operations.journalentry": LeftOut("It tells what ran on one machine."),
}


def kept_models() -> Iterator[tuple[type[Model], Kept]]:
    """The models in a backup, in a fixed order. Raises LookupError for one without a decision."""
    for model in sorted(stored_models(), key=lambda each: each._meta.label_lower):
        decision = CONTENTS.get(model._meta.label_lower)
        if decision is None:
            raise LookupError(
                f"Nobody has decided whether backups contain {model._meta.label}: add it to "
                "CONTENTS in newsarchive/operations/contents.py."
            )
        if isinstance(decision, Kept):
            yield model, decision


def stored_models() -> Iterator[type[Model]]:
    """All models with a table of their own, also those between two others."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model
