"""Figures are never broken or clipped: columns give way first, then the type gets smaller."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.fitting import SIZES_PT, fitted, size_and_widths, text_width_mm

widths = st.floats(1, 50)


def test_the_width_of_a_text_is_that_of_its_longest_line():
    assert text_width_mm("社会\n公益\n组织", 9) == text_width_mm("组织", 9)
    assert text_width_mm("1234567", 9) < text_width_mm("公公公公公公公", 9)


def test_columns_that_are_wide_enough_stay_as_they_are():
    assert fitted((10, 20), (5, 20)) == (10, 20)


def test_what_a_column_gains_the_others_lose_by_what_they_can_spare():
    assert fitted((10, 10, 40), (14, 0, 10)) == (14, 9, 37)


def test_too_much_to_fit_is_said():
    assert fitted((10, 10), (15, 15)) is None


@given(st.lists(st.tuples(widths, widths), min_size=1, max_size=12))
def test_fitting_keeps_the_sum_and_gives_every_column_its_least(pairs):
    given_widths, least = zip(*pairs, strict=True)

    found = fitted(given_widths, least)

    if found is None:
        assert sum(least) > sum(given_widths) - 1e-6
    else:
        assert sum(found) == pytest.approx(sum(given_widths))
        assert all(wide >= need - 1e-9 for wide, need in zip(found, least, strict=True))


def test_the_largest_size_at_which_all_fits_is_taken():
    assert size_and_widths([12.0] * 3, [["7"], ["12"], ["3"]])[0] == SIZES_PT[0]
    assert size_and_widths([8.0] * 3, [["1234567"]] * 3)[0] < SIZES_PT[0]


def test_at_the_smallest_size_the_widths_stay():
    assert size_and_widths([2.0] * 3, [["123456789"]] * 3) == (SIZES_PT[-1], (2.0, 2.0, 2.0))
