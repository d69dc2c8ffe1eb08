"""What is done with requests: taking them in, moving them on, answering."""
