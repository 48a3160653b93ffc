"""Papers, imports, and what was set aside."""

from django.urls import path

from onewindow.desk.exchange import imports, papers, quarantine

ROW = "items/quarantine/rows/<int:pk>/"
FILE = "items/quarantine/<int:pk>/"

urlpatterns = [
    path("items/papers/", papers.papers, name="papers"),
    path("items/papers/contacts/", papers.take_contacts, name="take_contacts"),
    path("items/papers/statistics/", papers.take_statistics, name="take_statistics"),
    path("items/papers/<slug:code>.<str:kind>", papers.paper, name="paper"),
    path("items/import/", imports.import_item, name="import_item"),
    path("items/import/<int:pk>/", imports.import_batch, name="import_batch"),
    path("items/quarantine/", quarantine.quarantine, name="quarantine"),
    path(FILE, quarantine.quarantined_file, name="quarantined_file"),
    path(f"{FILE}file/", quarantine.quarantined_file_download, name="quarantined_file_download"),
    path(f"{FILE}correction/", quarantine.correct_file, name="correct_file"),
    path(f"{FILE}retry/", quarantine.retry_file, name="retry_file"),
    path(f"{FILE}dismissal/", quarantine.dismiss_file, name="dismiss_file"),
    path(ROW, quarantine.quarantined_row, name="quarantined_row"),
    path(f"{ROW}dismissal/", quarantine.dismiss_row, name="dismiss_row"),
]
