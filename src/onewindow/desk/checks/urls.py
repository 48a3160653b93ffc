"""The quality check of one version."""

from django.urls import path

from onewindow.desk.checks import views

urlpatterns = [
    path("items/<int:pk>/checks/", views.version_checks, name="version_checks"),
]
