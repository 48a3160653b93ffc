"""Investment projects of an applicant."""

from django.urls import path

from onewindow.portal.projects import filing, materials, registering, views

STAGE = "<str:code>/stages/<str:stage>/"

urlpatterns = [
    path("", views.projects, name="projects"),
    path("new/", registering.register, name="register_project"),
    path("<str:code>/", views.project, name="project"),
    path("<str:code>/change/", registering.change, name="change_project"),
    path(f"{STAGE}items/", filing.items, name="file_items"),
    path(f"{STAGE}form/", filing.form, name="stage_form"),
    path(f"{STAGE}materials/", materials.materials, name="stage_materials"),
    path(f"{STAGE}submission/", filing.submission, name="stage_submission"),
]
