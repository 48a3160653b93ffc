"""The public list of what is handed down or entrusted."""

from django.urls import path

from onewindow.portal.delegations import views

urlpatterns = [path("", views.delegations, name="delegations")]
