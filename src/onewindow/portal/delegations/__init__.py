"""What departments have handed down or entrusted, as they must announce (行政许可法 Art 24)."""
