"""A made translation: frames with two places, filled with forms and their renderings."""

from __future__ import annotations

import random

from storyport.kernel.locales import parse_locale

CHINESE = parse_locale("zh-Hans")
KINDS = {"林风": "character", "苏雨": "character", "青云宗": "faction", "灵石": "item"}

FRAMES = {
    "en": (
        "In the morning {0} went down to the river, where {1} was waiting.",
        "He looked at {1} for a long while.",
        "“{0} is not here,” the old man said.",
        "Nobody knew that {0} had been so near to {1}.",
        "Snow fell upon the roof the night {0} came home.",
        "The old master laughed, pointed at {1} and shook his head.",
    ),
    "ru": (
        "Утром к реке вышел {0}, где ждал {1}.",
        "Он долго смотрел на {1} и молчал.",
        "«Где {0}?» — спросил старик.",
        "Никто не знал, что {0} и {1} уже рядом.",
        "Снег падал на крышу, когда {0} вернулся домой.",
        "Старый мастер рассмеялся и указал на {1}.",
    ),
    "ko": (
        "아침에 {0} 강가로 나가자 {1} 기다리고 있었다.",
        "그는 오랫동안 {1} 바라보았다.",
        "“{0} 어디 있느냐?” 노인이 물었다.",
        "눈이 내리던 밤 {0} 집으로 돌아왔다.",
        "아무도 {0} {1} 가까이 있는 줄 몰랐다.",
        "늙은 스승은 웃으며 {1} 가리켰다.",
    ),
    "ja": (
        "朝、{0}は川辺に出て、{1}を待っていた。",
        "彼は長いあいだ{1}を見つめて黙っていた。",
        "「{0}はどこだ」と老人が尋ねた。",
        "{0}が{1}の近くにいるとは誰も知らなかった。",
        "夜になると{1}はまた不思議な夢を見た。",
        "老師は笑って{0}を指さした。",
    ),
    "th": (
        "ตอนเช้า{0}ออกไปที่ริมแม่น้ำและรอ{1}",
        "เขามอง{1}อยู่นานโดยไม่พูดอะไร",
        "“{0}อยู่ที่ไหน” ชายชราถาม",
        "ไม่มีใครรู้ว่า{0}อยู่ใกล้{1}",
        "ตอนกลางคืน{1}ฝันแปลกๆ อีกครั้ง",
        "หิมะตกลงบนหลังคาเมื่อ{0}กลับบ้าน",
    ),
    "ar": (
        "في الصباح نزل {0} إلى النهر حيث ينتظر {1}.",
        "نظر طويلًا نحو {1} ولم يتكلم.",
        "«أين {0}؟» سأل الشيخ.",
        "لم يعلم أحد أن {0} كان قرب {1}.",
        "كان الثلج يسقط ليلة عاد {0} إلى البيت.",
        "ضحك المعلم العجوز وأشار نحو {1}.",
    ),
}
SHAPES = {
    "en": {
        "林风": ["Lin Feng", "Lin Feng"],
        "苏雨": ["Su Yu"],
        "青云宗": ["the Azure Cloud Sect"],
        "灵石": ["a spirit stone", "the spirit stones"],
    },
    "ru": {
        "林风": ["Линь Фэн", "Линя Фэна", "Линю Фэну", "Линем Фэном"],
        "苏雨": ["Су Юй"],
        "青云宗": ["Секта Лазурного Облака", "Секты Лазурного Облака", "Сектой Лазурного Облака"],
        "灵石": ["духовный камень", "духовные камни", "духовных камней"],
    },
    "ko": {
        "林风": ["임풍은", "임풍이", "임풍을", "임풍에게"],
        "苏雨": ["소우는", "소우가"],
        "青云宗": ["청운종의", "청운종은", "청운종에"],
        "灵石": ["영석을", "영석이", "영석은"],
    },
    "ja": {"林风": ["林風"], "苏雨": ["蘇雨"], "青云宗": ["青雲宗"], "灵石": ["霊石"]},
    "th": {
        "林风": ["หลินเฟิง"],
        "苏雨": ["ซูอวี่"],
        "青云宗": ["สำนักเมฆคราม"],
        "灵石": ["หินวิญญาณ"],
    },
    "ar": {
        "林风": ["لين فنغ", "ولين فنغ"],
        "苏雨": ["سو يو"],
        "青云宗": ["طائفة السحاب الأزرق"],
        "灵石": ["حجر الروح", "وحجر الروح"],
    },
}


def story(
    language: str, size: int = 80, seed: int = 1, shapes: dict[str, list[str]] | None = None
) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    shown = shapes or SHAPES[language]
    pairs = []
    for at in range(size):
        frame = FRAMES[language][at % len(FRAMES[language])]
        first, second = rng.sample(list(shown), 2)
        forms = [form for form, place in ((first, "{0}"), (second, "{1}")) if place in frame]
        source = f"第{rng.randrange(900)}日，{'与'.join(forms)}在那里。"
        pairs.append((source, frame.format(rng.choice(shown[first]), rng.choice(shown[second]))))
    return pairs
