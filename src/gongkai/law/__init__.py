"""The law as pure functions: days and facts in, decisions with their provisions out.

Standard library only; no files, no database, no clock. What a lawyer has not confirmed is
handed in as a ``Practice``; the calendar and the forms are handed in too (see ``gongkai.facts``).
"""
