"""The sample content of the demo organs: a year of published items, the same on every machine.

``composing`` makes the items as values from ``data/demo/corpus.toml`` alone, with a seed of its own; ``bulk``
writes them as the rows and entries that acts leave; ``papers`` makes their attachments.

Items are told apart by ``Sample.key``, as ``gz-003``: the third of the series ``gz``. Keys, titles, days and
the last five digits of index numbers stay the same as long as that file does; ids of rows do not. So labels
of searches name keys, or index numbers by their end (``2023-00123``).
"""
