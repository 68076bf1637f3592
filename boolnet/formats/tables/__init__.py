"""Tables of signed interactions: SIF, CSV, OmniPath, SIGNOR; rules are made by a default."""
