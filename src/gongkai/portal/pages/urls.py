"""The addresses of an organ's pages."""

from django.urls import path

from gongkai.portal.pages import columns, guide, items, leaving, maps, topics

COLUMN, ITEM = "<slug:slug>/columns/<path:path>", "<slug:slug>/items/<int:pk>"
urlpatterns = [
    path("leaving/", leaving.leaving, name="leaving"),
    path("map/", maps.whole_map, name="whole_map"),
    path("<slug:slug>/topics/", topics.topics, name="topics"),
    path("<slug:slug>/topics/<slug:topic>/", topics.topic, name="topic"),
    path("<slug:slug>/map/", maps.site_map, name="map"),
    path("<slug:slug>/guide/", guide.guide, name="guide"),
    path("<slug:slug>/systems/", columns.systems, name="systems"),
    path("<slug:slug>/catalogue/", columns.catalogue, name="catalogue"),
    path(f"{COLUMN}/pages/<int:number>/", columns.column, name="column_page"),
    path(f"{COLUMN}/", columns.column, name="column"),
    path(f"{ITEM}/", items.item, name="item"),
    path(f"{ITEM}/text.txt", items.item_text, name="item_text"),
    path(f"{ITEM}/qr.svg", items.item_code, name="item_code"),
    path(f"{ITEM}/document.<str:suffix>", items.item_document, name="item_document"),
    path(f"{ITEM}/files/<int:file>/<str:name>", items.item_file, name="item_file"),
]
