from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from articles import trigrams
        from articles.copies import upkeep
        from articles.facts.settling import settle_neighbours
        from articles.management import output
        from articles.mentions import receivers
        from articles.models import articles_changed, dates_changed
        from articles.runs import run_ended

        output.install()
        dates_changed.connect(settle_neighbours, dispatch_uid="articles.facts.neighbours")
        articles_changed.connect(upkeep.compare_changed, dispatch_uid="articles.copies")
        articles_changed.connect(receivers.read_changed, dispatch_uid="articles.mentions")
        post_migrate.connect(trigrams.create_indexes, sender=self, dispatch_uid="articles.trigrams")
        run_ended.connect(upkeep.compare_after_run, dispatch_uid="articles.copies.run")
        run_ended.connect(receivers.read_after_run, dispatch_uid="articles.mentions.run")
