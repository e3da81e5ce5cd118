"""Site: settings, urls, the server's front and the table of subscriptions. Tables, no logic."""
