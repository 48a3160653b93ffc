"""The check of a letter's code."""

from django.urls import path

from onewindow.portal.verification import views

urlpatterns = [path("", views.verify, name="verify")]
