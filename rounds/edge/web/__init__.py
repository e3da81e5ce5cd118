"""The web door: pages that work without JavaScript, made smooth by htmx."""
