"""The same work as the other pages', as PyScript's documentation shows it."""

from csp_eligibility.bridge import handle
from pyscript import window

window.show(handle(window.REQUEST))
