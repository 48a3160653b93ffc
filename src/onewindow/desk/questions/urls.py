"""What people ask about the department's guides."""

from django.urls import path

from onewindow.desk.questions import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/<int:pk>/", views.answer, name="answer_question"),
    path("questions/<int:pk>/faq/", views.take_up, name="take_up_question"),
]
