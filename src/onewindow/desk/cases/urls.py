"""Cases, and the steps of a case."""

from django.urls import path

from onewindow.desk.cases import by_number, revealing, step_views, verb_views, views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/by-number/", by_number.by_number, name="cases_by_number"),
    path("reveals/", revealing.reveals, name="reveals"),
    path("cases/<str:number>/", views.case, name="case"),
    path("cases/<str:number>/timeline.json", views.timeline, name="timeline"),
    path("cases/<str:number>/files/<int:pk>/", views.file, name="file"),
    path("cases/<str:number>/personal/", revealing.personal, name="personal"),
    path("cases/<str:number>/letter/", views.letter, name="letter"),
    path("cases/<str:number>/letters/<int:pk>/", views.letter, name="any_letter"),
    path("cases/<str:number>/steps/<str:code>/", step_views.step, name="step"),
    path("cases/<str:number>/steps/<str:code>/start/", step_views.start_step, name="start_step"),
    path(
        "cases/<str:number>/steps/<str:code>/takeover/",
        step_views.take_over_step,
        name="take_over_step",
    ),
    path(
        "cases/<str:number>/steps/<str:code>/completion/",
        step_views.complete_step,
        name="complete_step",
    ),
    *verb_views.verb_urls(),
]
