"""Where the pages live."""

from django.urls import path

from gongkai.desk.errors import views

urlpatterns = [
    path("", views.listed, name="errors"),
    path("<int:pk>/", views.report, name="error"),
    path("<int:pk>/answer/", views.answer, name="error-answer"),
    path("<int:pk>/close/", views.close, name="error-close"),
]
