from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"

    def ready(self) -> None:
        from articles.models import articles_changed
        from articles.reconsideration import follow

        articles_changed.connect(follow, dispatch_uid="articles.neighbours")
