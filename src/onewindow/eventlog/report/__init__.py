"""What was measured as one page that stands alone: to read on a phone, to print, to send on."""

from onewindow.eventlog.report.page import page

__all__ = ["page"]
