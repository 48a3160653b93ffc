"""A whole catalogue as an Excel file with a sheet per table, out and in."""
