// Checks the content credentials of WebP files with @trustnxt/c2pa-ts: node check.mjs FILE... gives a line of JSON.
// The package knows no WebP yet, so the container (RIFF) is read here; everything in it is the package's.
import { readFileSync } from "node:fs";
import { SuperBox } from "@trustnxt/c2pa-ts/jumbf";
import { ManifestStore, ValidationResult } from "@trustnxt/c2pa-ts/manifest";

class WebP {
  mimeType = "image/webp";
  constructor(bytes) {
    this.bytes = bytes;
  }
  getDataLength() {
    return this.bytes.length;
  }
  async getDataRange(start = 0, length = this.bytes.length - start) {
    return this.bytes.subarray(start, start + length);
  }
  getManifestJUMBF() {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset);
    for (let at = 12; at + 8 <= this.bytes.length; ) {
      const size = view.getUint32(at + 4, true);
      if (String.fromCharCode(...this.bytes.subarray(at, at + 4)) === "C2PA") {
        return this.bytes.subarray(at + 8, at + 8 + size);
      }
      at += 8 + size + (size & 1);
    }
  }
}

const answers = [];
for (const name of process.argv.slice(2)) {
  const file = new WebP(new Uint8Array(readFileSync(name)));
  let found;
  try {
    found = await ManifestStore.read(SuperBox.fromBuffer(file.getManifestJUMBF())).validate(file);
  } catch (error) {
    found = ValidationResult.fromError(error);
  }
  answers.push({ valid: found.isValid, codes: found.statusEntries.map((one) => one.code) });
}
process.stdout.write(JSON.stringify(answers));
