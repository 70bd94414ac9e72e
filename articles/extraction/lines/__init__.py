"""What one line says, read alone: a date, names, a credit, a dateline, the outlet of the page.

Read ``triggers`` first: the words of a line show which rules need not read it. Then, by fact:

- dates: ``dates`` finds them in texts, with ``foreigndates`` for other languages and ``calendars``;
  ``datedlines`` takes a line with dates apart, and ``datestamps`` reads date lines.
  ``relativedates`` reads "2 hours ago", ``machinedates`` what programs write, ``handling`` when a
  page was copied, and ``datelines`` the openings of wire stories.
- people: ``names`` in a list; ``bylines`` and ``foreignbylines``; ``authors``, named without "By";
  ``biographies``; and ``organisations`` that sign instead
- pictures: ``credits``
- the outlet: ``selfnaming``, ``outletnames``, ``outletmentions``; and ``directaddress``, how it
  speaks to its readers
- the title of an article: ``titles``
"""
