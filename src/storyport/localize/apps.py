"""The app of segments and targets."""

from __future__ import annotations

from django.apps import AppConfig


class LocalizeConfig(AppConfig):
    """Segments, targets, memory, artifacts."""

    name = "storyport.localize"
    label = "localize"
