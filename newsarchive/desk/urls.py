"""The addresses of the desk."""

from django.urls import path

from newsarchive.desk.views import (
    collection,
    collectionedit,
    collectionfiles,
    collectionlist,
    marked,
    markedfiles,
    mentions,
    passagenotes,
    searches,
    tags,
    unsubscribe,
)

urlpatterns = [
    path("marked/", marked.marked, name="marked"),
    path("marked/results", marked.results, name="marked-results"),
    path("marked/state.json", marked.state, name="marked-state"),
    path("marked/export.<str:extension>", markedfiles.export, name="marked-export"),
    path("marked/receipt/", markedfiles.receipt_for_people, name="marked-receipt-page"),
    path("marked/receipt.json", markedfiles.receipt, name="marked-receipt"),
    path("searches/", searches.searches, name="saved-searches"),
    path("searches/save", searches.save, name="saved-search-save"),
    path("searches/new", searches.new, name="saved-search-new"),
    path("searches/<str:key>/", searches.search, name="saved-search"),
    path("unsubscribe/<str:signed>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("collections/", collectionlist.collections, name="collections"),
    path("collections/<str:key>/", collection.collection, name="collection"),
    path("collections/<str:key>/edit", collectionedit.edit, name="collection-edit"),
    path("collections/<str:key>/dossier", collection.dossier, name="collection-dossier"),
    path(
        "collections/<str:key>/export.<str:extension>",
        collectionfiles.export,
        name="collection-export",
    ),
    path(
        "collections/<str:key>/receipt/",
        collectionfiles.receipt_for_people,
        name="collection-receipt-page",
    ),
    path("collections/<str:key>/receipt.json", collectionfiles.receipt, name="collection-receipt"),
    path("collections/<str:key>/follow/", collectionfiles.follow, name="collection-follow"),
    path("collections/<str:key>/feed.atom", collectionfiles.atom_feed, name="collection-atom"),
    path("collections/<str:key>/feed.json", collectionfiles.jsonfeed, name="collection-json"),
    path("notes/", passagenotes.notes, name="notes"),
    path("notes/<int:key>/", passagenotes.note, name="note"),
    path("articles/<str:public_id>/tags", tags.change, name="article-tags"),
    path("articles/<str:public_id>/mentions", mentions.change, name="article-mentions"),
]
