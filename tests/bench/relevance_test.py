"""The arithmetic of bench/relevance: significance and choices made without a collection."""
import itertools
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bench" / "relevance"))

import significance  # noqa: E402


def exact(ours, theirs):
    """The share of all signs, not of drawn ones."""
    differences = [a - b for a, b in zip(ours, theirs)]
    sums = [abs(sum(s * d for s, d in zip(signs, differences)))
            for signs in itertools.product((1, -1), repeat=len(differences))]
    return sum(total >= abs(sum(differences)) - 1e-12 for total in sums) / len(sums)


@pytest.mark.parametrize("ours, theirs", [
    ([0.5, 0.6, 0.7, 0.2, 0.9, 0.4, 0.3, 0.8], [0.4, 0.6, 0.5, 0.1, 0.5, 0.4, 0.1, 0.9]),
    ([0.1, 0.9, 0.3, 0.4], [0.3, 0.2, 0.5, 0.6]),
    ([1.0] * 9, [0.5] * 9),
])
def test_signs_drawn_by_chance_come_near_to_all_signs(ours, theirs):
    assert significance.randomisation(ours, theirs) == pytest.approx(exact(ours, theirs), abs=0.02)


def test_equal_rankings_do_not_differ():
    assert significance.randomisation([0.3, 0.7], [0.3, 0.7]) == 1


def test_the_order_of_two_rankings_is_without_effect():
    ours, theirs = [0.5, 0.6, 0.7, 0.2], [0.4, 0.6, 0.5, 0.3]
    assert significance.randomisation(ours, theirs) == significance.randomisation(theirs, ours)


def test_rankings_of_different_queries_are_an_error():
    with pytest.raises(ValueError):
        significance.randomisation([0.5], [0.5, 0.6])


def test_a_setting_is_chosen_by_the_other_collections():
    table = {"x": {"a": 0.9, "b": 0.1, "c": 0.2}, "y": {"a": 0.1, "b": 0.5, "c": 0.5}, "z": {"a": 0.3, "b": 0.4, "c": 0.4}}
    assert significance.leave_one_out(table) == {"a": ("y", 0.1), "b": ("x", 0.1), "c": ("x", 0.2)}


def test_of_equal_settings_the_first_is_taken():
    table = {"x": {"a": 0.5, "b": 0.5}, "y": {"a": 0.5, "b": 0.5}}
    assert significance.leave_one_out(table) == {"a": ("x", 0.5), "b": ("x", 0.5)}
