"""What is published, and is in the index at once."""

from tests.reports.out import written

from gongkai.search.keeping import follow, follow_reports


def published(press, **words):
    item = press.published(**words)
    follow(item.pk)
    return item


def reported(organ, words, **more):
    report = written(organ, words, **more)
    follow_reports(organ.pk)
    return report
