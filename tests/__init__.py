"""A package, so that no other `tests` that somebody installed is taken for it."""
