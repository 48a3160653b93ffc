"""The paper form 流程确认单 in and out as .xlsx, .docx and .yaml; nothing is stored here."""

from onewindow.catalogue.exchange.docx_writer import write_docx
from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.exchange.reader import read_form
from onewindow.catalogue.exchange.xlsx_writer import write_xlsx
from onewindow.catalogue.exchange.yaml_form import read_yaml, write_yaml

__all__ = [
    "FormProblems",
    "Problem",
    "read_form",
    "read_yaml",
    "write_docx",
    "write_xlsx",
    "write_yaml",
]
