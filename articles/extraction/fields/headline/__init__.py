"""The headline of the story.

``features`` measures the lines that can be it, ``exclusions`` rules lines out, ``pagetitles``
finds those that repeat others, and ``rules`` chooses.
"""

from articles.extraction.fields.headline.rules import find

__all__ = ["find"]
