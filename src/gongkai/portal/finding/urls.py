"""The addresses of searching."""

from django.urls import path

from gongkai.portal.finding import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("<slug:slug>/search/", views.organ_search, name="organ_search"),
]
