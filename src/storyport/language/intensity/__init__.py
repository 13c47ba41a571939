"""How strongly a line is said and in which register: tables per language, and the measuring."""

from storyport.language.intensity.describing import tone_words
from storyport.language.intensity.measuring import Tone, tone_of
from storyport.language.intensity.registers import REGISTERS, registers_of, spoken
from storyport.language.intensity.tables import LANGUAGES, Entry, read_table

__all__ = [
    "LANGUAGES",
    "REGISTERS",
    "Entry",
    "Tone",
    "read_table",
    "registers_of",
    "spoken",
    "tone_of",
    "tone_words",
]
