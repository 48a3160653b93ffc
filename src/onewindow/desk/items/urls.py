"""Items and their versions."""

from django.urls import path

from onewindow.desk.items import flows, views

urlpatterns = [
    path("items/", views.items, name="items"),
    path("items/import/", views.import_item, name="import_item"),
    path("items/blank.<str:kind>", views.blank_form, name="blank_form"),
    path("items/<int:pk>/", views.version, name="version"),
    path("items/<int:pk>/form.<str:kind>", views.version_form, name="version_form"),
    path("items/<int:pk>/flow/<str:show>/", flows.flow, name="flow"),
    path("items/<int:pk>/flow/<str:show>.svg", flows.flow_svg, name="flow_svg"),
    path("items/<int:pk>/flow/<str:show>.bpmn", flows.flow_bpmn, name="flow_bpmn"),
    path("items/<int:pk>/submission/", views.submit_version, name="submit_version"),
    path("items/<int:pk>/publication/", views.publish, name="publish"),
]
