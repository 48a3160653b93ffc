"""The registers of delegations, letters and seals: one way to use all three."""

from django.urls import path

from onewindow.desk.registers import creating, views

urlpatterns = [
    path("registers/", views.registers, name="registers"),
    path("registers/<slug:code>/", views.register, name="register"),
    path("registers/<slug:code>/print/", views.print_register, name="print_register"),
    path("registers/<slug:code>/table.<slug:kind>", views.register_table, name="register_table"),
    path("registers/<slug:code>/new/", creating.create, name="create_grant"),
    path("registers/<slug:code>/<int:pk>/", views.grant, name="grant"),
    path("registers/<slug:code>/<int:pk>/file/", views.grant_file, name="grant_file"),
    path("registers/<slug:code>/<int:pk>/revocation/", views.revoke, name="revoke_grant"),
]
