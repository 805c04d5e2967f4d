"""From sources to site: what turns docs/, locales/ and the rules into pages in every language."""
