"""The JSON files of BioModelAnalyzer (BMA)."""
