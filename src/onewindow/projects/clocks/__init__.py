"""The clocks of stages and projects, rebuilt from the ledger."""

from onewindow.projects.clocks.ledger import ProjectRecord, StageRecord, record_of
from onewindow.projects.clocks.reading import (
    Count,
    ProjectReading,
    StageFacts,
    StageReading,
    read_project,
    read_stage,
)
from onewindow.projects.clocks.times import CaseTime, Moment, case_time
from onewindow.projects.clocks.why import lines_of_project, lines_of_stage

__all__ = [
    "CaseTime",
    "Count",
    "Moment",
    "ProjectReading",
    "ProjectRecord",
    "StageFacts",
    "StageReading",
    "StageRecord",
    "case_time",
    "lines_of_project",
    "lines_of_stage",
    "read_project",
    "read_stage",
    "record_of",
]
