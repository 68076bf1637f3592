"""GINML: the regulatory graphs of GINsim."""
