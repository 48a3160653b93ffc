"""A procedure as BPMN 2.0 XML (ISO/IEC 19510), and back."""

from onewindow.procedure.bpmn.errors import BpmnError
from onewindow.procedure.bpmn.foreign import ForeignReading, read_foreign
from onewindow.procedure.bpmn.reader import read_bpmn
from onewindow.procedure.bpmn.writer import write_bpmn

__all__ = ["BpmnError", "ForeignReading", "read_bpmn", "read_foreign", "write_bpmn"]
