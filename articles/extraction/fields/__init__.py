"""One module or package for each fact of an article. Its ``find`` reads the fact from a layout.

``outlet``, ``headline``, ``byline`` and ``published`` are packages; ``body``, ``standfirst``,
``captions``, ``dateline`` (with the agency) and ``language`` are modules. ``rule`` says what a rule
is.
"""
