"""What a cell of a table says, as spreadsheets write it in English and in French."""

import re

from csp_eligibility.answers import RequestError
from csp_eligibility.messages import N_
from csp_eligibility.model import AnswerType
from csp_eligibility.rulesets import questions

# As Excel writes them, in English and in French.
_BOOLEANS = {"true": True, "false": False, "vrai": True, "faux": False}
_SPACES = " \u00a0\u202f"
_FIGURES = re.compile(rf"\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+", re.ASCII)
# Three figures may be thousandths or thousands.
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
# The longest figure, in digits, that is looked into.
_LONGEST = 30

_TWO_WAYS = N_("“{field}” can be read in two ways, as thousands or as thousandths: write it without a separator.")


def value(name: str, cell: str, delimiter: str) -> object:
    """Return a cell as JSON would have it; what can't be read stays text, and is refused as such."""
    match questions.BY_ID[name].type:
        case AnswerType.BOOLEAN:
            return _BOOLEANS.get(cell.lower(), cell)
        case AnswerType.INTEGER | AnswerType.NUMBER:
            return _number(name, cell, delimiter)
    return cell


def _number(name: str, cell: str, delimiter: str) -> object:
    """Read a figure: 1200000.50, and 1 200 000,50 where the comma does not part cells."""
    decimal = "," if "," in cell and delimiter != "," else "."
    whole, mark, fraction = cell.partition(decimal)
    if not _FIGURES.fullmatch(whole) or (mark and not re.fullmatch(r"\d+", fraction, re.ASCII)):
        return cell
    if _AMBIGUOUS.fullmatch(cell):
        raise RequestError("invalid-answer", name, _TWO_WAYS)
    digits = re.sub(f"[{_SPACES}]", "", whole)
    # Of a figure this long, no more is needed than that it is too large.
    if len(digits) + len(fraction) > _LONGEST:
        return cell
    return float(f"{digits}.{fraction}") if mark else int(digits)
