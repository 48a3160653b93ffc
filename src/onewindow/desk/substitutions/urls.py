"""Substitutions."""

from django.urls import path

from onewindow.desk.substitutions import views

urlpatterns = [
    path("substitutions/", views.substitutions, name="substitutions"),
    path("substitutions/<int:pk>/end/", views.end_substitution, name="end_substitution"),
]
