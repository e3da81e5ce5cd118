"""Content credentials (C2PA): read from a picture that comes in, signed anew into what is published.

The idea: a content credential is signed over the very bytes of a file. A picture that is written anew
needs a new one, signed by whoever wrote it, that names what it was made from. So a credential is read
and checked as it comes in; what it says of the picture is *distilled* to a few fields that can name
no patient and no author (`original`); and each published size gets a manifest of this server's that
says what was done, with the original as its ingredient (`manifest`).

The rules, and what would break them:

- **Never faked.** A picture that came without a credential gets none, nor does one whose credential
  does not hold: whoever sees the mark of a credential takes the picture for checked.
- **Confidentiality beats provenance.** The manifest store that came in is never embedded: it may hold
  the picture as it was before a blur, a place, a camera's number, a name. Only `original.Original` leaves
  the server, and each of its fields is a number, a word from a list, or passes a check of its words.
- **No network.** Nothing is fetched: no remote manifest, no list of trusted signers, no revocation,
  no time stamp.
- **Strangers' bytes and the key never meet.** Reading and signing are two processes of their own
  (`tool`, run by `apart`); the one that reads is given no key and none of the server's environment.

Source: C2PA specification 2.2; c2pa-rs through c2pa-python (MIT or Apache-2.0).
"""
