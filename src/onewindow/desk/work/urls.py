"""The work list is the desk's first page."""

from django.urls import path

from onewindow.desk.work import views

urlpatterns = [path("", views.work, name="work")]
