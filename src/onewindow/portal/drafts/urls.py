"""Filling in an application."""

from django.urls import path

from onewindow.portal.drafts import materials, promising, views

urlpatterns = [
    path("<uuid:uid>/", views.draft, name="draft"),
    path("<uuid:uid>/answers/", views.answers, name="answers"),
    path("<uuid:uid>/fields/", views.fields, name="fields"),
    path("<uuid:uid>/materials/", materials.materials, name="materials"),
    path("<uuid:uid>/files/<int:pk>/", materials.draft_file, name="draft_file"),
    path("<uuid:uid>/files/<int:pk>/removal/", materials.remove_file, name="remove_file"),
    path("<uuid:uid>/promise/", promising.promise, name="promise"),
    path("<uuid:uid>/check/", views.check, name="check"),
    path("<uuid:uid>/submission/", views.submit, name="submit"),
]
