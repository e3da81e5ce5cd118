"""SAML: ask an institution of a federation (eduGAIN, OpenAthens) who somebody is there.

It is no way to sign in here. `providers` knows the institutions by a federation's metadata,
`service` is this server towards them, `answer` judges what they say. The library behind it
(python3-saml, the extra `saml`) is loaded by the first request that needs it.
"""
