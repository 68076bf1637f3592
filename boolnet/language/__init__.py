"""Rule-file text to syntax tree: every character keeps its place."""
