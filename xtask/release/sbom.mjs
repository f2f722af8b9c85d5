// What the package is made of, as CycloneDX 1.6: the crates that are compiled into the wasm. The npm
// package has no dependencies.

import { cargoMetadata } from './version.mjs';

export function makeSbom(version, integrity) {
  const metadata = cargoMetadata(['--filter-platform', 'wasm32-unknown-unknown']);
  const byId = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const start = metadata.packages.find(({ name }) => name === 'tcaptcha').id;

  // Only what runs: no tools of the build, no dependencies of the tests.
  const runtime = ({ deps }) =>
    deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg);
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    const isMacro = byId.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
    if (!isMacro) runtime(nodes.get(id)).forEach(visit);
  };
  visit(start);

  const purl = ({ name, version }) => `pkg:cargo/${name}@${version}`;
  const crates = [...found].map((id) => byId.get(id)).sort((a, b) => purl(a).localeCompare(purl(b)));
  const root = `pkg:npm/tcaptcha-wasm@${version}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        'bom-ref': root,
        name: 'tcaptcha-wasm',
        version,
        purl: root,
        hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity, 'base64').toString('hex') }],
        licenses: [{ expression: 'MIT OR Apache-2.0' }],
      },
    },
    components: crates.map((one) => ({
      type: 'library',
      'bom-ref': purl(one),
      name: one.name,
      version: one.version,
      purl: purl(one),
      ...(one.license ? { licenses: [{ expression: one.license.replaceAll('/', ' OR ') }] } : {}),
    })),
    dependencies: [
      { ref: root, dependsOn: [purl(byId.get(start))] },
      ...crates.map((one) => ({
        ref: purl(one),
        dependsOn: runtime(nodes.get(one.id)).filter((id) => found.has(id)).map((id) => purl(byId.get(id))).sort(),
      })),
    ],
  };
}
