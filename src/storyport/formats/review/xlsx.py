"""Review tables as Excel workbooks (Office Open XML, ECMA-376), row by row in flat memory."""

from storyport.formats.review.base import Format
from storyport.formats.review.xlsx_reading import open_xlsx
from storyport.formats.review.xlsx_writing import write_xlsx

FORMAT = Format(write_xlsx, open_xlsx)
