"""SBML-qual: qualitative models in the Systems Biology Markup Language, Level 3."""
