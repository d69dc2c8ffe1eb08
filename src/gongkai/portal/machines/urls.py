"""The addresses that programs ask for."""

from django.urls import path

from gongkai.portal.machines import addresses, datafiles, feeds

urlpatterns = [
    path("robots.txt", addresses.robots, name="robots"),
    path("sitemap.xml", addresses.sitemap, name="sitemap"),
    path("<slug:slug>/sitemap.xml", addresses.sitemap_pages, name="sitemap_pages"),
    path("<slug:slug>/sitemap-<int:part>.xml", addresses.sitemap_items, name="sitemap_items"),
    path("data/", datafiles.all_data, name="all_data"),
    path("data/<str:name>", datafiles.all_data_file, name="all_data_file"),
    path("<slug:slug>/data/", datafiles.data, name="data"),
    path("<slug:slug>/data/<str:name>", datafiles.data_file, name="data_file"),
    path("feed.xml", feeds.all_feed, name="all_feed"),
    path("<slug:slug>/feed.xml", feeds.feed, name="feed"),
    path("<slug:slug>/columns/<path:path>/feed.xml", feeds.column_feed, name="column_feed"),
]
