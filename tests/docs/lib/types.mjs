// The types of the package, as TypeDoc has read them: the options of functions and the fields of a type.

import { readReferenceData } from './reference.mjs';

// TypeDoc's numbers of kinds.
const FUNCTION = 64;
const TYPE = 2097152;

/** Reads the reference once: `optionsOf` each public function, `fieldsOf` a type. */
export function readTypes() {
  const byId = new Map();
  (function index(node) {
    if (node === null || typeof node !== 'object') return;
    if (typeof node.id === 'number' && node.kind) byId.set(node.id, node);
    Object.values(node).forEach(index);
  })(readReferenceData());

  /** The properties of a type, by name. */
  function propertiesOf(type, found = new Map()) {
    if (type.type === 'intersection' || type.type === 'union') {
      for (const part of type.types) propertiesOf(part, found);
    } else if (type.type === 'reflection') {
      for (const property of type.declaration.children ?? []) found.set(property.name, property);
    } else if (type.type === 'reference' && type.name === 'Pick') {
      const [whole, names] = type.typeArguments;
      const properties = propertiesOf(whole);
      for (const { value } of names.types ?? [names]) found.set(value, properties.get(value));
    } else if (type.type === 'reference') {
      addReference(type, found);
    }
    return found;
  }

  function addReference({ name, target }, found) {
    const declared = byId.get(target);
    if (!declared) {
      // Made of other people's types: what it takes away or adds is no option of its own.
      if (name !== 'Required') throw new Error(`the reference does not know ${name}`);
      return;
    }
    if (declared.type) propertiesOf(declared.type, found);
    for (const property of declared.children ?? []) found.set(property.name, property);
  }

  const named = (kind) => [...byId.values()].filter((node) => node.kind === kind);
  /** By function, whatever its module: the properties of its parameter `options`. */
  const options = new Map();
  for (const { name, signatures } of named(FUNCTION)) {
    for (const parameter of signatures.flatMap(({ parameters = [] }) => parameters)) {
      if (parameter.name !== 'options') continue;
      options.set(name, propertiesOf(parameter.type, options.get(name)));
    }
  }
  return {
    options,
    fieldsOf: (name) => [
      ...propertiesOf(named(TYPE).find((node) => node.name === name).type).keys(),
    ],
  };
}

/** What the comment of a property says it is when left out, if it says that. */
export function defaultOf(property) {
  const comment = (property?.comment?.summary ?? []).map(({ text }) => text).join('');
  const said = /(?:`([^`]+)`|(\d+))(?:, [^;.]*,)? when left out/.exec(comment);
  return said?.[1] ?? said?.[2];
}
