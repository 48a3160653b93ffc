"""Promises and credit."""

from django.urls import path

from onewindow.desk.promises import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("credit/", views.credit_register, name="credit"),
    path("credit/<int:pk>/repair/", views.repair_credit, name="repair_credit"),
]
