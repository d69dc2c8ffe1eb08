"""One reader per kind of file: bytes in, a ``Source`` of blocks in reading order out."""
