"""Items and their versions."""

from django.urls import path

from onewindow.desk.items import diagrams, flows, halting, views
from onewindow.desk.items.editing import views as editing

urlpatterns = [
    path("items/", views.items, name="items"),
    path("items/list.<str:kind>", views.items_file, name="items_file"),
    path("items/blank.<str:kind>", views.blank_form, name="blank_form"),
    path("items/new/", editing.new_item, name="new_item"),
    path("items/<int:pk>/", views.version, name="version"),
    path("items/<int:pk>/differences/", views.differences, name="differences"),
    path("items/<int:pk>/form.<str:kind>", views.version_form, name="version_form"),
    path("items/<int:pk>/flow/import/", diagrams.import_flow, name="import_flow"),
    path("items/<int:pk>/flow/<str:show>/", flows.flow, name="flow"),
    path("items/<int:pk>/flow/<str:show>.svg", flows.flow_svg, name="flow_svg"),
    path("items/<int:pk>/flow/<str:show>.bpmn", flows.flow_bpmn, name="flow_bpmn"),
    path("items/<int:pk>/submission/", views.submit_version, name="submit_version"),
    path("items/<int:pk>/publication/", views.publish, name="publish"),
    path("items/<int:pk>/recall/", halting.call_back, name="call_back"),
    path("items/<int:pk>/suspension/", halting.suspend, name="suspend"),
    path("items/<int:pk>/resumption/", halting.resume, name="resume"),
    path("items/<int:pk>/withdrawal/", halting.withdraw, name="withdraw"),
    path("items/<int:pk>/withdrawal/cancellation/", halting.keep, name="keep_item"),
    path("items/<int:pk>/versions/", editing.new_version, name="new_version"),
    path("items/<int:pk>/discard/", editing.discard, name="discard_draft"),
    path("items/<int:pk>/edit/<slug:group>/", editing.edit_group, name="edit_group"),
    path(
        "items/<int:pk>/edit/<slug:table>/<slug:code>/<slug:column>/",
        editing.edit_file,
        name="edit_file",
    ),
    path(
        "items/<int:pk>/files/<slug:table>/<slug:code>/<slug:column>/",
        editing.version_file,
        name="version_file",
    ),
]
