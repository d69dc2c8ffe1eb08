"""What both faces share: tokens, templates and components."""
