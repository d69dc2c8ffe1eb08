"""Disclosure on request 依申请公开: from the request to the reply that was served, and what follows it."""
