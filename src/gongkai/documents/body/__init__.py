"""The body of a published text, kept as cleaned HTML, as the blocks of a document."""
