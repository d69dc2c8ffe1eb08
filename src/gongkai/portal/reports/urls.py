"""The addresses of annual reports."""

from django.urls import path

from gongkai.portal.reports import views

urlpatterns = [
    path("reports/", views.all_reports, name="all_reports"),
    path("<slug:slug>/reports/", views.of_one_organ, name="reports"),
    path("<slug:slug>/reports/<int:year>/", views.report, name="report"),
    path("<slug:slug>/reports/<int:year>.<str:suffix>", views.report_file, name="report_file"),
]
