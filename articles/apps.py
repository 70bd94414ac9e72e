from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"

    def ready(self) -> None:
        from articles.facts.settling import settle_neighbours
        from articles.management import output
        from articles.models import dates_changed

        output.install()
        dates_changed.connect(settle_neighbours, dispatch_uid="articles.facts.neighbours")
