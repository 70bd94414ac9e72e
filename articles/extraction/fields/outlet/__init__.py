"""The outlet whose page this is, and the web address of the page.

``signs`` collects what on the page speaks for an outlet: ``signatures`` reads bylines,
``identification`` says which outlet a name stands for, ``repetition`` counts names in no list, and
``attribution`` finds outlets that are only sources of the story. ``features`` measures the
``candidates``, and ``rules`` weighs and decides.
"""

from articles.extraction.fields.outlet.rules import address_of, find

__all__ = ["address_of", "find"]
