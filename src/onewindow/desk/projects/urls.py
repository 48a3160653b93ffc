"""Investment projects at the desk."""

from django.urls import path

from onewindow.desk.projects import meeting, stages, views

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects.<str:kind>", views.projects_file, name="projects_file"),
    path("projects/<str:code>/", views.project, name="project"),
    path("projects/<str:code>/why.json", views.why, name="project_why"),
    path("projects/<str:code>/meeting/", meeting.call, name="project_meeting"),
    path("projects/<str:code>/stages/<str:stage>/closure/", stages.close, name="close_stage"),
    path("projects/<str:code>/stages/<str:stage>/reopening/", stages.reopen, name="reopen_stage"),
]
