// Judges the cases on standard input (a JSON list of answers) and prints verdicts and seconds.

import { readFileSync } from "node:fs";
import Engine from "publicodes";
import { requirements, rules, situation } from "./rules.mjs";

const { cases, repeats } = JSON.parse(readFileSync(0, "utf-8"));
const quiet = { log() {}, warn() {}, error: console.error };
const engine = new Engine(rules, { logger: quiet });
const situations = cases.map(situation);

function judge(given) {
  engine.setSituation(given);
  for (const name of requirements) {
    engine.evaluate(name);
  }
  return engine.evaluate("verdict");
}

const words = new Map([[true, "likely-eligible"], [false, "not-yet-eligible"], [undefined, "undetermined"], [null, "undetermined"]]);
const verdicts = situations.map((given) => words.get(judge(given).nodeValue));
const seconds = [];
for (let round = 0; round < repeats; round += 1) {
  const start = performance.now();
  situations.forEach(judge);
  seconds.push((performance.now() - start) / 1000);
}
console.log(JSON.stringify({ verdicts, seconds }));
