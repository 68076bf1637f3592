"""Files to networks and back, one format per file."""
