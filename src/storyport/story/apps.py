"""The app of stories and their bibles."""

from __future__ import annotations

from django.apps import AppConfig


class StoryConfig(AppConfig):
    """Stories, works, parts and the bible."""

    name = "storyport.story"
    label = "story"
