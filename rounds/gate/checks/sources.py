"""Where the rules come from: each citation once, exact to its paragraph."""

GMC_CONFIDENTIAL = "GMC, Using social media as a medical professional (2024), paragraph 18"
GMC_SUM = "GMC, Using social media as a medical professional (2024), paragraph 19"
GMC_INTERESTS = (
    "GMC, Good medical practice (2024), paragraph 95, and Identifying and managing conflicts of "
    "interest (2024)"
)
IN_NAME_OF = "This server's rule that only whom an organisation appointed speaks in its name"
REVIEW_FIRST = "This server's rule that teaching is reviewed before it is published"
PLAIN_LANGUAGE = "This server's rule that teaching for everyone says its point in plain words"
NHS_NUMBER = f"NHS Data Dictionary, NHS NUMBER (modulus 11 check digit); {GMC_CONFIDENTIAL}"
SAFE_HARBOR = "US 45 CFR 164.514(b)(2)(i)({letter}), identifiers to remove; {rule}"


def safe_harbor(letter: str, rule: str = GMC_CONFIDENTIAL) -> str:
    """The US rule that lists this identifier under `letter`, beside the GMC's own."""
    return SAFE_HARBOR.format(letter=letter, rule=rule)
