from articles.extraction.fields.byline.rules import find

__all__ = ["find"]
