"""Whether this installation is well: probes, and the pages on which machines ask for them."""
