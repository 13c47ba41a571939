"""Translation memory of a story: in from TMX, out to TMX, and found again by equal sources.

Of several targets of one source the better status wins, then the later change, then the
later import. A unit's marks are numbered from 1 in order of its source (`language.normal`).
Sources that are only alike are found by `localize.matching`.
"""

from storyport.localize.memory.exact import MemoryCandidate, find_exact, rank_of
from storyport.localize.memory.giving import export_tmx, pairs_of, remembered
from storyport.localize.memory.taking import MemoryImport, import_tmx

__all__ = [
    "MemoryCandidate",
    "MemoryImport",
    "export_tmx",
    "find_exact",
    "import_tmx",
    "pairs_of",
    "rank_of",
    "remembered",
]
