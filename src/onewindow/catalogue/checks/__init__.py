"""Quality checks before publication: numbered rules over a definition."""

from onewindow.catalogue.checks.rules import FailsChecks, Finding, Rule, Severity
from onewindow.catalogue.checks.running import RULES, blocking, check

__all__ = ["RULES", "FailsChecks", "Finding", "Rule", "Severity", "blocking", "check"]
