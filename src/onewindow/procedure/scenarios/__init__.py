"""Scenarios (情形): what the answers of an applicant decide, and the check of all their paths."""

from onewindow.procedure.scenarios.figures import Figures
from onewindow.procedure.scenarios.findings import Finding, FindingCode, Severity
from onewindow.procedure.scenarios.model import (
    ElementKind,
    Fee,
    Field,
    Material,
    Necessity,
    Option,
    Question,
    QuestionKind,
    Result,
    Rule,
    Scenarios,
)
from onewindow.procedure.scenarios.outcomes import Outcome, OutcomeGroup, Path
from onewindow.procedure.scenarios.report import PathReport, check_paths, path_findings

__all__ = [
    "ElementKind",
    "Fee",
    "Field",
    "Figures",
    "Finding",
    "FindingCode",
    "Material",
    "Necessity",
    "Option",
    "Outcome",
    "OutcomeGroup",
    "Path",
    "PathReport",
    "Question",
    "QuestionKind",
    "Result",
    "Rule",
    "Scenarios",
    "Severity",
    "check_paths",
    "path_findings",
]
