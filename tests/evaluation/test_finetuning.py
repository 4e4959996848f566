"""`attrib finetune`: a newsroom's articles and a model in, a model of its own out, if it is a better one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")

import checker
from checker.errors import AttribError
from checker.evaluation import finetune_training, finetune_verdict, finetuning
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.bootstrap import Difference
from checker.evaluation.coverage import coverage
from checker.evaluation.evaluation import Comparison, Evaluation, SystemResults
from checker.evaluation.finetune_data import conflicts, gather, split, summarise
from checker.evaluation.finetune_verdict import Verdict, judge
from checker.evaluation.finetuning import Options, rules_of, run
from checker.evaluation.markup import parse_markup
from checker.evaluation.metrics import Rules
from checker.evaluation.tasks import Data, Task
from checker.modeling import library
from checker.modeling.archive import pack
from checker.modeling.library import install
from checker.modeling.pieces import load_tokenizer
from checker.modeling.settings import WindowSize
from checker.modeling.training import Trainer
from tests.evaluation.building import span

TINY = Path(__file__).parents[1] / "data/tiny"

_NAMES = """Weiss Hale Okafor Pryce Dunne Sole Nair Reay Moran Marsh Lund Crewe Pell Tran Salter Impey Teague Twigg Wilk
Rooke""".split()
_THINGS = ("bridge", "river", "price", "letter", "steel")


def article(number: int) -> Annotation:
    """A house that writes “Weiss, her words: the bridge was short of steel.”, which nothing in the tiny articles looks like."""
    name, other = _NAMES[number % len(_NAMES)], _NAMES[(7 * number + 3) % len(_NAMES)]
    thing = _THINGS[number % len(_THINGS)]
    return parse_markup(
        f"=== meta\nid: a{number}\n=== text\nTalks on the {thing} number {number}\n\n"
        f"The builders wanted the {thing}.\n\n"
        f"{{s1|{{p1|{name}}}}} {{q1|said}} at once : {{c1|the {thing} would not be finished}}.\n\n"
        f"Nobody wanted the river.\n\n"
        f"{{s2|{{p2|{other}y}}}} {{q2|said}} at once : {{c2|a fair price was offered}}.\n"
        f"=== speakers\np1 | {name} | person | -\np2 | {other}y | person | -\n"
        "=== statements\n1 | p1 | speech\n2 | p2 | speech\n"
    )


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annotated") / "house.jsonl"
    write_annotations([article(n) for n in range(24)], path)
    return path


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A rate of learning that the tiny encoder needs, and the tiny articles in place of the project's own."""
    quick = replace(
        finetune_training.SCHEDULE,
        batch=512,
        learning_rate=2e-3,
        head_learning_rate=6e-3,
        dropout=0.0,
        word_dropout=0.0,
    )
    monkeypatch.setattr(finetune_training, "SCHEDULE", quick)
    own = Task("statements", "tiny", "statements", data=(Data("tiny", TINY / "train.jsonl", rules=Rules()),))
    monkeypatch.setattr(finetune_verdict, "load_tasks", lambda names: (own,))
    monkeypatch.setattr(finetuning, "rehearsal_source", lambda: TINY / "train.jsonl")
    monkeypatch.setattr(finetune_training, "_SHARE", 1.0)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


def test_a_better_model_is_made_packed_installed_and_read_with(
    tiny_model: Path, annotated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    options = Options((annotated,), str(tiny_model), tmp_path / "out", "house", epochs=12, force=True)
    verdict, folder = run(options, said.append)
    assert folder == tmp_path / "out"
    assert verdict.held_out.ours > verdict.held_out.theirs + 0.1
    assert said[0].startswith("articles: 24 of ")
    assert not (folder / "work").exists()
    assert {p.name for p in (folder / "report").iterdir()} == {"report.html", "report.md", "report.json"}
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "fine-tuned from | model, revision" in card and "Talks on" not in card, "the card quotes no article"
    assert "Talks on" not in (folder / "figures.json").read_text(encoding="utf-8")
    pack(folder, "house", tmp_path / "house.zip")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert install(tmp_path / "house.zip", force=True) == "house"
    text = article(30).text
    there, here = (checker.Checker(m).quotes(checker.readers.read_string(text)) for m in ("house", str(folder)))
    assert there.statements == here.statements
    assert any(s.cue == (span(text, "said"),) for s in there.statements)


def test_a_worse_model_is_put_aside_and_not_installed(tiny_model: Path, annotated: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("config.json", "tokenizer.json"):
        (out / name).write_text("{}")
    verdict, folder = run(Options((annotated,), str(tiny_model), out, epochs=0.05), lambda text: None)
    assert not verdict.better and verdict.why.startswith("it is no better: statement F1 on the held-out part")
    assert folder == out / "refused"
    assert (out / "config.json").read_text() == "{}", "what stood there stays"
    assert json.loads((folder / "verdict.json").read_text())["better"] is False
    with pytest.raises(AttribError, match=r"it is no better.* Not installed; --force"):
        install(folder)
    assert library.installed_models() == {}
    assert install(folder, force=True) == "tiny-tuned"


def test_resume_goes_on_to_the_same_weights(
    tiny_model: Path, annotated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetuning, "measure", lambda *a, **k: None)
    monkeypatch.setattr(finetuning, "judge", lambda e: None)
    made: list[Path] = []

    def keep(network, settings, old, folder):  # type: ignore[no-untyped-def]
        made.append(folder.parents[1])
        finetuning.save_network(network, settings, old / "tokenizer.json", made[-1])
        raise KeyboardInterrupt

    monkeypatch.setattr(finetuning, "_release", keep)

    def tune(out: str, **more: object) -> None:
        with pytest.raises(KeyboardInterrupt):
            run(Options((annotated,), str(tiny_model), tmp_path / out, epochs=3, **more), lambda text: None)  # type: ignore[arg-type]

    tune("whole")
    score, calls = Trainer.score, 0

    def killed(trainer: Trainer) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        score(trainer)

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "score", killed)
        tune("cut")
    tune("cut", resume=True)
    assert len(made) == 2
    one, other = ((m / "weights-1.safetensors").read_bytes() for m in made)
    assert one == other
    with pytest.raises(AttribError, match="begun with other articles"):
        run(Options((annotated,), str(tiny_model), tmp_path / "cut", seed=2, epochs=3, resume=True), lambda text: None)


def test_an_old_model_that_only_runs_is_refused_in_one_line(tiny_model: Path, annotated: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("config.json", "tokenizer.json"):
        (bare / name).write_bytes((tiny_model / name).read_bytes())
    with pytest.raises(AttribError, match=r"bare: holds the int8 model alone.*training weights") as error:
        run(Options((annotated,), str(bare)))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"held_out": "1.5"}, "a share lies between 0 and 1"),
        ({"held_out": "absent.jsonl"}, "absent.jsonl: no such file or folder"),
        ({"epochs": 0.0}, "take a number above 0"),
        ({"name": "../up"}, "cannot be a model's name"),
        ({"held_out": "0.9"}, "too few; hold out fewer"),
    ],
)
def test_options_that_cannot_be(
    tiny_model: Path, annotated: Path, tmp_path: Path, more: dict[str, object], says: str
) -> None:
    with pytest.raises(AttribError, match=says) as error:
        run(Options((annotated,), str(tiny_model), tmp_path / "out", **more))  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_a_folder_of_other_things_is_left_alone(tiny_model: Path, annotated: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("of the project")
    for folder, says in ((tmp_path, "holds other things than a model"), (tiny_model, "is the model to start from")):
        with pytest.raises(AttribError, match=says):
            run(Options((annotated,), str(tiny_model), folder))
    assert (tmp_path / "README.md").read_text() == "of the project"


def test_fewer_than_twenty_articles_are_refused(tiny_model: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    write_annotations([article(n) for n in range(19)], few)
    with pytest.raises(AttribError, match="19 annotated articles are too few to learn from; annotate 20 or more"):
        run(Options((few,), str(tiny_model), tmp_path / "out"))


def test_what_is_annotated_twice_differently_is_told(tmp_path: Path) -> None:
    first, second = article(1), article(1)
    second = replace(second, statements=second.statements[:1])
    for name, a in (("one", first), ("two", second), ("three", second)):
        write_annotations([a], tmp_path / f"{name}.jsonl")
    found = gather([tmp_path / f"{name}.jsonl" for name in ("one", "two", "three")])
    assert [a.statements for a in found.articles] == [second.statements], "the later one"
    (trouble,) = found.troubles
    assert trouble.article == "a1" and "1 statements of the one and 0 of the other differ" in trouble.what


def test_two_texts_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    write_annotations([article(1)], tmp_path / "one.jsonl")
    write_annotations([replace(article(2), meta={"id": "a1"}, path="a1.txt")], tmp_path / "two.jsonl")
    found = gather([tmp_path / "one.jsonl", tmp_path / "two.jsonl"])
    assert [a.id for a in found.articles] == ["a1", "a1-2"]


def test_annotations_at_odds_with_themselves() -> None:
    good = article(1)
    text = good.text
    one, two = good.statements
    other = span(text, "would not be finished.\n\nNobody")
    bad = replace(
        good,
        statements=(
            replace(one, kind="direct"),
            replace(two, source=(span(text, "a fair"),)),
            replace(one, id="s3", content=(other,)),
            replace(one, id="s4"),
        ),
    )
    assert list(conflicts([good])) == []
    assert [t.what for t in conflicts([bad])] == [
        "s1 is called direct, but its words stand outside quotation marks",
        "s2: its content, cue and source overlap",
        "s1 and s3 cross: neither stands inside the other",
        "s1 and s4 are the same words of the same source",
        "s3 and s4 cross: neither stands inside the other",
    ]


def test_the_summary_counts() -> None:
    empty = replace(article(3), statements=())
    found = summarise([article(1), article(2), empty])
    assert (found.articles, found.statements, found.empty, found.nested, found.without_source) == (3, 4, 1, 0, 0)
    assert found.kinds == {"indirect": 4} and found.acts == {"speech": 4}
    assert found.words == sum(len(a.text.split()) for a in (article(1), article(2), empty))


def test_spans_that_are_lost_are_counted_with_their_reason(tiny_model: Path) -> None:
    tokenizer = load_tokenizer(str(tiny_model / "tokenizer.json"))
    good = article(1)
    text = good.text
    one, two = good.statements
    whole = coverage([good], tokenizer, WindowSize())
    assert (whole.spans, whole.lost, whole.share) == (6, (), 0.0)
    cut = span(text, "would not be fin")  # ends inside a word
    bad = replace(good, statements=(replace(one, content=(cut,)), replace(two, source=(span(text, "fair"),))))
    found = coverage([bad], tokenizer, WindowSize())
    assert found.spans == 6
    # s2's source stands in its content, which takes the source's place in the tags.
    assert [(x.statement, x.role, x.why) for x in found.lost] == [
        ("s1", "content", "begins or ends inside a word, or with a space"),
        ("s2", "source", "overlaps another role of its statement"),
    ]
    assert found.share == pytest.approx(2 / 6)


def test_a_source_beyond_reach_is_lost(tiny_model: Path) -> None:
    tokenizer = load_tokenizer(str(tiny_model / "tokenizer.json"))
    text = "Weiss " + "the river " * 80 + "said the bridge was shut."
    far = parse_markup(
        "=== meta\nid: far\n=== text\n{s1|{p1|Weiss}} " + "the river " * 80 + "{q1|said} {c1|the bridge was shut}.\n"
        "=== speakers\np1 | Weiss | person | -\n=== statements\n1 | p1 | speech\n"
    )
    assert far.text == text
    (lost,) = coverage([far], tokenizer, WindowSize()).lost
    assert (lost.role, lost.words) == ("source", "Weiss") and lost.why.startswith("lies more than 128 word pieces")


def test_the_split_is_by_article_alike_and_the_seeds() -> None:
    articles = [article(n) for n in range(20)]
    direct = [replace(a, statements=tuple(replace(s, kind="direct") for s in a.statements)) for a in articles[:10]]
    learn, held = split([*direct, *articles[10:]], 0.3, 1)
    assert len(held) == 6 and len(learn) == 14
    assert {a.id for a in learn} | {a.id for a in held} == {a.id for a in articles}
    assert sum(a.statements[0].kind == "direct" for a in held) == 3
    assert split(articles, 0.3, 1) == split(articles[::-1], 0.3, 1)
    assert split(articles, 0.3, 1) != split(articles, 0.3, 2)


def test_deeds_count_where_more_than_a_few_would_be_called_so() -> None:
    plain = [article(n) for n in range(20)]
    assert rules_of(plain) == Rules(False, ("speech", "thought"))
    odd = [replace(a, statements=tuple(replace(s, cue=()) for s in a.statements)) for a in plain]
    assert rules_of([*plain, *odd]).acts == ("speech", "thought", "other")
    one, two = plain[0].statements
    assert rules_of([replace(plain[0], statements=(one, replace(two, nested_in="s1")))]).nested


def compared(task: str, figure: str, theirs: float, ours: float, slice: str = "") -> Comparison:
    difference = Difference(
        figure, slice, "", ours, theirs, ours - theirs, ours - theirs, ours - theirs, ours != theirs
    )
    return Comparison(task, "data", "new", "old", (difference,))


def verdict(*comparisons: Comparison) -> Verdict:
    return judge(Evaluation(SystemResults("new"), (SystemResults("old"),), comparisons, ""))


GAIN = compared("held-out", "statement F1", 0.5, 0.9)


@pytest.mark.parametrize(
    ("comparisons", "why"),
    [
        ((GAIN,), "it is better: statement F1 on the held-out part 0.500 → 0.900."),
        ((GAIN, compared("statements", "statement F1", 0.92, 0.911)), "it is better:"),
        ((GAIN, compared("statements", "content alone F1", 0.92, 0.5)), "it is better:"),
        ((GAIN, compared("statements", "statement F1", 0.92, 0.5, slice="kind")), "it is better:"),
        (
            (
                GAIN,
                compared("statements", "statement F1", 0.92, 0.909),
                compared("speakers", "speaker accuracy", 0.9, 0.85),
            ),
            "it has unlearned too much: speaker accuracy on speakers, data 0.900 → 0.850.",
        ),
        (
            (compared("held-out", "statement F1", 0.5, 0.5),),
            "it is no better: statement F1 on the held-out part 0.500 → 0.500.",
        ),
        ((compared("held-out", "statement F1", 0.5, 0.4),), "it is no better:"),
    ],
)
def test_the_verdict(comparisons: tuple[Comparison, ...], why: str) -> None:
    found = verdict(*comparisons)
    assert found.why.startswith(why)
    assert found.better == why.startswith("it is better")


def test_a_verdict_needs_something_measured() -> None:
    with pytest.raises(AttribError, match="the held-out part measures nothing"):
        verdict()
