"""All URLs of the desk."""

from onewindow.desk.cases.urls import urlpatterns as cases
from onewindow.desk.checks.urls import urlpatterns as checks
from onewindow.desk.claims.urls import urlpatterns as claims
from onewindow.desk.exchange.urls import urlpatterns as exchange
from onewindow.desk.inbox.urls import urlpatterns as inbox
from onewindow.desk.instant.urls import urlpatterns as instant
from onewindow.desk.items.urls import urlpatterns as items
from onewindow.desk.lab.urls import urlpatterns as lab
from onewindow.desk.meetings.urls import urlpatterns as meetings
from onewindow.desk.projects.urls import urlpatterns as projects
from onewindow.desk.promises.urls import urlpatterns as promises
from onewindow.desk.questions.urls import urlpatterns as questions
from onewindow.desk.registers.urls import urlpatterns as registers
from onewindow.desk.reviews.urls import urlpatterns as reviews
from onewindow.desk.scenarios.urls import urlpatterns as scenarios
from onewindow.desk.statistics.urls import urlpatterns as statistics
from onewindow.desk.substitutions.urls import urlpatterns as substitutions
from onewindow.desk.words.urls import urlpatterns as words
from onewindow.desk.work.urls import urlpatterns as work

app_name = "desk"
urlpatterns = [
    *work, *cases, *checks, *claims, *exchange, *inbox, *instant, *items, *lab, *meetings,
    *projects,
    *promises, *questions, *reviews, *registers, *scenarios, *statistics, *substitutions, *words,
]  # fmt: skip
