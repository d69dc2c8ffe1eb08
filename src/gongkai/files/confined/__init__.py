"""What is done with a foreign file in a process of its own, with little memory and little time.

Run as ``python -m gongkai.files.confined``; knows neither Django nor the database.
"""
