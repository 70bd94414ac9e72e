"""Which articles share their text: copies of one wire story, updates, shortened versions.

``shingles`` compares two texts, ``detection`` finds the pairs of the archive and keeps them in
step with the table, and ``sharing`` words them for pages.
"""
