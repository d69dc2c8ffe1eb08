"""The address that counts visits."""

from django.urls import path

from gongkai.portal.visits import views

urlpatterns = [path("visits/counted.gif", views.counted, name="counted")]
