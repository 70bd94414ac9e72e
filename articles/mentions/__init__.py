"""Which people, places and organisations an article names, and who says what in it.

``vocabulary`` has the words by which rules tell names apart, and ``gazetteer`` the places that
every archive knows. ``capitals`` finds names in a paragraph, ``naming`` those of an article with
their kinds, and ``speech`` its quotations with their speakers. ``reading`` joins them to what is
stored of an article, with the corrections that people made; ``detection`` stores it.
"""
