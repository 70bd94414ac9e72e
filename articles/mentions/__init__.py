"""Which people, places and organisations an article names, and who says what in it.

``vocabulary`` has the words by which rules tell names apart, and ``gazetteer`` the places that
every archive knows. ``capitals`` finds runs of capitalised words, ``naming`` makes names of them
with ``evidence`` for their kinds, and ``aliases`` joins short forms with the whole names.
``quotedwords`` finds what stands in quotation marks, ``attribution`` and ``people`` who says it,
and ``speech`` the quotations. ``reading`` reads a text, ``corrected`` an article with the
corrections that people made, and ``storage`` stores that.
"""
