"""Semantics: what one step means. The mathematics is legible here; the engines are clever elsewhere."""
