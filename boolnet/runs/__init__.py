"""Long work in chunks: a folder that survives, and anything that can compute."""
