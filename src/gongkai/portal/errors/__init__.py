"""Telling an organ what is wrong on one of its pages."""
