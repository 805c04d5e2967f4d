"""What is wrong with a request, for tests of each part that refuses one."""

import pytest
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import catalogue


def mistake(work, *arguments, **options):
    """Do what has to be refused; return the code, the field and the sentence of what is wrong."""
    with pytest.raises(RequestError) as caught:
        work(*arguments, **options)
    return caught.value.code, caught.value.field, caught.value.message(catalogue("en-US"))
