"""The names and quotations of articles, as ``articles/mentions`` reads them."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from articles.models.articles import Article

#: Characters of a name.
LONGEST_NAME: Final = 200


class MentionReading(models.Model):
    """The version of an article whose names and quotations are stored, and that of the rules."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="mention_reading"
    )
    version = models.PositiveIntegerField()
    rules = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"version {self.version} of {self.article_id}"


class Mention(models.Model):
    """A name in an article. ``key`` is the same for all its spellings with other capitals or full
    stops, ``kind`` and ``rule`` are as in ``articles.mentions.kinds``, ``paragraph`` is the number
    of the one that shows the kind, from 0. ``forms`` are all its forms in the text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, db_index=True)
    kind = models.CharField(max_length=12, blank=True)
    rule = models.CharField(max_length=12, blank=True)
    paragraph = models.PositiveIntegerField()
    times = models.PositiveIntegerField()
    forms = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class Quotation(models.Model):
    """Direct speech in an article. ``speaker`` is "" if it is not certain who speaks, ``rule`` is
    as in ``articles.mentions.speech``, ``paragraph`` a number from 0."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="quotations")
    text = models.TextField()
    speaker = models.CharField(max_length=LONGEST_NAME, blank=True)
    speaker_key = models.CharField(max_length=LONGEST_NAME, blank=True, db_index=True)
    rule = models.CharField(max_length=12, blank=True)
    paragraph = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text


class MentionCorrection(models.Model):
    """What a person decided about a name or a quotation of an article. It outlasts each reading.

    ``key`` is that of the name, or of the words of the quotation. ``is_hidden``: it is none. If
    not, ``speaker`` says who speaks, "" that it is not certain.
    """

    class Of(models.TextChoices):
        NAME = "name", "name"
        QUOTATION = "quotation", "quotation"

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="mention_corrections"
    )
    of = models.CharField(max_length=9, choices=Of.choices)
    key = models.CharField(max_length=LONGEST_NAME)
    words = models.CharField(max_length=LONGEST_NAME)
    is_hidden = models.BooleanField(default=False)
    speaker = models.CharField(max_length=LONGEST_NAME, blank=True)
    by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "of", "key"], name="corrected_once"),
        ]

    def __str__(self) -> str:
        return self.words
