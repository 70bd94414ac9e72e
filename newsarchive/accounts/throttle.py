"""Wrong passwords: who must wait, how long, and how an administrator lifts it.

django-axes counts failures in the database, for all processes. It does so only when somebody signs
in, and costs other requests nothing.
"""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

#: Failures with one name from everywhere, for each allowed from one address. An attacker with many
#: addresses is stopped by it, but one with a single address cannot keep a person out.
EVERYWHERE: Final = 10


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts failures by name and address, and, at a tenth of the weight, by name alone."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        here, everywhere = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return int(max(here, everywhere // EVERYWHERE))


def address_of(request: HttpRequest) -> str:
    """The client's address. Of IPv6 only the network, since one client has 2^64 addresses there."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - a Unix socket, where clients have no address  # nosec B104
    if address.version == 6 and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def refusal() -> str:
    """The sentence for those who must wait."""
    minutes = round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    return (
        f"Too many wrong passwords: nobody can sign in with this name from here for {minutes} "
        "minutes, even with the right password. An administrator can lift this on the page "
        "“People”, an operator with `manage.py axes_reset_username NAME`."
    )


def locked_names() -> set[str]:
    """The names with which somebody must wait, from some address or from all."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(attempt_time__gte=since).order_by()
    by_address = recent.values("username", "ip_address").annotate(total=Sum("failures_since_start"))
    totals: dict[str, int] = {}
    locked: set[str] = set()
    for row in by_address:
        name = row["username"] or ""
        totals[name] = totals.get(name, 0) + row["total"]
        if max(row["total"], totals[name] // EVERYWHERE) >= settings.AXES_FAILURE_LIMIT:
            locked.add(name)
    return locked


def lift(username: str) -> None:
    """Forget the wrong passwords with this name, so that the right one works again."""
    reset(username=username)
