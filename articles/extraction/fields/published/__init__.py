from articles.extraction.fields.published.rules import find

__all__ = ["find"]
