// Imports go down: index → check → token, result, stores, transport → core; types included.

const LAYERS = {
  core: [],
  'token|stores|transport': ['core'],
  result: ['core'],
  check: ['core', 'token', 'stores', 'transport', 'result'],
  index: ['core', 'token', 'stores', 'transport', 'result', 'check'],
  // Beside index.js, and above it; of the core only what index.js shares with them.
  'simulator|frameworks': ['index', 'core/builtin'],
  // The doctor connects as the transport does, by what index.js shares of it; never with a second core.
  cli: ['index', 'simulator/simulator', 'transport', 'core/own', 'core/credential-names'],
  miniprogram: [],
};

/** A folder of src/, or a file of that name. */
const at = (names) => `^src/(${names})(/|\\.)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    ...Object.entries(LAYERS).map(([layer, below]) => ({
      name: `below-${layer}`,
      severity: 'error',
      from: { path: at(layer) },
      to: { path: '^src/', pathNot: ['^src/$1/', ...below.map(at)] },
    })),
    {
      name: 'glue-behind-wasm',
      comment: 'one file knows the loaded instance',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/wasm\\.ts$' },
      to: { path: 'glue' },
    },
    {
      name: 'built-in-modules-by-builtin',
      comment:
        'a `require` elsewhere throws in bundles that are ES modules; the command is never in one',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(core/builtin\\.node\\.ts$|cli/)' },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'found',
      severity: 'error',
      from: { path: '^src/' },
      // What the build makes.
      to: {
        couldNotResolve: true,
        pathNot: '^\\./(glue\\.js|tcaptcha\\.wasm|tcaptcha-wasm\\.js|package\\.json)$',
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // As build/resolve.mjs has it.
    webpackConfig: { fileName: require.resolve('./resolve.cjs') },
  },
};
