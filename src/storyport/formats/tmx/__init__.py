"""Translation memories: TMX 1.1 to 1.4b in, 1.4 out, unit by unit in flat memory.

Source: Translation Memory eXchange 1.4b (LISA OSCAR, 2005) and its DTD, tmx14.dtd.
"""

from storyport.formats.tmx.matching import closeness
from storyport.formats.tmx.reading import read_tmx
from storyport.formats.tmx.units import TmxCounts, TmxUnit
from storyport.formats.tmx.writing import TmxWritten, write_tmx

__all__ = ["TmxCounts", "TmxUnit", "TmxWritten", "closeness", "read_tmx", "write_tmx"]
