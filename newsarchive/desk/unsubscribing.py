"""Signed addresses by which people stop e-mails without signing in."""

from __future__ import annotations

from typing import Final

from django.core import signing
from django.urls import reverse

from newsarchive.desk.savedsearches import SavedSearch

_SALT: Final = "newsarchive.desk.unsubscribe"


def path_for(owner: int) -> str:
    """The path of a person's address, by the key of the account. It is valid for ever."""
    return reverse("unsubscribe", args=[_signer().sign(str(owner))])


def owner_of(signed: str) -> int | None:
    """The key of the account that an address names; None if it is not one of ours."""
    try:
        return int(_signer().unsign(signed))
    except signing.BadSignature:
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def stop(owner: int) -> None:
    """Send this person no e-mails about saved searches any more; the searches stay."""
    SavedSearch.objects.filter(owner=owner).update(alerts=SavedSearch.Alerts.NONE)
