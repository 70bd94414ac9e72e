"""Articles of a given headline and text, stored without an ingest."""

from __future__ import annotations

import random
from hashlib import sha256

from articles.models import Article, Capture

WORDS = [f"{a}{b}" for a in ("ferry", "harbour", "captain", "storm", "bridge") for b in range(200)]


def text(*seeds: int) -> str:
    """A paragraph of twelve words for each seed: the same words for the same seed."""
    return "\n\n".join(" ".join(random.Random(seed).choices(WORDS, k=12)) for seed in seeds)


def article(headline: str, body: str) -> Article:
    """Store an article; its headline must be that of no other one."""
    digest = sha256(headline.encode()).hexdigest()
    capture = Capture.objects.create(
        sha256=digest, comparison_key=digest, compressed=Capture.compress(b""), encoding="utf-8"
    )
    made = Article.objects.create(
        public_id=digest[:10], capture=capture, headline=headline, body=body
    )
    Capture.objects.filter(pk=capture.pk).update(article=made)
    return made
