"""Investment projects: what the city's rules are, the projects, their stages and cases."""

from onewindow.projects.models.projects import Project, ProjectQuerySet
from onewindow.projects.models.schemes import (
    ProjectKind,
    ProjectQuestion,
    StageCode,
    StageItem,
    StageRule,
)
from onewindow.projects.models.stages import (
    ProjectCase,
    ProjectStage,
    StageClosure,
    StageNeed,
    StageStatus,
)

__all__ = [
    "Project",
    "ProjectCase",
    "ProjectKind",
    "ProjectQuerySet",
    "ProjectQuestion",
    "ProjectStage",
    "StageClosure",
    "StageCode",
    "StageItem",
    "StageNeed",
    "StageRule",
    "StageStatus",
]
