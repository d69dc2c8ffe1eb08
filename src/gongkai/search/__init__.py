"""The public index: a projection of what the portal may see, rebuilt at any time."""
