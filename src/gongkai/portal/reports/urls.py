"""The addresses of annual reports."""

from django.urls import path

from gongkai.portal.reports import auditing, comparing, views

urlpatterns = [
    path("reports/", views.all_reports, name="all_reports"),
    path("reports/compare/", comparing.organs, name="report_organs"),
    path("reports/compare.csv", comparing.organs_file, name="report_organs_file"),
    path("reports/audit/", auditing.audit, name="report_audit"),
    path("reports/report.schema.json", views.schema, name="report_schema"),
    path("<slug:slug>/reports/", views.of_one_organ, name="reports"),
    path("<slug:slug>/reports/compare/", comparing.years, name="report_years"),
    path("<slug:slug>/reports/compare.csv", comparing.years_file, name="report_years_file"),
    path("<slug:slug>/reports/<int:year>/", views.report, name="report"),
    path("<slug:slug>/reports/<int:year>.<str:suffix>", views.report_file, name="report_file"),
]
