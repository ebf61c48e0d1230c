import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.honesty.figures import find

CASES = [
    ("12 万张图", [(120_000, "image")]),
    ("1.2万张", [(12_000, "image")]),
    ("三千条评论", [(3_000, "sample")]),
    ("二十个类别", [(20, "class")]),
    ("1,200 images in 40 classes", [(1_200, "image"), (40, "class")]),
    ("two million labelled product images", [(2_000_000, "image")]),
    ("7.2M parameters", [(7_200_000, "params")]),
    ("720 万参数", [(7_200_000, "params")]),
    ("1亿1千万参数", [(110_000_000, "params")]),
    ("一亿一千万参数", [(110_000_000, "params")]),
    ("2千5百万参数", [(25_000_000, "params")]),
    ("两千五百万参数", [(25_000_000, "params")]),
    ("1亿2000万参数，3万5千张图", [(120_000_000, "params"), (35_000, "image")]),
    ("3万张，5千类", [(30_000, "image"), (5_000, "class")]),
    ("25.6 million parameters", [(25_600_000, "params")]),
    ("528 megabytes", [(528, "mb")]),
    ("8 张 3090", [(8, "gpu")]),
    ("4 V100s", [(4, "gpu")]),
    ("12 毫秒", [(12, "ms")]),
    ("about 7 ms", [(7, "ms")]),
    ("准确率 91.2%", [(91.2, "percent")]),
    ("20 帧每秒", [(20, "fps")]),
    ("团队 5 个人", [(5, "person")]),
    ("做了两个月", [(2, "month")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures_are_read_with_their_unit(text, expected):
    assert [(figure.value, figure.unit) for figure in find(text) if figure.unit] == expected


def test_rough_figures_are_marked():
    assert [figure.about for figure in find("about 40 ms")] == [True]
    assert [figure.about for figure in find("40 多张")] == [True]
    assert [figure.about for figure in find("exactly 40 ms")] == [False]


@given(st.text(alphabet="0123456789.,万亿千kM%张 类ms一二十百", max_size=200))
def test_any_text_is_read_without_an_error_and_figures_lie_inside_it(text):
    for figure in find(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.value >= 0
