"""The addresses under which articles are added."""

from django.urls import path

from newsarchive.uploads.views import add, api, uploads

urlpatterns = [
    path("add/", add.add, name="add"),
    path("add/<str:key>/", uploads.upload, name="upload"),
    path("add/<str:key>/progress", uploads.progress, name="upload-progress"),
    path("api/captures", api.captures, name="api-captures"),
    path("api/captures/<str:key>", api.capture, name="api-capture"),
    path("add/<str:key>/<int:position>/", uploads.correct, name="upload-article"),
]
