"""The addresses that programs ask for."""

from django.urls import path

from gongkai.portal.machines import addresses, feeds

urlpatterns = [
    path("robots.txt", addresses.robots, name="robots"),
    path("sitemap.xml", addresses.sitemap, name="sitemap"),
    path("<slug:slug>/sitemap.xml", addresses.sitemap_pages, name="sitemap_pages"),
    path("<slug:slug>/sitemap-<int:part>.xml", addresses.sitemap_items, name="sitemap_items"),
    path("feed.xml", feeds.all_feed, name="all_feed"),
    path("<slug:slug>/feed.xml", feeds.feed, name="feed"),
    path("<slug:slug>/columns/<path:path>/feed.xml", feeds.column_feed, name="column_feed"),
]
