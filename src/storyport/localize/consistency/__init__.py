"""Whether a story's names and terms are the same everywhere: in every medium, in each locale."""
