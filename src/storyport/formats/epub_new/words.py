"""The few words that a book needs of its own, by language."""

from __future__ import annotations

from storyport.kernel.locales import LocaleInfo

__all__ = ["contents_of", "cover_of", "start_of"]

# contents, cover, beginning of the text
_WORDS = {
    "ar": ("المحتويات", "الغلاف", "بداية النص"),
    "bn": ("সূচিপত্র", "প্রচ্ছদ", "শুরু"),
    "de": ("Inhalt", "Umschlag", "Anfang"),
    "en": ("Contents", "Cover", "Beginning"),
    "es": ("Índice", "Cubierta", "Comienzo"),
    "fa": ("فهرست", "جلد", "آغاز متن"),
    "fil": ("Nilalaman", "Pabalat", "Simula"),
    "fr": ("Table des matières", "Couverture", "Début"),
    "he": ("תוכן העניינים", "כריכה", "תחילת הספר"),
    "hi": ("विषय-सूची", "आवरण", "आरंभ"),
    "id": ("Daftar Isi", "Sampul", "Awal"),
    "it": ("Indice", "Copertina", "Inizio"),
    "ja": ("目次", "表紙", "本文"),
    "ko": ("차례", "표지", "본문"),
    "ms": ("Kandungan", "Kulit Buku", "Permulaan"),
    "nl": ("Inhoud", "Omslag", "Begin"),
    "pl": ("Spis treści", "Okładka", "Początek"),
    "pt": ("Índice", "Capa", "Início"),
    "ru": ("Содержание", "Обложка", "Начало"),
    "th": ("สารบัญ", "ปก", "เริ่มอ่าน"),
    "tr": ("İçindekiler", "Kapak", "Başlangıç"),
    "uk": ("Зміст", "Обкладинка", "Початок"),
    "vi": ("Mục lục", "Bìa", "Bắt đầu"),
    "zh-Hans": ("目录", "封面", "正文"),
    "zh-Hant": ("目錄", "封面", "正文"),
}


def contents_of(locale: LocaleInfo) -> str:
    """Return the heading of the table of contents."""
    return _words(locale)[0]


def cover_of(locale: LocaleInfo) -> str:
    """Return what the cover is called."""
    return _words(locale)[1]


def start_of(locale: LocaleInfo) -> str:
    """Return what the beginning of the text is called."""
    return _words(locale)[2]


def _words(locale: LocaleInfo) -> tuple[str, str, str]:
    script = f"{locale.language}-{locale.script}"
    return _WORDS.get(script) or _WORDS.get(locale.language) or _WORDS["en"]
