from articles.extraction.fields.headline.rules import find

__all__ = ["find"]
