from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"

    def ready(self) -> None:
        from articles.models import dates_changed
        from articles.reconsideration import follow

        dates_changed.connect(follow, dispatch_uid="articles.neighbours")
