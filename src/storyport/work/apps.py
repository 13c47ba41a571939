"""The app of steps and runs."""

from __future__ import annotations

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Steps keyed by content, runs with a lease."""

    name = "storyport.work"
    label = "work"
