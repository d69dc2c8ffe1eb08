"""监督: how the organs below deal with requests, and urging them."""
