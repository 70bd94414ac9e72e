"""What words mean, wherever they stand: names of outlets and people, dates, phrases, furniture.

Read ``vocabulary`` first, which folds texts and has the wording of furniture, and ``phrasebook``,
which reads phrases and expressions from ``data/phrases``; then ``knownoutlets`` and ``persons``.
``dateparts`` are parts of expressions, and ``expressions`` derives from each what a
text must contain to match it. ``explanations`` words the reasons of findings, and ``caches``
remembers lines that come back.
"""
