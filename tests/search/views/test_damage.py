"""Pages over a damaged index: the right answer or 503 with the remedy, never an error."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from search.engines import registry
from tests.samples import sampled
from tests.search.engines.whoosh.test_random_damage import KINDS

pytestmark = pytest.mark.django_db(transaction=True)

#: Addresses whose answers depend on the index alone, and others, which need it for a part.
ANSWERS = [
    *("/api/search?q=idlib", "/api/search?q=turk*+-moscow&sort=newest", "/api/search?q="),
    *("/api/suggest?q=tur", "/export.csv?q=syria", "/feed.atom?q=idlib"),
]
PAGES = ["/", "/?q=idlib", "/?q=erdogen~", "/?q=nothingatall", "/search/help", "/coverage/"]


def _damaged(folder: Path, kind: str, rng: random.Random) -> None:
    path = rng.choice(sorted(path for path in folder.rglob(f"*{kind}") if path.is_file()))
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice([1, 50])):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    if rng.random() < 0.3:
        del content[rng.randrange(len(content)) :]
    path.write_bytes(content)


@pytest.mark.parametrize("kind", sampled(KINDS, every=3))
def test_no_page_is_wrong_or_fails(
    seeds: object, index_folder: Path, tmp_path: Path, client: Client, kind: str
) -> None:
    article = Article.objects.shown()[0].get_absolute_url()
    right = {address: client.get(address).getvalue() for address in ANSWERS}
    shutil.copytree(index_folder, tmp_path / "whole")
    for seed in range(3):
        shutil.rmtree(index_folder)
        shutil.copytree(tmp_path / "whole", index_folder)
        _damaged(index_folder, kind, random.Random(f"{kind} {seed}"))
        registry._engine.cache_clear()  # as in a process that opens the index now
        for address in [*ANSWERS, *PAGES, article]:
            response = client.get(address)
            if response.status_code == 200 and address in right:
                assert response.getvalue() == right[address], (address, seed)
            assert response.status_code in (200, 503), (address, seed)
        if client.get("/?q=idlib").status_code == 503:
            assert "manage.py reindex" in client.get("/?q=idlib").text
            assert client.get("/healthz").status_code == 503
    registry._engine.cache_clear()
