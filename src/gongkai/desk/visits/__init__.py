"""How much an organ's site is read."""
