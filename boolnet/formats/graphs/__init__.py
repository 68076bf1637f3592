"""Formats for pictures and papers, which are only written: GraphML, Cytoscape, DOT, LaTeX."""
