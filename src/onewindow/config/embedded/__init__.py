"""The embedded PostgreSQL: shared by every process that holds a lease, stopped with the last."""

from onewindow.config.embedded.leases import current_place, ensure, is_needed, lease, notice

__all__ = ["current_place", "ensure", "is_needed", "lease", "notice"]
