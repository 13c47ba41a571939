"""Tencent's translation models: Hy-MT2, HY-MT1.5 and Hunyuan-MT.

None has a system prompt. Each form below is the one that the model's README gives; where a
text needs several at once (terms, background, marks), they stand one after the other.

Sources: https://github.com/Tencent-Hunyuan/Hy-MT2 (README, "Translation Task Instruction
Examples" and the parameters below them), https://github.com/Tencent-Hunyuan/HY-MT (README,
"Prompts"), https://github.com/Tencent-Hunyuan/Hunyuan-MT (README, "Prompt Template").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storyport.engines.base import Request, Term
from storyport.engines.translate.templates.base import Passage, Template
from storyport.engines.translate.templates.languages import is_chinese, name_of
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import Mark, MarkKind, marks_of, split

__all__ = ["HunyuanMT", "HyMT2", "HyMT15"]

_SMALL: Mapping[str, Any] = {
    "temperature": 0.7,
    "top_p": 0.6,
    "top_k": 20,
    "repetition_penalty": 1.05,
    "repeat_penalty": 1.05,  # llama.cpp's and Ollama's name for it
}
_MIXTURE: Mapping[str, Any] = {"temperature": 0.7, "top_p": 1.0}
_TAG = re.compile(r"<(/?)s([0-9]{1,4})>")
_TARGET = re.compile(r"<target>(.*?)(?:</target>|\Z)", re.DOTALL)


@dataclass(frozen=True)
class _Words:
    """The forms of one prompt language."""

    plain: str
    marked: str
    terms: str
    term: str
    background: str
    with_background: str
    marks: str
    wishes: str
    wish: str
    task: str


_ZH = _Words(
    plain="将以下文本翻译为{target}，注意只需要输出翻译后的结果，不要额外解释：\n\n{text}",
    marked="请将以下文本准确翻译为{target}。\n{marks}\n\n{text}",
    terms="参考下面的翻译：\n{terms}\n\n",
    term="{source} 翻译成 {target}",
    background="【背景信息】\n{background}\n\n",
    with_background="请结合背景信息将以下文本翻译为{target}。{marks}\n\n【待翻译文本】\n{text}",
    marks="你必须在译文中保留等量的分隔符，绝对不可遗漏、转义或翻译该符号，并注意分隔符的位置。",
    wishes="【待翻译文本】\n{text}\n\n【翻译任务】\n{wishes}",
    wish="{number}、{wish}",
    task="将【待翻译文本】翻译为{target}。",
)
_EN = _Words(
    plain="Translate the following text into {target}. Note that you should only output the"
    " translated result without any additional explanation:\n\n{text}",
    marked="Please accurately translate the following text into {target}.\n{marks}\n\n{text}",
    terms="Reference the following translations:\n{terms}\n\n",
    term="{source} translates to {target}",
    background="[Background Information]\n{background}\n\n",
    with_background="Please translate the following text into {target}, taking the provided"
    " background information into consideration.{marks}\n\n[Source Text]\n{text}",
    marks="You must retain the exact same number of delimiters in the translation. Strictly do"
    " not omit, escape, or translate these symbols, and pay close attention to their placement.",
    wishes="[Source Text]\n{text}\n\n[Translation Tasks]\n{wishes}",
    wish="{number}. {wish}",
    task="Translate the [Source Text] into {target}.",
)


class _Tencent(Template):
    sampling = _SMALL

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say which of the two languages the models lack."""
        unknown = [each.name for each in (source, target) if not name_of(each, chinese=False)]
        return f"{self.name} does not know {' and '.join(unknown)}" if unknown else ""


class HyMT2(_Tencent):
    """Hy-MT2: terms, style, background and delimiters, each in its own form."""

    name = "hy-mt2"
    source = "https://github.com/Tencent-Hunyuan/Hy-MT2"
    follows_terms = True

    def __init__(self, *, mixture: bool = False) -> None:
        if mixture:  # the 30B-A3B has parameters of its own
            self.sampling = _MIXTURE

    def prompt(self, passage: Passage) -> str:
        """Return the forms that the passage needs."""
        request = passage.request
        chinese, target = _prompt_language(request)
        words = _ZH if chinese else _EN
        marks = words.marks if marks_of(passage.text) else ""
        wishes = [line for line in request.style.splitlines() if line.strip()] + [*passage.wishes]
        said = _terms(request.terms, words)
        if passage.background:
            said += words.background.format(background=passage.background)
        if wishes:
            tasks = [*wishes, *([marks] if marks else []), words.task.format(target=target)]
            listed = "\n".join(
                words.wish.format(number=number, wish=wish)
                for number, wish in enumerate(tasks, start=1)
            )
            return said + words.wishes.format(text=passage.text, wishes=listed)
        if passage.background:
            form = words.with_background
            marks = f"\n{marks}" if marks else ""
        else:
            form = words.marked if marks else words.plain
        return said + form.format(target=target, text=passage.text, marks=marks)


class HyMT15(_Tencent):
    """HY-MT1.5: terms and context in Chinese forms, marks as `<s1>…</s1>` tags."""

    name = "hy-mt1.5"
    source = "https://github.com/Tencent-Hunyuan/HY-MT"
    follows_terms = True

    def prompt(self, passage: Passage) -> str:
        """Return the form that fits; with marks the tagged one, which knows no other."""
        request = passage.request
        chinese, target = _prompt_language(request)
        told = _terms(request.terms, _ZH)
        if marks_of(passage.text):
            target = name_of(request.target, chinese=True)
            return told + (
                f"将以下<source></source>之间的文本翻译为{target}，注意只需要输出翻译后的结果，"
                "不要额外解释，原文中的<sn></sn>标签表示标签内文本包含格式信息，"
                "需要在译文中相应的位置尽量保留该标签。输出格式为：<target>str</target>\n\n"
                f"<source>{_tagged(passage.text)}</source>"
            )
        if told or passage.background:
            target = name_of(request.target, chinese=True)
        if passage.background:
            return told + (
                f"{passage.background}\n参考上面的信息，把下面的文本翻译成{target}，"
                f"注意不需要翻译上文，也不要额外解释：\n{passage.text}"
            )
        if told or chinese:
            return told + _ZH.plain.format(target=target, text=passage.text)
        return (
            f"Translate the following segment into {target}, without additional explanation."
            f"\n\n{passage.text}"
        )

    def read(self, answer: str, passage: Passage) -> str:
        """Return the text within `<target>`, its tags as marks again."""
        found = _TARGET.search(answer)
        return _untagged((found[1] if found else answer).strip(), passage.text)


class HunyuanMT(_Tencent):
    """Hunyuan-MT-7B of 2025: nothing but the text."""

    name = "hunyuan-mt"
    source = "https://github.com/Tencent-Hunyuan/Hunyuan-MT"

    def prompt(self, passage: Passage) -> str:
        """Return the one form there is, in Chinese or English."""
        chinese, target = _prompt_language(passage.request)
        if chinese:
            return f"把下面的文本翻译成{target}，不要额外解释。\n\n{passage.text}"
        return (
            f"Translate the following segment into {target}, without additional explanation."
            f"\n\n{passage.text}"
        )


def _prompt_language(request: Request) -> tuple[bool, str]:
    """Return whether the prompt is Chinese, and the target's name in its language."""
    chinese = is_chinese(request.source) or is_chinese(request.target)
    return chinese, name_of(request.target, chinese=chinese) or request.target.name


def _terms(terms: Sequence[Term], words: _Words) -> str:
    listed = [words.term.format(source=term.source, target=term.target) for term in terms]
    return words.terms.format(terms="\n".join(listed)) if listed else ""


def _tagged(text: str) -> str:
    """Return a text with `<s1>…</s1>` for `<1>…</1>`, and `<s2></s2>` for `<2/>`."""
    return "".join(_tag(piece) if isinstance(piece, Mark) else piece for piece in split(text))


def _tag(mark: Mark) -> str:
    if mark.kind is MarkKind.LONE:
        return f"<s{mark.number}></s{mark.number}>"
    return f"<{'/' if mark.kind is MarkKind.CLOSE else ''}s{mark.number}>"


def _untagged(text: str, source: str) -> str:
    """Undo `_tagged` for the marks that the source has."""
    marks = {piece for piece in split(source) if isinstance(piece, Mark)}
    numbers = {mark.number for mark in marks}
    for mark in marks:
        if mark.kind is MarkKind.LONE:
            text = text.replace(_tag(mark), str(mark))
    return _TAG.sub(lambda tag: f"<{tag[1]}{tag[2]}>" if int(tag[2]) in numbers else tag[0], text)
