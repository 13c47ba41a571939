"""Moved."""

from storyport.story.matching import *  # noqa: F403
from storyport.story.matching import count_of  # noqa: F401
