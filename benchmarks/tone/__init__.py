"""Recall and false findings of the tone check, on good translations and on planted defects."""
