"""The Whoosh engine: Whoosh keeps the postings on disk, numpy evaluates queries.

The only package that may import whoosh. From the bottom: ``postings``
(what bytes they are), ``schema`` (what is kept of a document), ``pool`` (from documents to
terms), ``codec`` (the files), ``unions`` and ``phrases`` (joining lists of documents),
``columns`` (what facets count), ``cache``, ``snapshots`` (reading one state of an index),
``merging``, ``partner`` (a second process), ``writing``, ``generations`` (whole indexes beside
each other), ``lock`` (one writer at a time), ``expansion`` (the words of a pattern),
``evaluation`` (clauses to scored documents), ``selection`` (filters, counts, order),
``feedback`` (words that the best matches share) and ``engine``.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 is of 2016: newer Pythons warn of its sources when they first compile them.
    for message in ("invalid escape sequence", '"is" with a literal', '"is not" with a literal'):
        warnings.filterwarnings("ignore", message, SyntaxWarning)
    from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
