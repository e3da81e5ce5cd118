"""The command-line door: `rounds <noun> <verb>`, one file per noun."""
