"""The style of a locale: what an engine is told about it, and the digest targets carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from storyport.kernel.digests import digest_json
from storyport.kernel.locales import LocaleInfo

__all__ = ["Style", "style_of"]

_LINES: dict[str, tuple[str, ...]] = {
    "en": (
        "Narrate in the past tense.",
        "Dialogue in “curly quotes”, a quotation within it in ‘single’ ones.",
        "Chinese names keep their order, surname first, in pinyin without tones.",
    ),
    "es": (
        "Narra en pasado; diálogo con raya (—), sin comillas.",
        "Español neutro, sin regionalismos; tú entre iguales, usted con mayores y maestros.",
    ),
    "pt": ("Narre no passado; diálogo com travessão (—).",),
    "fr": ("Raconte au passé simple ; dialogue avec tiret cadratin, guillemets « ».",),
    "de": ("Erzähle im Präteritum; Dialog in „Anführungszeichen“.",),
    "ru": ("Повествование в прошедшем времени; прямая речь через тире.",),
    "id": ("Gunakan bahasa Indonesia yang mengalir; dialog dalam “tanda kutip”.",),
    "vi": ("Tên người Trung Quốc theo âm Hán Việt; đối thoại bằng gạch đầu dòng hoặc “ ”.",),
    "th": ("ใช้ภาษาไทยที่เป็นธรรมชาติ บทสนทนาอยู่ใน “ ”",),
    "ja": ("会話文は「」、その中の引用は『』で示す。",),
    "ko": ("대화는 “ ”로, 서술은 과거형으로 쓴다.",),
    "ar": ("استخدم العربية الفصحى، والحوار بين علامتي «».",),
}
_DIGEST = 32


@dataclass(frozen=True)
class Style:
    """Lines that an engine is told, and their digest (32 hex digits)."""

    lines: tuple[str, ...]
    digest: str


@cache
def style_of(locale: LocaleInfo) -> Style:
    """Return the style of a locale; a language without one of its own has no lines."""
    lines = _LINES.get(locale.language, ())
    return Style(lines, digest_json(list(lines))[:_DIGEST])
