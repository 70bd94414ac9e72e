"""What one line says, read alone: a date, names, a credit, a dateline, the outlet of the page.

Read ``triggers`` first: the words of a line show which rules need not read it. Then, by fact:

- dates: ``dates``, ``datestamps`` (date lines), ``relativedates``, ``datelines``
- people: ``names``, ``bylines``, ``authors``, ``biographies``; ``organisations`` that sign instead
- pictures: ``credits``
- the outlet: ``namingphrases``, ``selfnaming``, ``outletnames``, ``outlets``; and ``addressing``,
  how it speaks to its readers
- the title of an article: ``titles``
"""
