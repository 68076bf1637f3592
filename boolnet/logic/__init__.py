"""Boolean algebra: expressions, circuits and truth tables. No files, no networks."""
