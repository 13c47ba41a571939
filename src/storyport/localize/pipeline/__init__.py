"""From segments to targets: plan, batch, ask, check, repair, store."""
