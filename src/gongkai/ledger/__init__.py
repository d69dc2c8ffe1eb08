"""The ledger 台账: what happened, when, by whom; append-only, a chain of hashes per organ."""
