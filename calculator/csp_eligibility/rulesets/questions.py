"""Every question that a ruleset may ask, in the order in which a form asks them."""

from csp_eligibility.messages import N_
from csp_eligibility.model import AnswerType, Choice, Question, Unit

_DECISIONS = (
    Choice("not-started", N_("Not started")),
    Choice("pending", N_("In progress, no decision yet")),
    Choice("passed", N_("Passed")),
    Choice("refused", N_("Refused")),
)

ALL = (
    Question(
        id="applicant",
        type=AnswerType.CHOICE,
        label=N_("Is your company a direct-bill partner already?"),
        hint=N_("New applicants and existing partners follow different dates."),
        choices=(
            Choice("new", N_("No, we are applying")),
            Choice("existing", N_("Yes, we are a direct-bill partner")),
        ),
    ),
    Question(
        id="next_review",
        type=AnswerType.DATE,
        label=N_("When is your next renewal or anniversary review?"),
        hint=N_("That day decides which list of requirements you are held to."),
    ),
    Question(
        id="country",
        type=AnswerType.COUNTRY,
        label=N_("Where is your company located?"),
        hint=N_("The location decides your market and currency. It does not change the verdict."),
    ),
    Question(
        id="partner_id_active",
        type=AnswerType.BOOLEAN,
        label=N_("Is your PartnerID active for the location concerned?"),
        hint=N_("PartnerID is the number that was called MPN ID until 2022."),
    ),
    Question(
        id="authority_to_sign",
        type=AnswerType.BOOLEAN,
        label=N_("Can the person who acts for your company accept and sign legal agreements for it?"),
    ),
    Question(
        id="provider_relationship",
        type=AnswerType.BOOLEAN,
        label=N_("Do you work with an official indirect provider?"),
        hint=N_("Also called a distributor."),
    ),
    Question(
        id="first_level_support",
        type=AnswerType.BOOLEAN,
        label=N_("Can you give customers first-level support for cloud products?"),
    ),
    Question(
        id="billing_infrastructure",
        type=AnswerType.BOOLEAN,
        label=N_("Do you have the infrastructure to bill customers and provision their services?"),
    ),
    Question(
        id="managed_services",
        type=AnswerType.INTEGER,
        unit=Unit.COUNT,
        label=N_("How many managed services, IP services or customer solution applications do you offer?"),
        hint=N_("Count all three kinds together."),
    ),
    Question(
        id="months_as_indirect_reseller",
        type=AnswerType.INTEGER,
        unit=Unit.MONTHS,
        label=N_("For how many full months have you transacted as an indirect reseller?"),
    ),
    Question(
        id="csp_revenue_usd",
        type=AnswerType.NUMBER,
        unit=Unit.USD,
        label=N_("How much CSP cloud revenue did you bill over the trailing 12 months, in US dollars?"),
        hint=N_(
            "Convert other currencies first. Microsoft verifies the figure on its side. For the indirect-reseller"
            " route alone, add perpetual software."
        ),
    ),
    Question(
        id="solutions_partner_designations",
        type=AnswerType.INTEGER,
        unit=Unit.COUNT,
        label=N_("How many Solutions Partner designations do you hold?"),
    ),
    Question(
        id="admin_mfa",
        type=AnswerType.BOOLEAN,
        label=N_("Must every administrative user of your CSP tenant sign in with multifactor authentication (MFA)?"),
    ),
    Question(
        id="security_contact",
        type=AnswerType.BOOLEAN,
        label=N_("Is a security contact entered in Partner Center?"),
    ),
    Question(
        id="security_alert_response",
        type=AnswerType.BOOLEAN,
        label=N_("Do you answer security alerts within 24 hours?"),
    ),
    Question(
        id="credit_check",
        type=AnswerType.CHOICE,
        label=N_("Where does Microsoft’s credit check stand?"),
        hint=N_("It starts after you apply; the decision comes by e-mail."),
        choices=_DECISIONS,
    ),
    Question(
        id="business_vetting",
        type=AnswerType.CHOICE,
        label=N_("Where does Microsoft’s vetting of your business stand?"),
        choices=_DECISIONS,
    ),
    Question(
        id="capability_assessment",
        type=AnswerType.CHOICE,
        label=N_("Where does the assessment of your capabilities stand?"),
        choices=_DECISIONS,
    ),
    Question(
        id="support_plan",
        type=AnswerType.CHOICE,
        label=N_("Which Microsoft support plan do you have?"),
        choices=(
            Choice("none", N_("None")),
            Choice("asfp", N_("Advanced Support for Partners (ASfP)")),
            Choice("psfp", N_("Premier Support for Partners (PSfP)")),
        ),
    ),
    Question(
        id="partner_agreement",
        type=AnswerType.BOOLEAN,
        label=N_("Have you accepted the partner agreement for this model?"),
        hint=N_("For new applicants, accepting it is the last step."),
    ),
)

BY_ID = {question.id: question for question in ALL}
