"""AEON files: regulations and functions, declared apart from each other."""
