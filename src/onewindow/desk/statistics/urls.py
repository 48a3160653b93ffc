"""Rates of the items, and the rows behind each number."""

from django.urls import path

from onewindow.desk.statistics import views

urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("statistics.<str:kind>", views.statistics_file, name="statistics_file"),
    path("statistics/items/", views.statistics_rows, name="statistics_rows"),
    path("statistics/items.<str:kind>", views.statistics_rows_file, name="statistics_rows_file"),
]
