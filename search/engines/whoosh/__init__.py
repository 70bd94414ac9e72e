"""The Whoosh engine: Whoosh stores the postings on disk, numpy evaluates queries.

This is the only package that may import whoosh. Its modules, from low to high level:
``failures`` (errors as EngineUnavailable), ``postings`` (their encoding), ``vectors`` (frequent
words of each document), ``tagcolumn``, ``schema`` (what is stored of a document), ``pool``
(inversion of documents to postings), ``codec`` (the files), ``unions``, ``phrases`` and
``nearness`` (joining posting lists), ``columns`` (facet values), ``cache``, ``snapshots`` (reading
one committed state of an index), ``generations`` (whole indexes side by side), ``merging``,
``partner`` (a second process), ``writing``, ``lock`` (one writer at a time),
``evaluation`` (clauses to scored documents), ``filtering`` (filters, facet
counts, order), ``feedback`` (words that the best matches share) and ``engine``.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 dates from 2016: newer Pythons emit these warnings when they compile it.
    for message in ("invalid escape sequence", '"is" with a literal', '"is not" with a literal'):
        warnings.filterwarnings("ignore", message, SyntaxWarning)
    from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
