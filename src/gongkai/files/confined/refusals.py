"""What a confined process may say to people."""


class UnfitError(ValueError):
    """The file is not to be kept; the message is Chinese and says what to do."""
