"""What the index has yet to learn."""

from django.db import models


class OutboxEntry(models.Model):
    """An article changed and the index does not know it yet.

    Written in the transaction of the change; an article may have several. ``article_id`` is no
    foreign key: it outlives the article, whose document is then removed.
    """

    article_id = models.BigIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"
