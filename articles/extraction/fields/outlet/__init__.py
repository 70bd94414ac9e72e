from articles.extraction.fields.outlet.rules import address_of, find

__all__ = ["address_of", "find"]
