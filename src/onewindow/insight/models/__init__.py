"""Redesign projects and what belongs to them."""

from onewindow.insight.models.diagnoses import Diagnosis
from onewindow.insight.models.jobs import Job, JobKind, JobStatus
from onewindow.insight.models.parts import Part
from onewindow.insight.models.projects import LogSource, ProjectStatus, RedesignProject, Subject
from onewindow.insight.models.proposals import ProjectProposal, ProposalDecision
from onewindow.insight.models.simulations import SimulationRun

__all__ = [
    "Diagnosis", "Job", "JobKind", "JobStatus", "LogSource", "Part", "ProjectProposal",
    "ProjectStatus", "ProposalDecision", "RedesignProject", "SimulationRun", "Subject",
]  # fmt: skip
