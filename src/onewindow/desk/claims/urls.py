"""Base catalogue, standards, claims, changes of standards."""

from django.urls import path

from onewindow.desk.claims import changes, views

urlpatterns = [
    path("standards/", views.standards, name="standards"),
    path("standards/new/", views.new_standard, name="new_standard"),
    path("standards/<int:pk>/claim/", views.claim_standard, name="claim_standard"),
    path("base/", views.base_catalogue, name="base_catalogue"),
    path("base/<int:pk>/claim/", views.claim_base, name="claim_base"),
    path("claims/<int:pk>/withdrawal/", views.unclaim, name="unclaim"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:pk>/", changes.change, name="change"),
    path("changes/<int:pk>/adoption/", changes.apply_change, name="apply_change"),
    path("changes/<int:pk>/refusal/", changes.decline_change, name="decline_change"),
]
