"""The language server: what an editor asks about a rule file, and the answers."""
