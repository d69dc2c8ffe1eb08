"""The addresses of searching."""

from django.urls import path

from gongkai.portal.finding import feeds, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/feed.xml", feeds.search_feed, name="search_feed"),
    path("<slug:slug>/search/", views.organ_search, name="organ_search"),
    path("<slug:slug>/search/feed.xml", feeds.organ_search_feed, name="organ_search_feed"),
]
