"""What a log says: one module for each family of figures."""

from onewindow.eventlog.measures.measured import Measures
from onewindow.eventlog.measures.measuring import measure

__all__ = ["Measures", "measure"]
