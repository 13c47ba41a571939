"""Review tables as Word documents (Office Open XML, ECMA-376): a bilingual table."""

from storyport.formats.review.base import Format
from storyport.formats.review.docx_reading import open_docx
from storyport.formats.review.docx_writing import write_docx

FORMAT = Format(write_docx, open_docx)
