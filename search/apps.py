from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from django.core.signals import request_started

        from articles.models import articles_changed
        from articles.runs import run_ended
        from search.index import checks, outbox, periodiccheck  # noqa: F401 - checks register themselves

        articles_changed.connect(outbox.enqueue, dispatch_uid="search.index.outbox")
        run_ended.connect(outbox.drain_after_run, dispatch_uid="search.index.outbox.run")
        request_started.connect(periodiccheck.start, dispatch_uid="search.index.periodiccheck")
