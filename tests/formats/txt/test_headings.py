import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.txt.headings import DOUBTFUL, LIKELY, SURE, Heading, recognize

HEADINGS = [
    "Chapter 54. The Town-Ho’s Story.",
    "Chapter 105. Does the Whale’s Magnitude Diminish?—Will He Perish?",
    "Chapter 120. The Deck Towards the End of the First Night Watch.",
    "第十二章 风起",
    "第十二章",
    "第12回",
    "第一百二十三节 归途",
    "第三卷",
    "第三卷 风起 第一百章 归来",
    "卷三",
    "卷三 风云",
    "楔子",
    "序章",
    "引子",
    "番外",
    "番外三 他的故事",
    "番外：往事",
    "尾声",
    "后记",
    "第十二話",
    "第12話「出会い」",
    "제12화",
    "제 3 장 눈보라",
    "Chapter 12",
    "CHAPTER XII",
    "CHAPTER XII. The End of the Road",
    "Chapter One",
    "Chapter Twenty-One: Fire",
    "Prologue",
    "Epilogue",
    "Capítulo 3",
    "Capitolo 4",
    "Chapitre premier",
    "Chapitre 5 : La nuit",
    "5. Kapitel",
    "Kapitel 5",
    "Erstes Kapitel",
    "Глава 5",
    "Глава первая",
    "Первая глава",
    "Bab 7",
    "Chương 8",
    "Chương 8: Gió",
    "บทที่ 9",
    "الفصل الأول",
    "الفصل الحادي عشر",
    "Book One",
    "Part II",
    "Volume 3",
    "第十二章風起雲湧",
    "第１２章　出発",
    "　　第一章 少年",
    "【第一章】 少年",
    "正文 第一章 少年",
    "☆、第1章 少年",
    "1. Bölüm",
    "第十二章 你是谁？",
    "第五章 山雨欲来，风满楼",
    "プロローグ",
    "프롤로그",
    "第三部",
    "终章",
    "大结局（上）",
    "第一章：少年",
    "第一章、少年",
    "《剑来》第一章 惊蛰",
    "CHAPTER 1. Loomings.",
    "Chapter 12 The Long Night",
    "Première partie",
    "### Chapter 3",
    "Part the First",
    "12章 星夜",
    "第四百二十章 雪落长街（上）",
    "第三百章 大结局",
    "第1章：重生",
    "第1章.重生",
    "第零章 开始",
    "第一集 雨夜",
    "第二季",
    "第五幕 雪夜",
    "上卷",
    "下部 风起",
    "卷之二 江湖",
    "自序",
    "上架感言",
    "番外篇",
    "番外（一）",
    "最终章 归途",
    "［第一章］少年",
    "===第一章===",
    "第六話　雨",
    "第二部　帝都編",
    "閑話　猫の話",
    "エピローグ",
    "あとがき",
    "제12장",
    "12화",
    "에필로그",
    "외전",
    "Ch. 5",
    "Chap 7: Home",
    "Episode 10",
    "CHAPTER THE FIRST",
    "Chapter 3 - Fire",
    "Chapter 4 — Ice",
    "Chapter IV: The Sign",
    "Act III",
    "Preface",
    "Author's Note",
    "Interlude 2",
    "Prólogo",
    "Epílogo: La vuelta",
    "Capítulo primero",
    "Tercera parte",
    "Livre II",
    "Tome 3",
    "Chapitre XII",
    "Zweiter Teil",
    "Buch 2",
    "3. Kapitel: Der Wald",
    "Часть вторая",
    "Эпилог",
    "Том 2",
    "Глава двадцать первая",
    "Prolog",
    "Rozdział 3",
    "Hoofdstuk 4",
    "Bölüm 5: Gece",
    "Bagian 2",
    "BAB XII",
    "Hồi 3",
    "Phần 2",
    "Quyển 1",
    "ตอนที่ 12",
    "บทนำ",
    "الجزء الثاني",
    "الفصل 12",
    "الفصل الثالث: العودة",
    "الخاتمة",
    "अध्याय 5",
    "פרק 3",
    "Κεφάλαιο 5",
]
SENTENCES = [
    "第一章我看了三遍。",
    "Chapter 12 was her favourite, she said.",
    "第一节课是数学",
    "第二天，他走了。",
    "第一次见面",
    "第三回合开始了",
    "第一部分已经完成",
    "第一章的内容很好",
    "“第一章”他说",
    "Part of the problem was money.",
    "Part I liked best was the end.",
    "Book three rooms, please.",
    "Volume 11 fell off the shelf.",
    "Chapter 12, which she had not read, lay open.",
    "楔子是什么？",
    "尾声渐渐远去。",
    "番外的故事",
    "序言不长",
    "卷三千里外",
    "前言不搭后语",
    "卷起袖子",
    "Prologue to a farce, he thought.",
    "3장 남았다.",
    "Introduction of the guests took an hour.",
    "الفصل الأول كان طويلا.",
    "Capítulo 3 era el mejor.",
    "Kapitel 5 war lang.",
    "Глава 5 была длинной.",
    "One part of him wanted to go.",
    "First part of the way was easy.",
    "第十二章里，他死了",
    "结局是这样的",
    "他说第一章很好",
    "Partly cloudy",
    "第一卷轴打开了",
    "Acting on orders",
    "Part one of the plan was simple.",
    "Ch. is short for chapter.",
    "第三季度的报告",
    "大结局来得太快了",
    "第一章，他就死了。",
    "第二部分",
    "第三天早上，天亮了。",
    "第十二章风起的时候，他走了；没人知道。",
    "一个人走在路上",
    "十年后",
    "三人行",
    "序幕拉开了",
    "后记录音机响了",
    "尾声里他哭了",
    "卷土重来",
    "第三篇文章写完了",
    "第二话题",
    "回到家里",
    "Chapters were long in those days.",
    "The chapter ended badly.",
    "The first part was good",
    "Volume of trade",
    "Booked for theft, he ran.",
    "Acts of kindness are rare.",
    "Chapter and verse",
    "Chapter Seven was long, and Chapter Eight was longer.",
    "In the first book of the series he dies.",
    "Parting is such sweet sorrow.",
    "I went home.",
    "Prologues bore me.",
    "Epilogue or not, it was over.",
    "Capítulos enteros se perdieron.",
    "La parte segunda de la historia era triste, dijo.",
    "Partie sans laisser d'adresse, elle rit.",
    "Kapitel um Kapitel verging.",
    "Часть дома сгорела.",
    "Главное было впереди.",
    "Babi itu lari.",
    "Sebagian orang pergi.",
    "บทเรียนนี้ยากมาก",
    "الفصل بين الأمرين صعب.",
    "제가 말했다.",
    "1화를 보았다",
    '"Chapter 12" she read aloud.',
    "2008年的夏天",
    "100块钱",
]


@pytest.mark.parametrize("line", HEADINGS)
def test_headings_are_recognized(line: str) -> None:
    heading = recognize(line)
    assert heading is not None
    assert heading.level != "bare"
    assert heading.confidence >= LIKELY


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_none(line: str) -> None:
    assert recognize(line) is None


@pytest.mark.parametrize(
    ("line", "level", "number"),
    [
        ("第一百二十三章 归途", "chapter", 123),
        ("第三卷", "volume", 3),
        ("第三卷 风起 第一百章 归来", "chapter", 100),
        ("番外三 他的故事", "special", 3),
        ("Chapter Twenty-One: Fire", "chapter", 21),
        ("CHAPTER XLII", "chapter", 42),
        ("Tercera parte", "volume", 3),
        ("12. Kapitel", "chapter", 12),
        ("الفصل الحادي عشر", "chapter", 11),
        ("Глава двадцать первая", "chapter", 21),
        ("第１２話", "chapter", 12),
        ("제 7 부", "volume", 7),
        ("บทที่ ๑๒", "chapter", 12),
        ("12.", "bare", 12),
        ("（三）", "bare", 3),
        ("IV", "bare", 4),
        ("3、归来", "bare", 3),
    ],
)
def test_level_and_number(line: str, level: str, number: int) -> None:
    heading = recognize(line)
    assert heading is not None
    assert (heading.level, heading.number) == (level, number)


@pytest.mark.parametrize(
    ("line", "confidence"),
    [
        ("第十二章 风起", SURE),
        ("第十二章风起云涌", LIKELY),
        ("第一章我是谁", DOUBTFUL),
        ("第五章山雨欲来，风满楼", DOUBTFUL),
        ("CHAPTER 1. Loomings.", LIKELY),
        ("Chapter 5: He was late. She was not. Nobody minded.", DOUBTFUL),
    ],
)
def test_how_sure_a_line_alone_makes(line: str, confidence: int) -> None:
    heading = recognize(line)
    assert heading is not None
    assert heading.confidence == confidence


def test_a_title_is_noticed() -> None:
    assert recognize("Chapter 12") == Heading("chapter", 12, SURE, titled=False, style="chapter")
    assert recognize("Chapter 12: Fire") == Heading(
        "chapter", 12, SURE, titled=True, style="chapter"
    )


@settings(deadline=None)
@given(st.text())
def test_any_line_can_be_looked_at(line: str) -> None:
    heading = recognize(line)
    assert heading is None or heading.confidence in {SURE, LIKELY, DOUBTFUL}


@settings(deadline=None)
@given(
    st.integers(1, 9999),
    st.sampled_from(["第{}章", "第{}章 风起", "Chapter {}", "Глава {}", "제{}화"]),
)
def test_numbers_come_back(number: int, shape: str) -> None:
    heading = recognize(shape.format(number))
    assert heading is not None
    assert heading.number == number
