"""Batches at the provider: everything handed in at once, cheaper, answered within hours.

What is answered becomes stored steps, under the keys that the ordinary run looks under; so
the ordinary run that follows finds the answers, checks them, and asks live for what is left.
"""
