"""Engine names that mean something of their own."""

__all__ = ["AUTO", "EMBEDDED", "MEMORY"]

AUTO = "auto"
"""What is configured, else the embedded engine."""

MEMORY = "memory"
"""Doing only what memory covers."""

EMBEDDED = "gloss"
"""What is always there, for drafts of the pairs it has."""
