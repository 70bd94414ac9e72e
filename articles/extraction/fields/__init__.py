"""One room for each fact of an article. Its ``find`` takes the layout of a page to a finding.

``outlet``, ``headline``, ``byline`` and ``published`` are packages; ``body``, ``standfirst``,
``captions``, ``dateline`` (with the agency) and ``language`` are modules. ``rule`` says what a rule
is.
"""
