"""The scenario editor."""

from django.urls import path

from onewindow.desk.scenarios import views

urlpatterns = [
    path("items/<int:pk>/scenario/", views.scenario, name="scenario"),
    path("items/<int:pk>/scenario/<slug:table>/", views.new_row, name="new_scenario_row"),
    path("items/<int:pk>/scenario/<slug:table>/<str:key>/", views.row, name="scenario_row"),
]
