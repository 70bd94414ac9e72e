"""E-mails about what is new in saved searches: planned, sent and settled.

An e-mail is stored as a plan, sent, and only then do its searches count its articles as told. So a
mail server that is down loses nothing, and a process that is killed in between sends one e-mail
again, with the same Message-ID. No transaction is open while the mail server is asked.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from newsarchive.desk.alertmessages import Part, message_id_of, message_of
from newsarchive.desk.following import new_in
from newsarchive.desk.savedsearches import AlertMail, SavedSearch, new_key
from search.engines import get_engine
from search.index.draining import drain
from search.index.waiting import searchable_up_to

logger = logging.getLogger(__name__)

#: How long a process that sends an e-mail has it for itself. Each answer of the mail server is
#: awaited for EMAIL_TIMEOUT only, so this passes only if the process was killed.
LEASE: Final = dt.timedelta(minutes=10)
#: After a refusal for good, the pause before the next try; each one is twice as long, up to a day.
_PAUSE: Final = dt.timedelta(minutes=30)
_LONGEST_PAUSE: Final = dt.timedelta(days=1)
_PERMANENT: Final = 500


class ServerProblem(Exception):
    """The mail server cannot be used; nobody's e-mail can be sent now."""


class Refused(Exception):
    """The mail server refused one e-mail. ``is_final``: the same e-mail will be refused again."""

    def __init__(self, sentence: str, *, is_final: bool) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass
class Report:
    """``sent`` e-mails about ``searches`` searches; ``refused`` are sentences."""

    sent: int = 0
    searches: int = 0
    refused: tuple[str, ...] = ()


def send_due() -> Report:
    """Send what is due to everybody. Raises ServerProblem, and EngineUnavailable."""
    report = Report()
    wanted = [search for search in with_alerts() if is_due(search, timezone.now())]
    waiting = dict(AlertMail.objects.filter(reachable("user")).values_list("user_id", "pk"))
    if not wanted and not waiting:
        return report
    drain()
    up_to = searchable_up_to(min((each.mailed_up_to for each in wanted), default=0))
    due = {key: list(rows) for key, rows in groupby(wanted, key=lambda each: each.owner_id)}
    connection = get_connection()
    try:
        for owner in sorted({*due, *waiting}):
            searches = due.get(owner, [])
            if owner in waiting:
                # What could not be sent comes first; then what is new since.
                if not _retry(connection, waiting[owner], report):
                    continue
                rows = SavedSearch.objects.filter(pk__in=[each.pk for each in searches])
                searches = list(rows.select_related("owner"))
            mail = _plan(searches, up_to)
            if mail is not None:
                _deliver(connection, mail, report)
    finally:
        _close(connection)
    return report


def is_due(search: SavedSearch, now: dt.datetime) -> bool:
    """Whether a day or a week has begun since this search was last due. Days begin at
    ALERT_HOUR."""
    last, today = _day(search.mailed_at), _day(now)
    match search.alerts:
        case SavedSearch.Alerts.AT_ONCE:
            return True
        case SavedSearch.Alerts.DAILY:
            return last != today
        case SavedSearch.Alerts.WEEKLY:
            return last.isocalendar()[:2] != today.isocalendar()[:2]
    return False


def _day(moment: dt.datetime) -> dt.date:
    return (timezone.localtime(moment) - dt.timedelta(hours=settings.ALERT_HOUR)).date()


def with_alerts() -> Iterator[SavedSearch]:
    """The searches of people who asked for e-mails and can get them."""
    rows = SavedSearch.objects.exclude(alerts=SavedSearch.Alerts.NONE)
    rows = rows.filter(reachable("owner")).select_related("owner")
    return rows.order_by("owner", "position", "pk").iterator()


def reachable(person: str) -> Q:
    """A condition: ``person``, the name of a relation, has an open account and an address."""
    return Q(**{f"{person}__is_active": True}) & ~Q(**{f"{person}__email": ""})


def _plan(searches: Sequence[SavedSearch], up_to: int) -> AlertMail | None:
    """Store the e-mail about what is new in these searches of one person, claimed by this process.

    None if there is nothing new, or if another process plans it.
    """
    now = timezone.now()
    fresh = [each for each in searches if each.mailed_up_to < up_to]
    queries, _ = new_in([(each, each.mailed_up_to) for each in fresh])
    totals = get_engine().totals(queries) if queries else []
    told = [each for each, total in zip(fresh, totals, strict=True) if total]
    nothing = {each.pk for each in searches} - {each.pk for each in told}
    SavedSearch.objects.filter(pk__in=nothing, mailed_up_to__lte=up_to).update(
        mailed_up_to=up_to, mailed_at=now
    )
    if not told:
        return None
    parts: list[Part] = [(each.key, each.mailed_up_to, up_to) for each in told]
    owner = told[0].owner
    try:
        with transaction.atomic():
            if not _lock(owner.pk):
                return None
            rows = SavedSearch.objects.filter(pk__in=[each.pk for each in told])
            as_read = {each.pk: each.mailed_up_to for each in told}
            if dict(rows.values_list("pk", "mailed_up_to")) != as_read:
                return None  # another process has sent it meanwhile
            return AlertMail.objects.create(
                user=owner,
                message_id=message_id_of(owner.pk, parts),
                parts=parts,
                planned_at=now,
                claim=new_key(),
                claimed_until=now + LEASE,
            )
    except IntegrityError:
        return None


def _lock(person: int) -> bool:
    """Let no other process plan or settle an e-mail for a person until the end of the transaction;
    False if there is no such account any more."""
    return User.objects.select_for_update().filter(pk=person).first() is not None


def _retry(connection: BaseEmailBackend, key: int, report: Report) -> bool:
    """Send an e-mail that waits; False if it goes on waiting."""
    now, claim = timezone.now(), new_key()
    # A time further away than that was written before a clock was set back.
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + LEASE)
    ripe = Q(retry_at=None) | Q(retry_at__lte=now) | Q(retry_at__gt=now + _LONGEST_PAUSE)
    rows = AlertMail.objects.filter(free, ripe, pk=key)
    if not rows.update(claim=claim, claimed_until=now + LEASE):
        return False
    mail = AlertMail.objects.select_related("user").get(pk=key)
    return _deliver(connection, mail, report)


def _deliver(connection: BaseEmailBackend, mail: AlertMail, report: Report) -> bool:
    """Send a claimed e-mail and settle it; False if it was refused. Raises ServerProblem."""
    try:
        message = message_of(mail)
        if message is not None:
            _send(connection, message)
    except Refused as refusal:
        _put_off(mail, refusal)
        report.refused += (f"{mail.user.get_username()}: {refusal}",)
        return False
    except BaseException:
        # It stays, for the next run. If the server has it already, that one repeats it.
        AlertMail.objects.filter(pk=mail.pk, claim=mail.claim).update(claim="", claimed_until=None)
        raise
    _settle(mail)
    if message is not None:
        report.sent += 1
        report.searches += len(mail.parts)
    return True


def _send(connection: BaseEmailBackend, message: EmailMultiAlternatives) -> None:
    """Raises Refused or ServerProblem unless the mail server has accepted the message."""
    (address,) = message.to
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(f"“{address}” is not an e-mail address.", is_final=True) from None
    try:
        sent = connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()), (_PERMANENT, b""))
        raise Refused(_refusal(address, code, text), is_final=code >= _PERMANENT) from error
    except smtplib.SMTPDataError as error:
        is_final = error.smtp_code >= _PERMANENT
        sentence = _refusal(address, error.smtp_code, error.smtp_error)
        raise Refused(sentence, is_final=is_final) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ServerProblem(f"The mail server cannot be used: {error}") from error
    if not sent:
        raise ServerProblem("The mail server did not accept the e-mail.")


def _refusal(address: str, code: int, text: bytes | str) -> str:
    reason = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"The mail server refused the e-mail to {address}: {code} {' '.join(reason.split())}"


def _put_off(mail: AlertMail, refusal: Refused) -> None:
    """Note why an e-mail was refused, and let the next runs try again."""
    logger.warning("%s", refusal)
    pause = min(_PAUSE * 2 ** min(mail.tries, 10), _LONGEST_PAUSE)
    AlertMail.objects.filter(pk=mail.pk, claim=mail.claim).update(
        claim="",
        claimed_until=None,
        tries=mail.tries + 1,
        problem=str(refusal),
        retry_at=timezone.now() + pause if refusal.is_final else None,
    )


def _settle(mail: AlertMail) -> None:
    """The e-mail was accepted, or has nothing to tell any more."""
    with transaction.atomic():
        # Not while another process plans for this person: it would find the searches as they were
        # and the e-mail gone.
        _lock(mail.user_id)
        AlertMail.objects.filter(pk=mail.pk).delete()
        for key, _, up_to in mail.parts:
            rows = SavedSearch.objects.filter(key=key, mailed_up_to__lt=up_to)
            rows.update(mailed_up_to=up_to, mailed_at=mail.planned_at)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        logger.info("The connection to the mail server was not closed: %s", error)
