"""The addresses under which articles are added."""

from django.urls import path

from newsarchive.uploads.views import add, uploads

urlpatterns = [
    path("add/", add.add, name="add"),
    path("add/<str:key>/", uploads.upload, name="upload"),
    path("add/<str:key>/progress", uploads.progress, name="upload-progress"),
    path("add/<str:key>/<int:position>/", uploads.correct, name="upload-article"),
]
