"""Genre packs: terms and set phrases of a genre, with what they are called in many locales.

One table a pack, under `data/`, that a translator can edit in any spreadsheet or editor:
tab-separated, UTF-8, a header, one term a line.

    source      the term, in simplified Chinese
    kind        as in the bible (rank, title, address, idiom, ...)
    class       noun, verb, adjective, adverb, clause or interjection: of the rendering
    scale step  of a rank: its scale, and its place on it from 1, the lowest
    definition  in English, for a translator who does not read Chinese
    en es ...   what it is called there; empty where nobody said yet

How to add a pack: write `data/<name>.tsv`, and its title into `data/packs.toml`.
"""

from storyport.story.packs.base import PACK_LOCALES, PackEntry, PackInfo
from storyport.story.packs.reading import load_pack, pack_infos

__all__ = ["PACK_LOCALES", "PackEntry", "PackInfo", "load_pack", "pack_infos"]
