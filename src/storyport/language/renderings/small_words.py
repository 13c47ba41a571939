"""Words of grammar at which no rendering begins or ends, language by language."""

from __future__ import annotations

from storyport.language.function_words import FUNCTION_WORDS, word_set

__all__ = ["small_words"]

_MORE = {
    "en": word_set("a an i upon whom whose while though yet still again s t"),
    "es": word_set("del al e u ni que si mi tu te se le les unos unas aquel aquella cada pero"),
    "zh": word_set("的 了 着 过 吗 呢 吧 啊 是 在 说 也 就 都 不 我 你 他 她 它 们 这 那 和 与 把 被 很 又 还 个 有"),
    "yue": word_set("嘅 咗 喺 係 唔 我 你 佢 哋 呢 嗰 同 都 又 仲 啦"),
    "ja": frozenset("はがをにでともへのやかなよねだたてしいるれらさせ"),
    "ko": word_set("그 이 저 그는 그가 그의 그녀 그녀는 나는 내가 나 내 너 네 것 것은 것이 수 더 또 한 두 다시 그리고 하지만"
                   " 있다 있었다 없다 없었다 했다 말했다"),
    "ar": word_set("في من على إلى عن أن إن أنّ إنّ لا ما لم لن قد ثم ثمّ كان كانت يكون هو هي هم هذا هذه ذلك تلك التي الذي"
                   " الذين أو أم بل مع كل كلّ بعد قبل عند حتى إلا إلّا إذا لو له لها به بها فيه فيها منه منها عليه عليها إليه"
                   " إليها يا قال قالت وقال وقالت فقال فقالت ليس ليست أي غير بين أمام تحت فوق"),
    "fa": word_set("و در به از که این آن را با است برای تا هم یا بود نه او من تو ما شما"),
    "he": word_set("של את על אל לא זה זו הוא היא אני אתה הם כי אם גם אבל או כל עם מה יש אין היה הייתה"),
    "ru": word_set("и в во не на я что он с со как а то это по но она они к ко у за от о об из до для же все всё так его"
                   " её ее их ему ей им был была было были бы мы ты вы уже ещё или если только когда под над при без"
                   " сказал сказала"),
    "uk": word_set("і й та в у не на я що він з із зі як а то це по але вона вони до за від про його її їх був була було"
                   " були б би ми ти ви вже ще або якщо коли під над при без сказав сказала"),
    "hi": word_set("का की के में है और से को ने पर यह वह हैं था थी थे भी नहीं एक कि तो ही"),
    "th": word_set("ที่ และ ของ ใน เป็น ได้ ไม่ ให้ ว่า มี จะ ไป มา ก็"),
    "cs": word_set("a i v ve na se si že je jsem by s z ze do k o u po pro za od to ten ta co jak byl byla bylo ale nebo"),
    "hu": word_set("a az és hogy nem is egy ez volt van de ha meg el mint csak még már ki be fel le"),
    "fi": word_set("ja on ei se että oli hän en mutta kun niin kuin jos tai ne hänen mitä"),
    "da": word_set("og i at det en den til er som på de med han af for ikke der var et har om men hun"),
    "nb": word_set("og i det er på en som å for med til av den ikke at var et har han om de men hun"),
    "el": word_set("ο η το οι τα του της των τον την και να στο στη στην σε με για από που δεν θα είναι ήταν ένα μια"),
}  # fmt: skip
_LIKE = {"ms": "id", "no": "nb", "ur": "fa", "be": "uk", "ca": "es", "gl": "pt", "sk": "cs"}


def small_words(language: str) -> frozenset[str]:
    """Return what is known of a language's grammar words, in small letters."""
    known = FUNCTION_WORDS.get(language, frozenset()) | _MORE.get(language, frozenset())
    return known or (small_words(_LIKE[language]) if language in _LIKE else known)
