"""Files, upload checks and letters."""
