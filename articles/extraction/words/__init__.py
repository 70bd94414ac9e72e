"""What words mean, wherever they stand: names of outlets and people, dates, trades, furniture.

Read ``vocabulary`` first, which folds texts and has the wording of furniture, and ``outlets``, then
``persons``. ``dateparts`` and ``trades`` are the parts of expressions, and ``expressions`` derives
from each what a text must contain to match it. ``caches`` remembers lines that come back.
"""
