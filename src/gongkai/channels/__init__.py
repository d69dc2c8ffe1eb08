"""What an organ's site is to its readers: how much is read, counted without cookies, and what they report."""
