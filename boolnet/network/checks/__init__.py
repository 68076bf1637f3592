"""Advice about a network that needs no engine, one family of it per file."""
