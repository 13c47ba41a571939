import math

import numpy as np
import pytest
from pocketsphinx import NGramModel

from storyport.engines.translate.gloss.trigrams import model_file, read_trigrams


@pytest.fixture(scope="module")
def model():
    return read_trigrams(model_file())


@pytest.mark.parametrize(
    "words",
    [
        "in the house",
        "new york times",
        "the red sword",
        "sword pill cat",
        "<s> he said",
        "it is </s>",
    ],
)
def test_it_says_what_the_library_says(model, words):
    theirs = NGramModel.readfile(str(model_file()))
    first, second, word = (np.array([model.ids[each]]) for each in words.split())
    places = model.pair_places(second, word)
    pair = model.pair_score(second, word, places)
    backoff = model.pair_backoff(model.pair_places(first, second))
    ours = float(model.score(first, places, pair, backoff)[0])
    assert ours == pytest.approx(math.log(1.0001) * theirs.prob(words.split()[::-1]), abs=0.001)


def test_an_unknown_word_costs_and_is_forgotten(model):
    the, unknown = np.array([model.ids["the"]]), np.array([-1])
    places = model.pair_places(the, unknown)
    assert places[0] == -1
    assert model.pair_score(the, unknown, places)[0] == model.unknown
    assert model.pair_places(unknown, the)[0] == -1


def test_what_is_no_model_is_refused(tmp_path):
    path = tmp_path / "model"
    path.write_bytes(b"Darpa Trigram LM" + bytes(64))
    with pytest.raises(ValueError, match="no trigram model"):
        read_trigrams(path)
