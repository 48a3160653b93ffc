"""Three reviews side by side and a decision, with the row lock that Viewflow advises for joins."""

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.flow import views
from viewflow.workflow.lock import SelectForUpdateLock

REVIEWS = ("planning", "structure", "traffic")


class ReviewFlow(flow.Flow):
    """A case; waiting for the row, as everybody else here does, instead of trying again later."""

    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle().Next(this.accept)
    accept = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.fork)
    fork = flow.Split().Next(this.planning).Next(this.structure).Next(this.traffic)
    planning = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.join)
    structure = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.join)
    traffic = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.join)
    join = flow.Join().Next(this.decide)
    decide = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.deliver)
    deliver = flow.View(views.UpdateProcessView.as_view(fields=[])).Next(this.end)
    end = flow.End()
