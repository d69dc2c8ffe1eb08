from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.search import c08_search_is_on_file, c09_search_went_beyond_the_title


@checked(c08_search_is_on_file, c09_search_went_beyond_the_title)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
