"""What is done in the catalogue: columns are kept, items drafted, reviewed, published, withdrawn."""
