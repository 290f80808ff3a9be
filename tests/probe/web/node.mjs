// The probe under Node. `node node.mjs compare` checks all cases; `node node.mjs time FILE [RUNS]` prints events and nanoseconds of
// each run of an experiment, `node node.mjs pickle FILE [RUNS]` opcodes and nanoseconds of each walk through a pickle.
import { readFileSync } from "node:fs";
import * as probe from "./sockscope_probe.js";
import { compare } from "./compare.mjs";

const here = (name) => new URL(name, import.meta.url);
probe.initSync({ module: readFileSync(here("sockscope_probe_bg.wasm")) });
const [command, file, runs] = process.argv.slice(2);

if (command === "compare") {
  const cases = JSON.parse(readFileSync(here("cases.json"), "utf8"));
  const differing = compare(probe, cases);
  for (const line of differing) console.log(line);
  console.log(`test result: ${differing.length ? "FAILED" : "ok"}. ${cases.length - differing.length} passed; ${differing.length} failed`);
  process.exitCode = differing.length ? 1 : 0;
} else if (command === "time" || command === "pickle") {
  const bytes = readFileSync(file);
  const experiment = command === "time" ? bytes.toString() : "";
  for (let run = 0; run < Number(runs ?? 1); run += 1) {
    const started = process.hrtime.bigint();
    const count = command === "time" ? probe.record(experiment) : probe.step_pickle(bytes);
    console.log(`${count} ${process.hrtime.bigint() - started}`);
  }
} else {
  console.error("usage: node node.mjs compare | time EXPERIMENT.json [RUNS] | pickle FILE [RUNS]");
  process.exitCode = 2;
}
