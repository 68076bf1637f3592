"""Measurements of boolnet and its peers; `scripts/bench --help` says what there is."""
