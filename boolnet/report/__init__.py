"""Results and findings as text, tables and JSON."""
