"""The event loop over one replication."""
