from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.letters import c25_remedy_is_right, c26_citations_are_in_force


@checked(c25_remedy_is_right, c26_citations_are_in_force)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
