"""When the story was published.

``rules`` tries one kind of statement after the other. ``datecandidates`` finds the date lines of a
page and rates them, ``dayorder`` decides between the two days of a date in numbers,
``years`` infers the year of a dateline, and ``tense`` finds the weekdays and years of the past.
"""

from articles.extraction.fields.published.rules import find

__all__ = ["find"]
