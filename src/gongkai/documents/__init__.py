"""One document model, rendered as Word, PDF and HTML in the official format GB/T 9704."""
