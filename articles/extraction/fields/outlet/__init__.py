"""The outlet whose page this is, and the web address of the page.

``signals`` collects what on the page speaks for an outlet, ``weights`` says how much each kind
weighs, ``votes`` counts it by candidate, ``attribution`` finds outlets that are only sources of the
story, and ``rules`` decides.
"""

from articles.extraction.fields.outlet.rules import address_of, find

__all__ = ["address_of", "find"]
