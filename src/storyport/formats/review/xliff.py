"""Review tables as XLIFF 2.1 (OASIS, 2018): one file per chapter, one unit per segment."""

from storyport.formats.review.base import Format
from storyport.formats.review.xliff_reading import open_xliff
from storyport.formats.review.xliff_writing import write_xliff

FORMAT = Format(write_xliff, open_xliff)
