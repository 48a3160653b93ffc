"""What has a speed or size to hold. `make bench` prints one JSON line for each bar."""
