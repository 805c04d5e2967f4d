// The direct-bill list of October 1, 2025 for new applicants, as Publicodes rules.

const decisions = ["credit_check", "business_vetting", "capability_assessment"];
const yesOrNo = [
  "partner_id_active",
  "authority_to_sign",
  "first_level_support",
  "billing_infrastructure",
  "admin_mfa",
  "security_contact",
  "security_alert_response",
];
const least = {
  managed_services: 1,
  months_as_indirect_reseller: 12,
  csp_revenue_usd: 1_000_000,
  solutions_partner_designations: 1,
};
// Recommended, or the last step: neither holds the verdict back.
const weightless = ["managed_services"];

/** Rules by their names: one for each question, `<question> ok` for each requirement, and `verdict`. */
export const rules = Object.fromEntries([
  ...[...decisions, ...yesOrNo, ...Object.keys(least), "support_plan", "partner_agreement"].map((name) => [name, {}]),
  ...yesOrNo.map((name) => [`${name} ok`, { valeur: `${name} = oui` }]),
  ...Object.entries(least).map(([name, threshold]) => [`${name} ok`, { valeur: `${name} >= ${threshold}` }]),
  // What Microsoft has not decided holds nothing back.
  ...decisions.map((name) => [
    `${name} ok`,
    { "une de ces conditions": [{ "est non défini": name }, `${name} != 'refused'`] },
  ]),
  ["support_plan ok", { "une de ces conditions": ["support_plan = 'asfp'", "support_plan = 'psfp'", "credit_check != 'passed'"] }],
  ["partner_agreement ok", { valeur: "oui" }],
]);

/** The names of the rules that tell where each requirement stands. */
export const requirements = Object.keys(rules).filter((name) => name.endsWith(" ok"));
rules.verdict = { "toutes ces conditions": requirements.filter((name) => !weightless.includes(name.slice(0, -3))) };

/** Answers as Publicodes writes a situation. */
export function situation(answers) {
  const entries = Object.entries(answers).filter(([name]) => name in rules);
  return Object.fromEntries(entries.map(([name, value]) => [name, written(value)]));
}

function written(value) {
  if (typeof value === "boolean") {
    return value ? "oui" : "non";
  }
  return typeof value === "string" ? `'${value}'` : value;
}
