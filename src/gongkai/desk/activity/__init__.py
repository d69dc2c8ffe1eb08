"""Pages of the desk: who did what when."""
