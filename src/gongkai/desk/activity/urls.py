"""Where the pages live."""

from django.urls import path

from gongkai.desk.activity.views import activities

urlpatterns = [path("", activities, name="activity")]
