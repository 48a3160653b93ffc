"""Scenarios as YAML, in and out."""

from onewindow.procedure.simulation.notation.reading import read_scenario
from onewindow.procedure.simulation.notation.writing import write_scenario

__all__ = ["read_scenario", "write_scenario"]
