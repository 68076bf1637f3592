"""How sets of states are computed, under a budget. Interchangeable ways to the same sets."""
