"""Settings, urls, command line, embedded PostgreSQL."""
