"""What a page is made of, and where its story stands.

Read in this order: ``blocks``, ``kinds`` (each block by itself), ``neighbouring`` (by what stands
beside it), ``page``, which puts these together, ``repeats``, and ``layout`` (head, story and tail).
``topic`` (the words of a story), ``markers`` (lines that sign or date it) and ``insertions``
(posts, lines about authors) serve the fields.
"""
