// Checks a badge with @digitalcredentials/verifier-core: node check.mjs FILE gives one line of JSON.
// node check.mjs FILE KEPT MINUTES does so that much later, with lists that somebody kept ({address: list}).
// The package looks for a schema on the internet and lives without it; only this machine is reached.
import { readFileSync } from "node:fs";

const kept = process.argv[3] ? JSON.parse(readFileSync(process.argv[3], "utf8")) : {};
const later = Number(process.argv[4] ?? 0) * 60_000;
const Today = Date;
globalThis.Date = class extends Today {
  constructor(...said) {
    super(...(said.length ? said : [Today.now() + later]));
  }
  static now() {
    return Today.now() + later;
  }
};
const reach = globalThis.fetch;
globalThis.fetch = async (asked, options) => {
  const address = new URL(typeof asked === "string" || asked instanceof URL ? asked : asked.url);
  if (kept[address.href]) return Response.json(kept[address.href]);
  if (!["127.0.0.1", "localhost"].includes(address.hostname)) throw new TypeError("not this machine");
  return reach(asked, options);
};
console.error = console.log = () => {};

const { verifyCredential } = await import("@digitalcredentials/verifier-core");
const credential = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = await verifyCredential({ credential, knownDIDRegistries: [] });
const steps = Object.fromEntries((found.log ?? []).map((step) => [step.id, step.valid ?? step.error?.name]));
process.stdout.write(JSON.stringify({ steps, errors: (found.errors ?? []).map((error) => error.name) }));
