"""The body: ``rules`` takes the paragraphs of the story with its crossheads and lists, and leaves
out what its ``features`` tell to be something else at either end."""

from articles.extraction.fields.body.rules import find

__all__ = ["find"]
