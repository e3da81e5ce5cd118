"""How well the gate finds what identifies a patient, measured on labelled sets."""
