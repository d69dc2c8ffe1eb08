"""Plainly fictitious requests with legal histories: for tries, for the demo, to measure at full size."""
