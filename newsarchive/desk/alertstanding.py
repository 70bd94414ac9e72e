"""How the e-mails about saved searches stand, for the status page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from articles.extraction.words.explanations import counted
from articles.models import Article
from newsarchive.desk.alerts import is_due, reachable, with_alerts
from newsarchive.desk.models import AlertMail

#: What waits for longer shows that nothing runs `manage.py alert`.
LATE: Final = dt.timedelta(hours=1)
#: E-mails that are listed.
_LISTED: Final = 5


def due() -> tuple[str, bool]:
    """A sentence about the searches that the next run looks at, and whether all is well."""
    now, last = timezone.now(), Article.objects.last_sequence()
    asked = list(with_alerts())
    waiting = [each for each in asked if each.mailed_up_to < last and is_due(each, now)]
    if not asked:
        return "nobody has asked for e-mails", True
    searches = counted(len(asked), "search", "searches")
    if not settings.ARCHIVE_ADDRESS:
        return (
            f"{searches} with e-mails, and none can be sent: set ARCHIVE_ADDRESS to the address of "
            "the archive.",
            False,
        )
    if not waiting:
        return f"none of {searches} with e-mails", True
    # Those of people whose last e-mail was refused wait for that one, which is told by itself.
    refused = set(_waiting().exclude(problem="").values_list("user", flat=True))
    late = [
        each
        for each in waiting
        if each.owner_id not in refused and each.mailed_at < now - LATE and is_due(each, now - LATE)
    ]
    sentence = f"{len(waiting):,} of {searches} with e-mails"
    if late:
        sentence += (
            f", {len(late):,} of them for more than an hour: `manage.py alert` sends what is due; "
            "run it from a timer."
        )
    return sentence, not late


def unsent(*, with_names: bool) -> Iterator[str]:
    """Sentences about e-mails that were not accepted, each with what to do.

    Without names, people and their addresses are only counted.
    """
    rows = _waiting().select_related("user").order_by("planned_at", "pk")
    refused = rows.exclude(problem="")
    shown = refused[:_LISTED] if with_names else refused.none()
    for mail in shown:
        again = f"at {timezone.localtime(mail.retry_at):%-d %B %H:%M}" if mail.retry_at else "soon"
        yield (
            f"{mail.user.get_username()}: {mail.problem.rstrip('.')}. It is tried again {again}. "
            "If the address is wrong, correct it in the account."
        )
    if (more := refused.count() - len(shown)) > 0:
        if with_names:
            yield f"{counted(more, 'further e-mail')} refused."
        else:
            yield f"{counted(more, 'e-mail')} refused. Administrators see which, and why."
    if left := rows.filter(problem="", planned_at__lt=timezone.now() - LATE).count():
        yield (
            f"{counted(left, 'e-mail')} not sent for more than an hour: `manage.py alert` sends "
            "what waits, and says so if the mail server (EMAIL_URL) cannot be used."
        )


def _waiting() -> QuerySet[AlertMail]:
    """The e-mails that the next runs send. Those of closed accounts wait for ever."""
    return AlertMail.objects.filter(reachable("user"))
