"""Uses the calculator's page as a person does."""

CALCULATOR = "eligibility-calculator"
READY = f"{CALCULATOR}[data-engine=ready]"
FAILED = f"{CALCULATOR}[data-engine=failed]"
# Longer than anything takes on a slow machine, in milliseconds; every wait ends.
PATIENCE = 30_000


def open_calculator(page, site, locale):
    """Open the page and wait until the engine has started."""
    page.goto(f"{site}{locale}/calculator/")
    page.wait_for_selector(READY)


def fill(page, answers, on="2026-11-22"):
    """Fill in the form, as its controls allow."""
    page.fill("[name=on]", on)
    for name, value in answers.items():
        radio = page.locator(f"[name={name}][type=radio]")
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if radio.count():
            page.check(f"[name={name}][value='{text}']")
        elif name == "country":
            page.select_option(f"[name={name}]", text)
        else:
            page.fill(f"[name={name}]", text)


def status(page, requirement):
    """Return the status of a finding, as its element carries it."""
    return page.get_attribute(f".finding[data-requirement={requirement}]", "data-status")


def verdict(page, expected):
    """Wait until the result carries a verdict, and return its words."""
    page.wait_for_selector(f".result[data-verdict={expected}]:not([hidden])")
    return page.inner_text(".verdict__label")
