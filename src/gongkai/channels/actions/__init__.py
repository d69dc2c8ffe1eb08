"""What people do to an organ's site."""
