"""What the public reads, and how much: visits of the site, counted without cookies."""
