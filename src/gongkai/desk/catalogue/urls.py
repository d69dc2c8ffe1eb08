"""Where the pages live."""

from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk.catalogue import columns, drafting, exchange, guide, publishing, reviewing, topics, views

ITEM: list[URLPattern | URLResolver] = [
    path("", views.item, name="item"),
    path("change/", drafting.change, name="item-change"),
    path("submit/", drafting.submit, name="item-submit"),
    path("recall/", drafting.recall, name="item-recall"),
    path("discard/", drafting.discard, name="item-discard"),
    path("files/attach/", drafting.attach, name="item-attach"),
    path("files/<int:attachment>/detach/", drafting.detach, name="item-detach"),
    path("review/", reviewing.review, name="item-review"),
    path("secrecy/", reviewing.secrecy, name="item-secrecy"),
    path("inspect/", reviewing.inspect, name="item-inspect"),
    path("findings/<int:finding>/justify/", reviewing.justify, name="item-justify"),
    path("publish/", publishing.publish, name="item-publish"),
    path("schedule/", publishing.schedule, name="item-schedule"),
    path("unschedule/", publishing.unschedule, name="item-unschedule"),
    path("return/", publishing.send_back, name="item-return"),
    path("correct/", publishing.correct, name="item-correct"),
    path("drop/", publishing.drop, name="item-drop"),
    path("mark/", publishing.mark, name="item-mark"),
    path("withdraw/", publishing.withdraw, name="item-withdraw"),
    path("compare/", views.compare, name="item-compare"),
    path("versions/<int:number>/", views.version, name="item-version"),
]
COLUMNS: list[URLPattern | URLResolver] = [
    path("", columns.all_columns, name="columns"),
    path("open/", columns.open_column, name="column-open"),
    path("numbering/", columns.set_numbering, name="numbering"),
    path("<int:pk>/change/", columns.change_column, name="column-change"),
    path("<int:pk>/close/", columns.close_column, name="column-close"),
    path("<int:pk>/reopen/", columns.reopen_column, name="column-reopen"),
]
TOPICS: list[URLPattern | URLResolver] = [
    path("", topics.all_topics, name="topics"),
    path("open/", topics.open_topic, name="topic-open"),
    path("<int:pk>/", topics.topic, name="topic"),
    path("<int:pk>/change/", topics.change_topic, name="topic-change"),
    path("<int:pk>/fill/", topics.fill_topic, name="topic-fill"),
    path("<int:pk>/entries/<int:entry>/thin/", topics.thin_topic, name="topic-thin"),
    path("<int:pk>/archive/", topics.archive_topic, name="topic-archive"),
    path("<int:pk>/reopen/", topics.reopen_topic, name="topic-reopen"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.all_items, name="items"),
    path("draft/", drafting.draft, name="item-draft"),
    path("from-word/", exchange.from_word, name="item-from-word"),
    path("from-sheet/", exchange.from_sheet, name="items-from-sheet"),
    path("template/", exchange.template, name="items-template"),
    path("export/", exchange.export, name="items-export"),
    path("figures/", views.figures, name="figures"),
    path("guide/", guide.guide, name="guide"),
    path("guide/change/", guide.change_guide, name="guide-change"),
    path("columns/", include(COLUMNS)),
    path("topics/", include(TOPICS)),
    path("<int:pk>/", include(ITEM)),
]
