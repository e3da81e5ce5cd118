"""Words of medicine that no person is called, by how they end or by the genus they name.

Rules
1. An ending of Greek or Latin that makes a disease, an organ's adjective, an operation, a drug's group or a
   science: 'Myocardial', 'Infarction', 'Hypertension', 'Physiotherapy', 'Endocarditis'.
2. A genus of microbes, whatever follows: 'Klebsiella oxytoca', 'Candida Auris'.

What would break it: an ending that surnames share ('-oma' in *Okoma*, '-etic' in *Maretić*), so those
are spelled out further. Pure.
"""

import re

_ENDING = re.compile(
    r"(?:itis|[aeo]sis|a?emi[ac]|uri[ac]|opath(?:y|ic)|ectomy|otomy|ostomy|oscop(?:y|ic)|oplasty|card(?:ial|iac|ium|ia)|vascular|"
    r"[bcdghlmnprt]ular|thoracic|gastric|hepatic|enteric|gastro\w+|pulmonary|coronary|cerebr\w+|diabetic|nephrotic|"
    r"(?:ac|ec|ic|uc|nc|rc)tion|(?:a|i|u)tion|[nrus]sion|therap(?:y|ies|eutic)s?|ologys?|ologies|(?:o|a)logist|ectasis|ethyl|methyl|tracheal|"
    r"phag(?:ia|y)|penia|lysis|stasis|rrhages?|rrhagic|rrh?o?ea|sthe(?:sia|tic)|syndrome|carcinoma|lymphoma|sarcoma|melanoma|"
    r"glioma|myeloma|adenoma|blastoma|haematoma|hematoma|coccus|cocci|bacter|bacilli|myces|renal|arterial|venous|cranial|spinal|mental|"
    r"surgical|clinical|medical|vaccin\w+|biops(?:y|ies)|trauma|cillin|mycin|azole|statins?|gliflozin|gliptin|sartan|olol|floxacin|tidine|"
    r"prazole|parin|xaban|gatran|tinib|zumab|ximab|limumab|kinase)$"
)
# Up to so many letters an ending says nothing: 'Basis', 'Roma', 'Nation'.
_SHORT = 6

_SHORT_TERMS = frozenset("aortic septic renal mitral sepsis trauma biopsy spinal venous".split())
_GENERA = frozenset(
    "candida klebsiella escherichia staphylococcus streptococcus campylobacter clostridium clostridioides pseudomonas enterobacter "
    "acinetobacter aspergillus mycobacterium legionella salmonella shigella listeria neisseria haemophilus bordetella brucella "
    "borrelia treponema plasmodium toxoplasma cryptococcus pneumocystis serratia proteus morganella bacteroides nocardia leishmania "
    "trypanosoma schistosoma enterococcus helicobacter chlamydia mycoplasma cutibacterium histoplasma strongyloides".split()
)


def is_term(word: str) -> bool:
    """Whether `word`, folded and in small letters, ends as words of medicine do."""
    return word in _SHORT_TERMS or (len(word) > _SHORT and _ENDING.search(word) is not None)


def is_genus(word: str) -> bool:
    """Whether `word`, folded and in small letters, is a genus of microbes."""
    return word in _GENERA
