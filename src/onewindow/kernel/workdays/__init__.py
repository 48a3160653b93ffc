"""Working days: which day is one, and on which day a time limit ends."""

from onewindow.kernel.workdays.calendar import Due, Unit, WorkCalendar
from onewindow.kernel.workdays.tables import CalendarError, SpecialDay, YearTable

__all__ = ["CalendarError", "Due", "SpecialDay", "Unit", "WorkCalendar", "YearTable"]
