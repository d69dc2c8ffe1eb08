"""The portal 门户: what the public sees."""
