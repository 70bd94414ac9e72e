"""The outbox: changes of articles that are not in the index yet; and the state of the archive."""

from django.db import models


class OutboxEntry(models.Model):
    """An article that has changed since it was indexed.

    Entries are written in the transaction of the change; an article may have several.
    ``article_id`` is not a foreign key, because the entry outlives a deleted article, whose
    document must still be removed from the index.
    """

    article_id = models.BigIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"


class ArchiveState(models.Model):
    """What this database is, and which state of it the index was last written from: one row.

    ``archive`` is the id of the archive, in every copy and backup of it. ``sequence`` counts the
    updates of the index, and ``token`` is the random name of the last one. ``next_token`` is that
    of an update that has begun: the index may have it already.
    """

    archive = models.CharField(max_length=32)
    sequence = models.BigIntegerField(default=0)
    token = models.CharField(max_length=32, blank=True)
    next_token = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name_plural = "archive states"

    def __str__(self) -> str:
        return f"{self.archive}, update {self.sequence}"

    def confirm(self, token: str) -> None:
        """Record that the index has the update with this token; saves nothing."""
        if token and token == self.next_token:
            self.token, self.next_token = token, ""
            self.sequence += 1
