"""What readers reported about pages of the site."""
