"""Who wrote the story: people, or else the organisation that signs it.

``region`` says where on a page a byline can stand, ``rules`` finds people there, and
``signingorganisations`` finds who else signs.
"""

from articles.extraction.fields.byline.rules import find

__all__ = ["find"]
