"""What a file is checked for and what of it is said: settings, ignores, fixes with their proof."""
