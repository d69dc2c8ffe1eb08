"""What is published, and is in the index at once."""

from gongkai.search.keeping import follow


def published(press, **words):
    item = press.published(**words)
    follow(item.pk)
    return item
