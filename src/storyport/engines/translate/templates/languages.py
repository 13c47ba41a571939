"""The names that Tencent's translation models know languages by.

Source: the table of supported languages in https://github.com/Tencent-Hunyuan/Hy-MT2 and
https://github.com/Tencent-Hunyuan/HY-MT, the same 33 languages and five others in both.
"""

from __future__ import annotations

from storyport.kernel.locales import LocaleInfo

__all__ = ["is_chinese", "name_of"]

# Language -> its name in English and in Chinese.
_NAMES = {
    "zh": ("Chinese", "中文"), "en": ("English", "英语"), "fr": ("French", "法语"),
    "pt": ("Portuguese", "葡萄牙语"), "es": ("Spanish", "西班牙语"), "ja": ("Japanese", "日语"),
    "tr": ("Turkish", "土耳其语"), "ru": ("Russian", "俄语"), "ar": ("Arabic", "阿拉伯语"),
    "ko": ("Korean", "韩语"), "th": ("Thai", "泰语"), "it": ("Italian", "意大利语"),
    "de": ("German", "德语"), "vi": ("Vietnamese", "越南语"), "ms": ("Malay", "马来语"),
    "id": ("Indonesian", "印尼语"), "tl": ("Filipino", "菲律宾语"), "fil": ("Filipino", "菲律宾语"),
    "hi": ("Hindi", "印地语"), "pl": ("Polish", "波兰语"), "cs": ("Czech", "捷克语"),
    "nl": ("Dutch", "荷兰语"), "km": ("Khmer", "高棉语"), "my": ("Burmese", "缅甸语"),
    "fa": ("Persian", "波斯语"), "gu": ("Gujarati", "古吉拉特语"), "ur": ("Urdu", "乌尔都语"),
    "te": ("Telugu", "泰卢固语"), "mr": ("Marathi", "马拉地语"), "he": ("Hebrew", "希伯来语"),
    "bn": ("Bengali", "孟加拉语"), "ta": ("Tamil", "泰米尔语"), "uk": ("Ukrainian", "乌克兰语"),
    "bo": ("Tibetan", "藏语"), "kk": ("Kazakh", "哈萨克语"), "mn": ("Mongolian", "蒙古语"),
    "ug": ("Uyghur", "维吾尔语"), "yue": ("Cantonese", "粤语"),
}  # fmt: skip
_TRADITIONAL = ("Traditional Chinese", "繁体中文")


def name_of(locale: LocaleInfo, *, chinese: bool) -> str:
    """Return a language's name in Chinese or in English, empty where the models lack it."""
    names = _NAMES.get(locale.language, ("", ""))
    if locale.language == "zh" and locale.script == "Hant":
        names = _TRADITIONAL
    return names[chinese]


def is_chinese(locale: LocaleInfo) -> bool:
    """Tell whether a locale is Chinese of any kind: then the Chinese prompt is the better one."""
    return locale.language in {"zh", "yue"}
