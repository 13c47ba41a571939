"""Which engine does what: a policy per story, resolved for the locales of a run."""
