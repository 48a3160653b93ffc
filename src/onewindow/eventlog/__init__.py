"""Event logs: read, measure, check against a procedure, write. Plain Python on Ibis and DuckDB."""
