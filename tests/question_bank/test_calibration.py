"""Measuring probabilities against what came true."""

import pytest

from question_bank.calibration import area, bins, expected_error, plot


def test_probabilities_that_come_true_as_often_as_they_say_have_no_error():
    assert expected_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0


def test_the_error_is_the_mean_distance_of_the_bins_weighed_by_their_members():
    opinions = [(0.9, False), (0.1, True), (0.1, False), (0.1, False)]
    assert expected_error(opinions) == pytest.approx(0.9 / 4 + abs(0.1 - 1 / 3) * 3 / 4)


def test_certainty_falls_into_the_last_bin_and_empty_bins_are_left_out():
    assert [(each.size, each.predicted, each.true) for each in bins([(1.0, True), (0.95, False)])] == [(2, 0.975, 0.5)]


def test_the_area_is_how_often_what_is_true_gets_more():
    assert area([(0.9, True), (0.2, False)]) == 1
    assert area([(0.2, True), (0.9, False)]) == 0
    assert area([(0.5, True), (0.5, False)]) == 0.5


def test_the_same_opinions_are_drawn_as_the_same_picture(tmp_path):
    """So that the picture in the documentation changes only with what it shows."""
    pictures = []
    for _ in range(2):
        plot([(0.1, False), (0.8, True)], tmp_path / "picture.svg")
        pictures.append((tmp_path / "picture.svg").read_text("utf-8"))
    assert "<svg" in pictures[0]
    assert pictures[0] == pictures[1]
