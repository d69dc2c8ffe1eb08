"""What stands in a file, seen or unseen: in the confined process, for the gate before publication."""
