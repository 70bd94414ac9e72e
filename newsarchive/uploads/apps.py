from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "newsarchive.uploads"
    verbose_name = "uploads"
    default_auto_field = "django.db.models.BigAutoField"
