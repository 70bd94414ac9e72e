"""Servers on which the whole suite is run: ``python -m tests.services`` (``dev.py test
--services``)."""
