"""Reconsideration and litigation about disclosure 复议诉讼."""
