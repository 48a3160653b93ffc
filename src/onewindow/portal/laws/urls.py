"""The texts that the bases of items name."""

from django.urls import path

from onewindow.portal.laws import views

urlpatterns = [
    path("", views.laws, name="laws"),
    path("<slug:code>/", views.law, name="law"),
]
