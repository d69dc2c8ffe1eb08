"""How long others may keep what is for everyone: pages, files, and answers of the interface."""

KEPT_SECONDS = 5  # what is withdrawn is gone within five seconds, in whatever cache
KEPT = f"public, max-age={KEPT_SECONDS}"
