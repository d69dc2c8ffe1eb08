"""The addresses of 为本页纠错."""

from django.urls import path

from gongkai.portal.errors import views

urlpatterns = [
    path("<slug:slug>/report-error/", views.report_error, name="report_error"),
    path("<slug:slug>/report-error/received/", views.received, name="error_received"),
]
