"""A simulator of Boolean signalling networks."""

__version__ = "0.1.0"
