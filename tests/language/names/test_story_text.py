from storyport.language.names.base import Passage
from storyport.language.names.story_text import read_story
from storyport.language.simplified import simplified

STORY = read_story(
    [Passage(1, 1, "林風說：「走。」"), Passage(1, 2, " "), Passage(2, 1, "他走了。")], convert=True
)


def test_paragraphs_are_joined_and_found_again():
    assert STORY.plain == "林风说：「走。」\n他走了。"
    assert STORY.own.startswith("林風說")
    assert STORY.passages[STORY.passage_at(9)].part == 2


def test_speech_is_what_stands_in_quotation_marks():
    marked = "".join(
        sign for sign, inside in zip(STORY.plain, STORY.speech, strict=False) if inside
    )
    assert marked == "「走。」"


def test_evidence_is_cut_at_sentences():
    evidence = STORY.evidence(9, 10, "because")
    assert (evidence.part, evidence.excerpt, evidence.reason) == (2, "他走了。", "because")


def test_converted_text_keeps_its_length():
    text = "後來，她頭髮乾了，裡面。"
    assert len(simplified(text)) == len(text)
    assert simplified("plain") == "plain"
