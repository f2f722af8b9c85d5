/** Prints one plain line per check and remembers what failed. */
export function createReport() {
  const failed = [];
  let passed = 0;
  return {
    heading: (name) => console.log(`\n${name}`),
    note: (text) => console.log(`      ${text}`),
    async check(name, work) {
      const start = Date.now();
      try {
        await work();
        passed++;
        console.log(`  ok  ${name} (${Date.now() - start} ms)`);
      } catch (error) {
        failed.push(name);
        console.log(`FAIL  ${name}\n${String(error?.stack ?? error).replace(/^/gm, '      ')}`);
      }
    },
    finish() {
      console.log(`\n${passed} passed, ${failed.length} failed`);
      for (const name of failed) console.log(`  failed: ${name}`);
      return failed.length === 0 && passed > 0;
    },
  };
}
