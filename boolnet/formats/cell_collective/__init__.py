"""The archives that Cell Collective exports."""
