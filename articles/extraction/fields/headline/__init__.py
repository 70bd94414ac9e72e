"""The headline of the story.

``exclusions`` rules lines out, ``features`` measures the others, ``pagetitles`` finds those that
repeat others, and ``rules`` chooses.
"""

from articles.extraction.fields.headline.rules import find

__all__ = ["find"]
