"""Meetings of departments about cases."""

from django.urls import path

from onewindow.desk.meetings import views, writing

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<str:number>/", views.meeting, name="meeting"),
    path("meetings/<str:number>/calendar.ics", views.calendar, name="meeting_calendar"),
    path("meetings/<str:number>/minutes.pdf", views.paper, name="meeting_paper"),
    path("meetings/<str:number>/materials/<uuid:pk>/", views.material, name="meeting_material"),
    path("meetings/<str:number>/answer/", writing.answer, name="answer_meeting"),
    path("meetings/<str:number>/cancellation/", writing.cancel, name="cancel_meeting"),
    path("meetings/<str:number>/minutes/", writing.minutes, name="write_minutes"),
    path(
        "meetings/<str:number>/requests/<int:position>/completion/",
        writing.complete,
        name="complete_request",
    ),
]
