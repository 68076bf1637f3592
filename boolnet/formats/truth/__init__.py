"""Truth tables: reading them, with every row that is missing or wrong, and writing them."""
