"""Saved searches of people, and the e-mails about what is new in them."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from search.addresses.parameters import Parameters
from search.addresses.reading import read


def new_key() -> str:
    """A name for addresses that cannot be guessed."""
    return secrets.token_urlsafe(16)


class SavedSearch(models.Model):
    """A search that a person follows.

    ``query`` has its parameters as in an address, but dates that count from today as they were
    typed. The person has seen what is new up to the sequence number ``seen_up_to``, at ``seen_at``.
    E-mails have told of all articles up to ``mailed_up_to``, and were last due at ``mailed_at``.
    """

    class Alerts(models.TextChoices):
        NONE = "none", "no e-mails"
        AT_ONCE = "at_once", "at once"
        DAILY = "daily", "once a day"
        WEEKLY = "weekly", "once a week"

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    seen_up_to = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField(default=timezone.now)
    alerts = models.CharField(
        "e-mails about what is new", max_length=7, choices=Alerts.choices, default=Alerts.NONE
    )
    mailed_up_to = models.PositiveBigIntegerField()
    mailed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("position", "pk")
        indexes: ClassVar = [
            models.Index(fields=["owner", "position"], name="searches_in_order"),
            models.Index(
                fields=["owner"], name="searches_with_alerts", condition=~models.Q(alerts="none")
            ),
        ]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("saved-search", args=[self.key])

    @property
    def typed(self) -> QueryDict:
        """The parameters as they are stored."""
        return QueryDict(self.query)

    @property
    def parameters(self) -> Parameters:
        """The search as of today."""
        return read(self.typed)


class AlertMail(models.Model):
    """An e-mail that the mail server has not accepted yet: one for each person.

    It is stored before it is sent, so that one that is sent again, after a process was killed or
    the server was down, names the same articles and has the same ``message_id``. ``parts`` are
    lists of a search's key and two sequence numbers: the e-mail tells of articles after the first,
    up to the second. ``claim`` is the random name of the process that is sending it, until
    ``claimed_until``. After a failure, ``problem`` is a sentence about the last of ``tries``, and
    it is not sent before ``retry_at``.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="alert_mail")
    message_id = models.CharField(max_length=200)
    parts = models.JSONField()
    planned_at = models.DateTimeField(default=timezone.now)
    claim = models.CharField(max_length=22, blank=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    retry_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.message_id
