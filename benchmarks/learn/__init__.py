"""How well names are learned from a story, and how fast."""
