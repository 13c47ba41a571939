from __future__ import annotations

from pathlib import Path

import pytest

from storyport.story.actions.export_bible import export_bible
from storyport.story.actions.import_bible import import_bible
from storyport.story.conflicts import blocking, find_conflicts
from storyport.story.reading import load_bible

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SAMPLE = Path(__file__).parents[3] / "examples" / "ink-and-cloud" / "bible.json"


def test_the_sample_comes_in_whole_and_does_not_contradict_itself(scribe, tmp_path):
    done = import_bible(scribe.story, SAMPLE)
    assert done.created == len(done.entries) > 0
    assert done.notes == ()
    bible = load_bible(scribe.story)
    assert blocking(find_conflicts(bible)) == []
    assert bible.rendering_of(bible.named("小风")[0], "小风", "en") == ("Little Feng", True)
    export_bible(scribe.story, tmp_path / "again.json")
    assert import_bible(scribe.story, tmp_path / "again.json").changed == 0
