"""ByteDance's Seed-X: one sentence of prompt, and the target's tag at its end.

The models have no chat template, so they are asked through plain completions; they know no
form for terms, style or context. Greedy decoding is recommended.

Sources: https://github.com/ByteDance-Seed/Seed-X-7B (README, "Quick Start") and
https://huggingface.co/ByteDance-Seed/Seed-X-PPO-7B ("Notice").
"""

from __future__ import annotations

from storyport.engines.translate.templates.base import Passage, Template
from storyport.kernel.locales import LocaleInfo

__all__ = ["SeedX"]

# Language -> its name; the tag is the language's code.
_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ms": "Malay",
    "nb": "Norwegian Bokmal", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


class SeedX(Template):
    """Seed-X-PPO-7B and Seed-X-Instruct-7B."""

    name = "seed-x"
    source = "https://github.com/ByteDance-Seed/Seed-X-7B"
    chat = False
    sampling = {"temperature": 0.0}  # noqa: RUF012 - declared as a Mapping, never changed

    def prompt(self, passage: Passage) -> str:
        """Return the one form there is."""
        request = passage.request
        source = _NAMES.get(request.source.language, request.source.name)
        target = _NAMES.get(request.target.language, request.target.name)
        return (
            f"Translate the following {source} sentence into {target}:\n"
            f"{passage.text} <{request.target.language}>"
        )

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say which language is not among the 28."""
        unknown = [each.name for each in (source, target) if each.language not in _NAMES]
        if unknown:
            return f"{self.name} does not know {' and '.join(unknown)}"
        if target.language == "zh" and target.script == "Hant":
            return f"{self.name} writes Chinese in simplified characters only"
        return ""
