"""Takes one story to the world."""

__version__ = "0.1.0"
