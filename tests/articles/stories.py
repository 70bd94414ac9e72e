"""Articles of a given headline and text, stored without an ingest."""

from __future__ import annotations

from hashlib import sha256

from articles.models import Article, Capture


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
