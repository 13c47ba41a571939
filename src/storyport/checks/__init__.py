"""Quality checks on a source and its target, one module per family."""

from storyport.checks.base import ExpectedTerm, Finding, Pair, Severity, blocking
from storyport.checks.batch import check_batch
from storyport.checks.registry import ALL, run_checks

__all__ = [
    "ALL",
    "ExpectedTerm",
    "Finding",
    "Pair",
    "Severity",
    "blocking",
    "check_batch",
    "run_checks",
]
