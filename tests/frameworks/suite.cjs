// Runs the cases on this Node.js, for every framework that runs on it, and prints the results as JSON.
//
//   node suite.cjs PACKAGE [FRAMEWORK]

const { CASES } = require('./lib/cases.cjs');
const { FRAMEWORKS } = require('./lib/frameworks.cjs');
const { createWorld } = require('./lib/server.cjs');

const [packageFolder, only] = process.argv.slice(2);
const major = Number(process.versions.node.split('.')[0]);

process.on('unhandledRejection', (error) => {
  throw error;
});

async function main() {
  const results = [];
  for (const name of Object.keys(FRAMEWORKS)) {
    const framework = FRAMEWORKS[name];
    if (framework.fromNode > major || (only && only !== name)) continue;
    framework.options = (options) => Object.assign({}, framework.defaults, options);
    const face = require(`${packageFolder}/${framework.entry}.js`);
    for (const one of Object.keys(CASES)) {
      results.push({ framework: name, name: one, failure: await run(framework, face, CASES[one]) });
    }
  }
  console.log(JSON.stringify(results));
  process.exit(0); // frameworks may keep timers
}

async function run(framework, face, test) {
  const world = await createWorld(packageFolder);
  const serve = (routes, options) => world.serve(framework, face, routes, options);
  const guarded = (captcha, options, more) =>
    serve([{ path: '/login', guards: [[captcha, framework.options(options)]] }], more);
  try {
    await test({ world, framework, face, serve, guarded });
    return '';
  } catch (error) {
    return String((error && error.stack) || error);
  } finally {
    await world.close();
  }
}

main();
