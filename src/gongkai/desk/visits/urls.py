"""Where the pages live."""

from django.urls import path

from gongkai.desk.visits import importing, views

urlpatterns = [
    path("", views.overview, name="visits"),
    path("imports/", importing.listed, name="visit-imports"),
    path("imports/new/", importing.bring_in, name="visit-import"),
    path("imports/template/", importing.template, name="visit-template"),
    path("imports/<int:pk>/revoke/", importing.revoke, name="visit-revoke"),
]
