"""Learning a bible from a story's own text: names, genders, ranks, idioms, speakers.

Everything learned is a proposal, with where it was seen and how sure it is; a person approves.
"""
