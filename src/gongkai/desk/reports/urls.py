"""Where the pages live."""

from django.urls import path

from gongkai.desk.reports import auditing, building, closing, importing, views

urlpatterns = [
    path("", views.listed, name="reports"),
    path("new/", building.begin, name="report-begin"),
    path("import/", importing.take_over, name="report-import"),
    path("<int:pk>/discard/", importing.discard, name="report-discard"),
    path("rollup/<int:year>/", views.roll_up, name="report-rollup"),
    path("audits/<int:year>/", auditing.of_year, name="report-audits"),
    path("<int:pk>/audit/", auditing.one, name="report-audit"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/build/", building.build, name="report-build"),
    path("<int:pk>/texts/", building.texts, name="report-texts"),
    path("<int:pk>/offline/", building.offline, name="report-offline"),
    path("<int:pk>/offline/withdraw/", building.withdraw, name="report-offline-withdraw"),
    path("<int:pk>/close/", closing.close, name="report-close"),
    path("<int:pk>/publish/", closing.publish, name="report-publish"),
    path("<int:pk>/restate/", closing.restate, name="report-restate"),
    path("<int:pk>/differences/", views.differences, name="report-differences"),
    path("<int:pk>/page/", views.web_page, name="report-page"),
    path("<int:pk>/data/", views.data_file, name="report-data"),
]
