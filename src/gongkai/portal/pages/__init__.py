"""The pages of an organ: home, guide, columns, items, topics."""
