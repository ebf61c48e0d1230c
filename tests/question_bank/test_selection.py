from collections import Counter
from typing import Any, Literal

import pytest

from evaluators.base import Criterion, Grader
from evaluators.response import Response
from evaluators.text import Text
from evaluators.verdict import Verdict
from question_bank.bank import Bank, key
from question_bank.format import StagePlan
from question_bank.item import Item
from question_bank.loader import HERE, load
from question_bank.selection import Standing, matching, next_level, pick, shortages


class Plain(Grader):
    """Grades nothing: what is drawn is all that matters here."""

    kind: Literal["concept"] = "concept"

    def grade(self, response: Response) -> Verdict:
        raise NotImplementedError

    def draw(self, seed: int, level: int) -> dict[str, Any]:
        return {"seed": seed, "level": level}


def text(words):
    return Text(zh=words, en=words)


def item(name, level=2, topics=("loss",), *, graded=True):
    grading = Plain(criteria={"c": Criterion(statement=text("c"))}) if graded else None
    return Item(id=name, title=text(name), prompt=text(name), level=level, topics=topics, grading=grading, minutes=4)


def bank(*items):
    return Bank(items={key(one): one for one in items}, formats={})


def stage(*draws):
    return StagePlan(id="s", title=text("s"), purpose=text("s"), minutes={"full": 9, "short": 9}, draws=draws)


def draw(count=1, **more):
    return {"count": {"full": count, "short": count}, **more}


def standing(**more):
    return Standing(**{"length": "full", "track": "", "seed": 1} | more)


LEVELS = bank(*(item(f"i{n}", level=n % 3 + 1) for n in range(12)))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_level_wanted_is_drawn_while_it_lasts(level):
    assert pick(stage(draw()), LEVELS, standing(level=level)).item.level == level


def test_the_nearest_level_is_drawn_where_the_wanted_one_is_used_up():
    hard = {key(one) for one in LEVELS if one.level == 3}
    assert pick(stage(draw()), LEVELS, standing(level=3, asked=hard)).item.level == 2


def test_every_item_of_the_level_has_its_turn_under_some_seed():
    drawn = Counter(pick(stage(draw()), LEVELS, standing(seed=seed)).item.id for seed in range(200))
    assert set(drawn) == {one.id for one in LEVELS if one.level == 2}


def test_the_same_standing_draws_the_same_item_and_values():
    assert pick(stage(draw()), LEVELS, standing()) == pick(stage(draw()), LEVELS, standing())


def test_no_item_is_drawn_twice_and_recent_ones_only_when_nothing_else_is_left():
    few = bank(item("a"), item("b"))
    assert pick(stage(draw()), few, standing(recent={"concept/a"})).item.id == "b"
    assert pick(stage(draw()), few, standing(recent={"concept/a"}, asked={"concept/b"})).item.id == "a"
    assert pick(stage(draw()), few, standing(asked={"concept/a", "concept/b"})) is None


def test_a_draw_that_finds_nothing_makes_way_for_the_next():
    plan = stage(draw(3, topics=["nothing"]), draw(1, topics=["loss"]))
    assert pick(plan, LEVELS, standing()).draw == 1
    assert pick(plan, LEVELS, standing(drawn=[1])) is None


def test_a_short_interview_draws_its_own_count():
    plan = stage({"count": {"full": 2, "short": 0}})
    assert pick(plan, LEVELS, standing(length="short")) is None
    assert pick(plan, LEVELS, standing(drawn=[0])).draw == 0


def test_topics_kinds_and_ids_all_hold():
    mixed = bank(item("a", topics=("nlp",)), item("b", topics=("cv",)), item("c", topics=("cv",), graded=False))
    assert pick(stage(draw(topics=["{track}"])), mixed, standing(track="nlp")).item.id == "a"
    assert pick(stage(draw(topics=["cv"], kinds=["concept"])), mixed, standing()).item.id == "b"
    assert pick(stage(draw(ids=["c"])), mixed, standing()).item.id == "c"
    assert pick(stage(draw(ids=["open/c"])), mixed, standing()).item.id == "c"


def test_the_budget_is_the_draws_or_the_items_own():
    assert pick(stage(draw()), LEVELS, standing()).seconds == 240
    assert pick(stage(draw(minutes={"full": 2, "short": 1})), LEVELS, standing()).seconds == 120


def test_an_item_without_an_evaluator_is_asked_as_it_stands():
    assert pick(stage(draw()), bank(item("a", graded=False)), standing()).params == {}


@pytest.mark.parametrize(
    ("level", "score", "after"), [(2, 1.0, 3), (3, 1.0, 3), (2, 0.5, 2), (2, 0.0, 1), (1, 0.0, 1), (2, None, 2)]
)
def test_the_level_moves_with_the_score(level, score, after):
    assert next_level(level, score) == after


def test_shortages_name_the_draws_that_cannot_be_filled(formats):
    found = list(shortages(formats["deep_learning"], bank()))
    assert {shortage.track for shortage in found} == {"nlp", "cv"}
    assert all(shortage.found < shortage.wanted for shortage in found)


@pytest.fixture
def formats():
    return load(HERE).formats


@pytest.mark.parametrize("name", ["cv", "deep_learning"])
@pytest.mark.parametrize(("length", "least", "most"), [("full", 70, 80), ("short", 25, 30)])
def test_a_format_keeps_the_time_that_it_promises(formats, name, length, least, most):
    """Stages sum to the whole, and each stage's draws fit into its time."""
    plan = formats[name]
    assert least <= sum(one.minutes.of(length) for one in plan.stages) <= most
    for one in plan.stages:
        asked = sum(d.count.of(length) * d.minutes.of(length) for d in one.draws)
        assert one.minutes.of(length) - 2 <= asked <= one.minutes.of(length), one.id


def test_the_guides_stages_stand_in_their_order(formats):
    assert [one.id for one in formats["cv"].stages] == ["fundamentals", "honesty", "problem_solving", "coding"]
    assert [one.id for one in formats["deep_learning"].stages] == ["theory", "projects", "coding", "industry"]
    for plan in formats.values():
        assert [one.id for one in plan.stages if one.reserved] == ["coding"]
    projects = formats["deep_learning"].stages[1]
    assert 0.4 <= projects.minutes.full / sum(one.minutes.full for one in formats["deep_learning"].stages) <= 0.55


def test_every_question_has_its_place_in_some_format(formats):
    """One that no format draws would never be asked. A formula that is only given by `params` is graded, not asked."""
    bank = load(HERE)
    drawn = {
        key(item)
        for plan in formats.values()
        for track in plan.tracks or ("",)
        for one in plan.stages
        for draw in one.draws
        for item in matching(draw, track, bank)
    }
    assert set(bank.items) - drawn == {"derivation/expression"}
