from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from articles.models import articles_changed
        from search import checks, outbox  # noqa: F401 - checks register themselves

        articles_changed.connect(outbox.enqueue, dispatch_uid="search.outbox")
