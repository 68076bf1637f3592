"""Semantics: what one step means, legibly. The engines are clever elsewhere."""
