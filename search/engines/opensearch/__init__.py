"""The OpenSearch engine: a cluster stores and searches what ``search.text`` made of the texts.

This is the only package that may import opensearchpy. Its modules, from low to high level:
``address`` (what a SEARCH_URL says), ``failures`` (errors as EngineUnavailable), ``cluster``
(requests, and whether their answers are whole), ``schema`` (the mapping), ``records`` (documents as
they are sent), ``selections`` (filters and facets), ``vocabulary`` (patterns to words),
``translation`` (clauses to queries), ``generations`` (whole indexes side by side), ``lock`` (one
writer at a time), ``writing``, ``reading`` (all hits), ``feedback`` (words that the best matches
share), ``questions`` (a query and its tiers) and ``engine``.
"""

from search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
