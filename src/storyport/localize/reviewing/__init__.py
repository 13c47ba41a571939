"""Targets out to a human reviewer and back."""
