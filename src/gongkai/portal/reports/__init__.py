"""The annual reports of all organs and years, and the open audit."""
