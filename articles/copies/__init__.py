"""Which articles share their text: copies of one wire story, updates, shortened versions.

``shingles`` measures what two texts share, ``detection`` finds the pairs of the archive and keeps
them in step with the table, ``sharing`` words them for pages, and ``comparison`` sets two texts
side by side.
"""
