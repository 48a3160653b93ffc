"""A whole catalogue as one package: YAML, tables and files, out and in."""
