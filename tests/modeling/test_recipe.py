"""Recipes: what they may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.modeling.recipe import Claims, Coreference, Corpus, Recipe, Schedule
from checker.modeling.settings import HeadShape, WindowSize

GOOD = """\
name = "small"
base = "a-base"
[[train]]
path = "data/train.jsonl"
weight = 2
[[train]]
path = "data/more"
format = "polnear"
nested = false
deeds = true
license = "CC0-1.0"
[[dev]]
path = "data/dev.jsonl"
[heads]
width = 96
[schedule]
epochs = 3
learning_rate = 1e-4
"""
MORE = """
[[coreference]]
path = "data/gap.tsv"
format = "gap"
part = "dev"
renamed = 2
[[claims]]
path = "data/claims.jsonl"
weight = 3
"""


def load(folder: Path, content: str) -> Recipe:
    (folder / "r.toml").write_text(content, encoding="utf-8")
    return Recipe.load(folder / "r.toml")


def test_what_is_not_said_is_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == Recipe(
        name="small",
        base="a-base",
        train=(
            Corpus("data/train.jsonl", weight=2),
            Corpus("data/more", "polnear", nested=False, deeds=True, license="CC0-1.0"),
        ),
        dev=(Corpus("data/dev.jsonl"),),
        heads=HeadShape(width=96),
        windows=WindowSize(),
        schedule=Schedule(epochs=3, learning_rate=1e-4),
    )


def test_what_the_other_heads_learn_from(tmp_path: Path) -> None:
    recipe = load(tmp_path, GOOD + MORE)
    assert recipe.coreference == (Coreference("data/gap.tsv", "gap", "dev", renamed=2),)
    assert recipe.claims == (Claims("data/claims.jsonl", weight=3),)
    plain = load(tmp_path, GOOD)
    assert plain.coreference == () == plain.claims


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('format = "gap"\n', "", "coreference: .*missing 1 required positional argument: 'format'"),
        ("renamed = 2", "renamed = 0.5", "coreference: “renamed” cannot be 0.5, it is of type int"),
        ("weight = 3", "wait = 3", "unknown “wait”; there are license, part, path, weight"),
        ("[[claims]]", "[claims]", r"“claims” is a list of corpora; begin each of them with \[\[claims\]\]"),
    ],
)
def test_other_corpora_that_are_wrong_give_one_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in MORE
    with pytest.raises(AttribError, match=says) as error:
        load(tmp_path, GOOD + MORE.replace(old, new))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[heads]", "colour = 3\n[heads]", "unknown “colour”"),
        ("epochs = 3", "epoch = 3", "unknown “epoch”; there are average, batch"),
        ("width = 96", "depth = 3", "unknown “depth”; there are heads, layers, width"),
        ("weight = 2", 'wait = "2"', "unknown “wait”"),
        ("weight = 2", 'weight = "2"', "corpus: “weight” cannot be '2', it is of type float"),
        ("epochs = 3", "epochs = true", "schedule: “epochs” cannot be True"),
        ("width = 96", "width = 9.5", "headshape: “width” cannot be 9.5, it is of type int"),
        ("width = 96", "width = 100", "heads: a width of 100 cannot be shared out among 6 heads"),
        ("width = 96", "heads = 0", "heads: a width of 192 cannot be shared out among 0 heads"),
        ('name = "small"', "", "a recipe needs “name”"),
        ('name = "small"', "name = 3", "“name” cannot be 3"),
        ('name = "small"', 'name = "small"\nseed = "x"', "“seed” cannot be 'x'"),
        ("[[dev]]\n", "[dev]\n", "“dev” is a list of corpora; begin each of them with [[dev]]"),
        ('[[dev]]\npath = "data/dev.jsonl"', "", "a recipe needs “dev”"),
        ('path = "data/dev.jsonl"', "", "missing 1 required positional argument: 'path'"),
        ('[[dev]]\npath = "data/dev.jsonl"\n[heads]\nwidth = 96', "heads = 1", "needs “dev”"),
        ("[heads]\nwidth = 96", "[windows", "not TOML"),
        ("name", "\x00name", "not TOML"),
    ],
)
def test_a_recipe_that_is_wrong_gives_one_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(AttribError) as error:
        load(tmp_path, GOOD.replace(old, new, 1))
    message = str(error.value)
    assert message.startswith(str(tmp_path / "r.toml")) and says in message
    assert "\n" not in message


def test_a_table_that_is_a_number(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="schedule: a table is needed, not 3"):
        load(tmp_path, "schedule = 3\n" + GOOD.split("[schedule]")[0])
    with pytest.raises(AttribError, match="“train” is a list of corpora"):
        load(tmp_path, 'name = "a"\nbase = "b"\ntrain = []\ndev = ["x"]')


def test_a_recipe_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        AttribError, match=r"absent\.toml: cannot be read \(No such file or directory\)\. Name a recipe"
    ):
        Recipe.load(tmp_path / "absent.toml")
