"""Official letters 文书: drafted from the templates of the law, numbered, signed, frozen, sent."""
