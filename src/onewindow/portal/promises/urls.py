"""What is taken on the applicant's word."""

from django.urls import path

from onewindow.portal.promises import views

urlpatterns = [
    path("", views.promises, name="promises"),
    path("list.<str:kind>", views.promises_table, name="promises_table"),
]
