"""The public guide of an item, and the way into an application."""

from django.urls import path

from onewindow.portal.drafts.starting import start
from onewindow.portal.guides import views

urlpatterns = [
    path("<slug:slug>/", views.guide, name="guide"),
    path("<slug:slug>/application/", start, name="start"),
]
