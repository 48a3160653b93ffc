"""Papers of a department."""

from django.urls import path

from onewindow.desk.exchange import papers

urlpatterns = [
    path("items/papers/", papers.papers, name="papers"),
    path("items/papers/contacts/", papers.take_contacts, name="take_contacts"),
    path("items/papers/statistics/", papers.take_statistics, name="take_statistics"),
    path("items/papers/<slug:code>.<str:kind>", papers.paper, name="paper"),
]
