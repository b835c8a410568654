// One line per fault that was thrown, and the count at the end.

/** @param faults what did not hold; empty = passed @param facts what was seen */
export type Report = (name: string, faults: readonly string[], facts: string) => void;

export function createReport(): { report: Report; finish(): void } {
  let passed = 0;
  let failed = 0;
  return {
    report(name, faults, facts) {
      if (faults.length === 0) passed += 1;
      else failed += 1;
      const lines = faults.map((fault) => `\n     ${fault}`).join('');
      console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${facts}${lines}`);
    },
    finish() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exitCode = failed > 0 ? 1 : 0;
    },
  };
}
