"""Disclosure on request at the desk: the list, the case, its moves and letters."""
