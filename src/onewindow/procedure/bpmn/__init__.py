"""A procedure as BPMN 2.0 XML (ISO/IEC 19510), and back."""

from onewindow.procedure.bpmn.errors import BpmnError
from onewindow.procedure.bpmn.reader import read_bpmn
from onewindow.procedure.bpmn.writer import write_bpmn

__all__ = ["BpmnError", "read_bpmn", "write_bpmn"]
