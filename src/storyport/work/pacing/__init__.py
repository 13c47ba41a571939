"""Pacing: rates, width, retries and hedges of calls to an endpoint; knows nothing of engines."""

from storyport.work.pacing.limits import Counts, Event, Limits, Patience
from storyport.work.pacing.outcome import CallFailed, Stalled, Verdict
from storyport.work.pacing.pacer import Pacer

__all__ = ["CallFailed", "Counts", "Event", "Limits", "Pacer", "Patience", "Stalled", "Verdict"]
