"""Redesign projects, from the log to what came of it."""

from django.urls import path

from onewindow.desk.lab import (
    draft_views,
    new_views,
    proposal_views,
    report_views,
    shelf_views,
    simulation_views,
    trace_views,
    unit_views,
    views,
    work_views,
)

PROJECT = "lab/projects/<slug:number>"
urlpatterns = [
    path("lab/", views.lab, name="lab"),
    path("lab/new/", new_views.new_lab_project, name="new_lab_project"),
    path(f"{PROJECT}/", views.lab_project, name="lab_project"),
    path(f"{PROJECT}/columns/", new_views.lab_columns, name="lab_columns"),
    path(f"{PROJECT}/units/", unit_views.lab_units, name="lab_units"),
    path(f"{PROJECT}/diagnosis/", views.lab_diagnosis, name="lab_diagnosis"),
    path(f"{PROJECT}/diagnosis/part/", work_views.lab_part, name="lab_part"),
    path(f"{PROJECT}/job/", work_views.lab_work, name="lab_work"),
    path(f"{PROJECT}/job/diagnosis/", work_views.lab_diagnose, name="lab_diagnose"),
    path(f"{PROJECT}/job/cancellation/", work_views.lab_cancel, name="lab_cancel"),
    path(f"{PROJECT}/proposals/<int:pk>/", proposal_views.lab_decide, name="lab_decide"),
    path(f"{PROJECT}/proposals/<int:pk>/law/", proposal_views.lab_law, name="lab_law"),
    path(f"{PROJECT}/simulation/", simulation_views.lab_simulation, name="lab_simulation"),
    path(f"{PROJECT}/draft/", draft_views.lab_draft, name="lab_draft"),
    path(f"{PROJECT}/shelf/", shelf_views.lab_shelf, name="lab_shelf"),
    path(f"{PROJECT}/shelf/end/", shelf_views.lab_take_up, name="lab_take_up"),
    path(f"{PROJECT}/deletion/", shelf_views.lab_delete, name="lab_delete"),
    path(f"{PROJECT}/report.pdf", report_views.lab_report, name="lab_report"),
    path(f"{PROJECT}/cases/<path:case>/", trace_views.lab_case, name="lab_case"),
]
